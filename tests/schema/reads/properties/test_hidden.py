"""No answer tells of a hidden row: with it and without it, every byte of it is the same.

Nor does the statement that is sent, nor how PostgreSQL goes about it.
"""

from collections.abc import AsyncIterator
from typing import Any

import orjson
import pytest
from hypothesis import strategies as st

from enrollment.actors import Actor, Role
from schema.reads.bindings.catalogue import BINDINGS
from schema.reads.bindings.model import ALL
from schema.reads.sql import statement
from tests.schema.reads.properties.asked import (
    EXPLAINED,
    a_page,
    absent,
    documents,
    narrowed,
    objects,
    places,
)
from tests.schema.reads.properties.examples import tried
from tests.schema.reads.properties.facts import Known
from tests.schema.reads.properties.hidden import GROUPS
from tests.schema.reads.properties.people import CLERK
from tests.schema.reads.properties.roads import ROADS
from tests.schema.reads.properties.selections import Chosen
from tests.schema.reads.properties.sides import Side, Sides, said
from tests.schema.reads.properties.spellings import Spelling, as_variable


def an_actor(data: st.DataObject, sides: Sides) -> Actor:
    return data.draw(st.sampled_from(sides.group.actors))


@tried(more=1 / 2, data=st.data())
async def test_no_answer_tells_of_what_is_hidden(
    data: st.DataObject, sides: Sides, everything: Known
):
    actor = an_actor(data, sides)
    text, variables = data.draw(documents(sides.endpoint.schema, everything, sides.added))

    assert await sides.same(actor, text, **variables)


@tried(more=1 / 3, data=st.data())
async def test_no_page_tells_of_what_is_hidden(
    data: st.DataObject, sides: Sides, everything: Known
):
    actor, of = an_actor(data, sides), data.draw(places(everything))
    given: dict[str, Any] = data.draw(narrowed(everything, of))
    take, cursor, ahead, end = data.draw(st.sampled_from(WAYS))
    given[take] = data.draw(st.sampled_from((2, 9, 60)))

    for _ in range(4):
        text, variables = Spelling(sides.endpoint.schema, as_variable).document(a_page(of, given))
        answer = await sides.same(actor, text, **variables)
        assert answer
        page = listed(answer)
        if page is None or not page["pageInfo"][ahead]:
            break
        given[cursor] = page["pageInfo"][end]


WAYS = (
    ("first", "after", "hasNextPage", "endCursor"),
    ("last", "before", "hasPreviousPage", "startCursor"),
)


def listed(answer: bytes) -> Any:
    """Return the list in an answer; None where it is hidden or refused."""
    data = orjson.loads(answer)["data"] or {}
    data = data.get("node", data) or {}
    return data.get("list")


@tried(more=1 / 3, data=st.data())
async def test_no_cursor_of_a_hidden_row_tells_of_it(
    data: st.DataObject, sides: Sides, everything: Known
):
    actor, of = an_actor(data, sides), data.draw(places(everything))
    given: dict[str, Any] = data.draw(narrowed(everything, of))
    ask = Spelling(sides.endpoint.schema, as_variable)
    text, variables = ask.document(a_page(of, {**given, "first": 500}))
    whole = listed((await said(sides.endpoint, sides.full, CLERK, text, variables))[0])
    cursors = [edge["cursor"] for edge in whole["edges"]] if whole else []
    for take, cursor, _, _ in WAYS if cursors else ():
        given = {**given, take: 5, cursor: data.draw(st.sampled_from(cursors))}
        text, variables = Spelling(sides.endpoint.schema, as_variable).document(a_page(of, given))

        assert await sides.same(actor, text, **variables)

        del given[take], given[cursor]


@tried(more=1 / 3, data=st.data())
async def test_what_is_hidden_is_as_what_never_was(
    data: st.DataObject, sides: Sides, everything: Known
):
    actor, hidden = an_actor(data, sides), data.draw(st.sampled_from(sides.added))
    type_name = hidden.partition(":")[0]
    fields = data.draw(objects(everything, type_name))
    found = []

    for each in (hidden, absent(type_name)):
        asked = (
            Chosen("Query", "node", "node", {"id": each}, fields),
            Chosen("Query", "explainAccess", "access", {"id": each}, ACCESS),
        )
        text, variables = Spelling(sides.endpoint.schema, as_variable).document(asked)
        answer, sent = await said(sides.endpoint, sides.full, actor, text, variables)
        found.append((text, answer, [(query, len(values)) for query, values in sent]))

    assert found[0] == found[1]
    assert orjson.loads(found[0][1])["data"]["node"] is None


