"""As of a sealed instant, every question is answered as it was then."""

from dataclasses import replace
from typing import Any

import pytest
from asyncpg import Pool
from hypothesis import strategies as st

from enrollment.actors import PUBLIC, Actor
from schema.wire import Endpoint
from tests.schema.asking import AUDITOR, OneConnection, a_question, both_roads, context
from tests.schema.reads.properties import facts
from tests.schema.reads.properties.asked import objects
from tests.schema.reads.properties.examples import tried
from tests.schema.reads.properties.facts import Known
from tests.schema.reads.properties.lists import List
from tests.schema.reads.properties.past import Sealed
from tests.schema.reads.properties.people import OWN_OFFICE
from tests.schema.reads.properties.selections import Chosen, Selection, questions
from tests.schema.reads.properties.spellings import Spelling, as_literal, as_variable

ACTORS = (PUBLIC, AUDITOR, OWN_OFFICE)


@pytest.fixture(scope="module")
async def known_then(endpoint: Endpoint, sealed: list[Sealed]) -> dict[str, Known]:
    """What was seen at one of the instants by each of those who ask."""
    then = OneConnection(sealed[1].then)
    return {actor.name: await facts.fetched(endpoint, then, actor) for actor in ACTORS}


def a_root(data: st.DataObject, known: Known) -> Selection:
    """Draw a root field that can be asked for its past."""
    name, target = data.draw(st.sampled_from((("quotaLines", "QuotaLine"),) * 3 + OTHERS))
    if name.endswith("s"):
        return data.draw(questions(known, List(name, target)))
    fact = data.draw(st.sampled_from(known.facts[target]))
    keys = ("id",) if name == "quotaLine" else ("year", "kind")
    given = {key: fact.fields[key] for key in keys}
    return (Chosen("Query", name, name, given, data.draw(objects(known, target))),)


OTHERS = (
    ("specialPlans", "SpecialPlan"),
    ("specialPlan", "SpecialPlan"),
    ("quotaLine", "QuotaLine"),
)


@tried(more=3, data=st.data())
async def test_what_was_read_at_a_sealed_instant_is_read_again_as_of_it(
    data: st.DataObject,
    endpoint: Endpoint,
    sealed: list[Sealed],
    now: Pool,
    known_then: dict[str, Known],
):
    actor = data.draw(st.sampled_from(ACTORS))
    (asked,) = a_root(data, known_then[actor.name])
    seal = data.draw(st.sampled_from(sealed))
    spelled = data.draw(st.sampled_from([as_variable, as_literal]))
    text, variables = Spelling(endpoint.schema, spelled).document((asked,))
    then = await said(endpoint, OneConnection(seal.then), text, actor, **variables)

    of_then = replace(asked, arguments={**asked.arguments, "asOf": seal.at.isoformat()})
    text, variables = Spelling(endpoint.schema, spelled).document((of_then,))
    compiled, executed = await both_roads(endpoint, now, text, actor, **variables)

    assert compiled == then
    assert executed == compiled


async def said(
    endpoint: Endpoint, pool: Pool | OneConnection, text: str, actor: Actor, **variables: Any
) -> bytes:
    return await endpoint.answer(a_question(text, **variables), context(pool, actor))


EVERYTHING = """
    quotaLines(first: 500%s) {
      totalCount totals { lines requestedSeats seats admitted enrolled fillRate }
      nodes { id state version recordedAt remarks seats seatsLeft admitted enrolled fillRate
        sourcePlan { id state requestedSeats seats } specialPlan { id title state issuedSeats }
        admissions { nodes { round admitted enrolled } } previousYear { seats admitted }
        legs { nodes { seats movement { id kind } fromAccount { id } toAccount { id } } } } }
"""
PLANS = """
    specialPlans(first: 500%s) {
      nodes { id title state issuedSeats allocatedSeats unallocatedSeats withdrawnSeats version
        area(first: 100) { totalCount nodes { code } }
        quotaLines { totals { lines seats admitted } } sourcePlans { totalCount } } }
"""


@pytest.mark.parametrize("query", [EVERYTHING, PLANS], ids=["lines", "plans"])
@pytest.mark.parametrize("actor", ACTORS, ids=lambda actor: str(actor.role))
async def test_all_that_stood_at_each_instant_is_read_again(
    query: str, actor: Actor, endpoint: Endpoint, sealed: list[Sealed], now: Pool
):
    answers = []
    for seal in sealed:
        then = await said(endpoint, OneConnection(seal.then), f"{{{query % ''}}}", actor)

        as_of = query % f', asOf: "{seal.at.isoformat()}"'
        again = await said(endpoint, now, f"{{{as_of}}}", actor)

        assert again == then
        answers.append(then)
    assert len(set(answers)) == len(sealed)  # each instant differs from the others
