"""A filter and its complement split every list; `some`, `none` and `every` say one thing."""

from typing import Any

from asyncpg import Pool
from hypothesis import strategies as st

from schema.reads.bindings.catalogue import BINDINGS
from schema.wire import Endpoint
from tests.schema.reads.properties.examples import tried
from tests.schema.reads.properties.facts import Known
from tests.schema.reads.properties.filters import filtered, wheres
from tests.schema.reads.properties.lists import asked_all, keys, lists, roots

OWNERS = [name for name in BINDINGS if filtered(name)]


@tried(data=st.data())
async def test_a_filter_and_its_complement_split_every_list(
    data: st.DataObject, endpoint: Endpoint, awkward: Pool, known: Known
):
    of = data.draw(lists(known))
    where = data.draw(wheres(known, of.target))

    inside, outside, whole = await asked_all(
        endpoint,
        awkward,
        of,
        of.count,
        *({"where": each, "first": 500} for each in (where, {"not": where}, {})),
    )

    assert sorted(keys(inside) + keys(outside)) == sorted(keys(whole))
    for part in (inside, outside, whole):
        assert part["totalCount"] == len(keys(part)) == len(set(keys(part)))


@tried(data=st.data())
async def test_filters_split_the_rows_behind_a_relation(
    data: st.DataObject, endpoint: Endpoint, awkward: Pool, known: Known
):
    of = data.draw(roots(known).filter(lambda of: filtered(of.target)))
    name = data.draw(st.sampled_from(filtered(of.target)))
    relation = BINDINGS[of.target].relation(name)
    assert relation is not None
    where = data.draw(wheres(known, relation.target, 1))

    def meaning(**quantified: Any) -> dict[str, Any]:
        return {"where": {name: quantified}, "first": 500}

    whole, some, none, every, no_other, either = await asked_all(
        endpoint,
        awkward,
        of,
        of.count,
        {"first": 500},
        meaning(some=where),
        meaning(none=where),
        meaning(every=where),
        meaning(none={"not": where}),
        meaning(some={"or": [where, {"not": where}]}),
    )
    (filled,) = await asked_all(endpoint, awkward, of, of.count, meaning(some={}))

    assert sorted(keys(some) + keys(none)) == sorted(keys(whole))
    assert keys(every) == keys(no_other)
    assert keys(either) == keys(filled)
    assert set(keys(filled)) & set(keys(every)) <= set(keys(some))


@tried(data=st.data())
async def test_filters_join_as_sets_do(
    data: st.DataObject, endpoint: Endpoint, awkward: Pool, known: Known
):
    of = data.draw(lists(known))
    a, b = data.draw(wheres(known, of.target, 1)), data.draw(wheres(known, of.target, 1))

    found = await asked_all(
        endpoint,
        awkward,
        of,
        of.count,
        *(
            {"where": each, "first": 500}
            for each in (a, b, {"and": [a, b]}, {"or": [a, b]}, {"not": {"and": [{"not": a}, b]}})
        ),
    )

    first, second, both, either, implied = (set(keys(part)) for part in found)
    assert both == first & second
    assert either == first | second
    assert first <= implied
    assert not (implied - first) & second
