"""Every order is the one that Python sorts the answered values into."""

import pytest
from asyncpg import Pool
from hypothesis import strategies as st

from schema.reads.bindings.catalogue import BINDINGS, LISTINGS
from schema.wire import Endpoint
from tests.schema.reads.properties.examples import tried
from tests.schema.reads.properties.facts import Known
from tests.schema.reads.properties.filters import wheres
from tests.schema.reads.properties.lists import List, asked, asked_all, fact_key, keys, lists
from tests.schema.reads.properties.orders import orders
from tests.schema.reads.properties.sorting import in_order


@pytest.mark.parametrize("name", [name for name, each in LISTINGS.items() if not each.arguments])
async def test_an_order_through_each_relation_is_python_s(
    name: str, endpoint: Endpoint, awkward: Pool, known: Known
):
    of = List(name, LISTINGS[name].target)
    binding = BINDINGS[of.target]
    every = [
        [{relation: {field: way}}]
        for relation, to_one in binding.to_one.items()
        for field, each in BINDINGS[to_one.target].fields.items()
        for way in ("ASC", "DESC")
        if each.is_ordered
    ]
    for begin in range(0, len(every), 12):
        some = every[begin : begin + 12]
        found = await asked_all(
            endpoint, awkward, of, of.count, *({"orderBy": order, "first": 500} for order in some)
        )

        for order, part in zip(some, found, strict=True):
            expected = in_order(known.list_of(name), order)
            assert keys(part) == [fact_key(fact) for fact in expected], order


@tried(more=3, data=st.data())
async def test_an_order_is_python_s(
    data: st.DataObject, endpoint: Endpoint, awkward: Pool, known: Known
):
    of = data.draw(lists(known))
    order = data.draw(orders(of.target))
    everything = {fact_key(fact): fact for fact in known.facts[of.target]}

    found = keys(await asked(endpoint, awkward, of, of.count, orderBy=order, first=500))

    expected = in_order([everything[each] for each in found], order)
    assert found == [fact_key(fact) for fact in expected]


@tried(data=st.data())
async def test_a_filter_keeps_the_order(
    data: st.DataObject, endpoint: Endpoint, awkward: Pool, known: Known
):
    of = data.draw(lists(known))
    order, where = data.draw(orders(of.target)), data.draw(wheres(known, of.target, 1))

    some, whole = await asked_all(
        endpoint,
        awkward,
        of,
        of.count,
        {"orderBy": order, "where": where, "first": 500},
        {"orderBy": order, "first": 500},
    )

    kept = set(keys(some))
    assert keys(some) == [each for each in keys(whole) if each in kept]
