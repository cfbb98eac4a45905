"""Every filter finds the rows that it finds in Python, read from the contract's words."""

from asyncpg import Pool
from hypothesis import strategies as st

from schema.reads.bindings.catalogue import LISTINGS
from schema.wire import Endpoint
from tests.schema.reads.properties.examples import tried
from tests.schema.reads.properties.facts import Known
from tests.schema.reads.properties.filters import wheres
from tests.schema.reads.properties.lists import List, asked_all, fact_key, keys
from tests.schema.reads.properties.meaning import holds

LISTS = [List(name, listing.target) for name, listing in LISTINGS.items() if not listing.arguments]
OFTEN = [each for each in LISTS if each.field in ("quotaLines", "counties", "institutions")]


@tried(more=2, data=st.data())
async def test_a_filter_finds_what_its_words_say(
    data: st.DataObject, endpoint: Endpoint, awkward: Pool, known: Known
):
    of = data.draw(st.sampled_from([*OFTEN, *LISTS]))
    wanted = [data.draw(wheres(known, of.target, depth)) for depth in (2, 1, 0)]

    found = await asked_all(
        endpoint, awkward, of, of.count, *({"where": where, "first": 500} for where in wanted)
    )

    for where, part in zip(wanted, found, strict=True):
        expected = {fact_key(fact) for fact in known.list_of(of.field) if holds(where, fact)}
        assert set(keys(part)) == expected, where
        assert part["totalCount"] == len(expected)


@tried(more=2, data=st.data())
async def test_a_filter_of_a_nested_list_finds_what_its_words_say(
    data: st.DataObject, endpoint: Endpoint, awkward: Pool, known: Known
):
    owners = [
        (fact, name)
        for type_name in ("County", "Institution", "SpecialPlan", "QuotaLine", "QuotaMovement")
        for fact in known.facts[type_name][:40]
        for name, others in fact.many.items()
        if len(others) > 1 and "sources" != name
    ]
    fact, name = data.draw(st.sampled_from(owners))
    of = List(name, fact.many[name][0].type, owner=fact.id)
    where = data.draw(wheres(known, of.target))

    (found,) = await asked_all(endpoint, awkward, of, of.count, {"where": where, "first": 500})

    expected = {fact_key(other) for other in fact.many[name] if holds(where, other)}
    assert set(keys(found)) == expected