ACCESS = tuple(Chosen("AccessExplanation", name, name) for name in EXPLAINED)


@tried(more=1 / 3, data=st.data())
async def test_no_plan_of_postgresql_tells_of_what_is_hidden(
    data: st.DataObject, sides: Sides, everything: Known
):
    """The same statistics and as many pages: one database."""
    actor = an_actor(data, sides)
    text, variables = data.draw(documents(sides.endpoint.schema, everything, sides.added))
    _, sent = await said(sides.endpoint, sides.full, actor, text, variables)

    for query, values in sent:
        bare, full = [
            await explained(side, query, len(values)) for side in (sides.bare, sides.full)
        ]
        assert full == bare


async def explained(side: Side, query: str, count: int) -> list[str]:
    """Return how PostgreSQL goes about a statement, whatever its values."""
    await side.to.execute(f"prepare asked as {query}")
    values = f"({', '.join(['null'] * count)})" if count else ""
    found = await side.to.fetch(f"explain (costs off) execute asked{values}")
    await side.to.execute("deallocate asked")
    return [row[0] for row in found]


# By every road, and by id

BY_ID = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"
PAGE = 500


@pytest.mark.parametrize("road", ROADS)
async def test_no_road_leads_to_what_is_hidden(road: str, sides: Sides):
    """Those of a group have the same rights, so they take turns."""
    actors = sides.group.actors
    actor = actors[list(ROADS).index(road) % len(actors)]

    assert b"errors" not in await sides.same(actor, ROADS[road])


@pytest.mark.parametrize("sides", GROUPS[:1], ids=str, indirect=True)
@pytest.mark.parametrize("road", ROADS)
async def test_every_road_leads_there_for_who_may_see_it(road: str, sides: Sides):
    """The province is answered one thing without the hidden rows, another with them."""
    with pytest.raises(AssertionError):
        await sides.same(CLERK, ROADS[road])


# Drafts of samples, which nobody sees.
RETIRED = """
select 'SourcePlan:' || source_plan.id
  from source_plan join special_plan on special_plan.id = special_plan_id
 where is_sample and source_plan.state = 'DRAFT'
 union all
select 'QuotaLine:' || id
  from quota_line
 where is_sample and state = 'DRAFT'
"""


async def test_what_is_hidden_is_found_by_no_id(sides: Sides):
    retired = {row[0] for row in await sides.full.to.fetch(RETIRED)}
    for begin in range(0, len(sides.added), PAGE):
        some = sides.added[begin : begin + PAGE]
        seen, _ = await said(sides.endpoint, sides.full, CLERK, BY_ID, {"ids": some})
        there = {node["id"] for node in orjson.loads(seen)["data"]["nodes"] if node}
        assert there == set(some) - retired

        for actor in sides.group.actors:
            found = orjson.loads(await sides.same(actor, BY_ID, ids=some))

            assert found == {"data": {"nodes": [None] * len(some)}}


@pytest.fixture
async def compiled_anew() -> AsyncIterator[None]:
    """Forget statements whose rights are not those of the next."""
    assert statement.of.cache is not None
    statement.of.cache.clear()
    yield
    statement.of.cache.clear()


RULED = [name for name, binding in BINDINGS.items() if binding.visible[Role.PUBLIC].rule]


@pytest.mark.parametrize("sides", GROUPS[:1], ids=str, indirect=True)
@pytest.mark.parametrize("name", RULED)
async def test_a_wrong_right_is_caught(
    name: str, sides: Sides, compiled_anew: None, monkeypatch: pytest.MonkeyPatch
):
    (actor,) = sides.group.actors
    monkeypatch.setitem(BINDINGS[name].visible, actor.role, ALL)

    with pytest.raises(AssertionError):
        await asked(sides, actor)


async def asked(sides: Sides, actor: Actor) -> None:
    """Go every road, look up every id: an AssertionError where the sides differ."""
    for road in ROADS.values():
        await sides.same(actor, road)
    for begin in range(0, len(sides.added), PAGE):
        await sides.same(actor, BY_ID, ids=sides.added[begin : begin + PAGE])
