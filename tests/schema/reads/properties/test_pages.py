"""Pages joined are the list: forwards and backwards, in any order, while rows are added."""

from collections.abc import Sequence
from typing import Any

import asyncpg
from asyncpg import Pool
from hypothesis import strategies as st

from schema.wire import Endpoint
from tests.schema.asking import OneConnection
from tests.schema.reads.properties import rows
from tests.schema.reads.properties.examples import tried
from tests.schema.reads.properties.facts import Known
from tests.schema.reads.properties.filters import wheres
from tests.schema.reads.properties.lists import List, asked, asked_all, key, keys, lists
from tests.schema.reads.properties.orders import Order, orders
from tests.schema.reads.properties.sorting import flat

MOST_PAGES = 5


def body(of: List) -> str:
    return (
        "totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }"
        f" edges {{ cursor node {{ {of.key} }} }} nodes {{ {of.key} }}"
    )


def drawn(data: st.DataObject, known: Known) -> tuple[List, dict[str, Any]]:
    """Draw a list, its filter more often than not empty, and its order."""
    of = data.draw(lists(known))
    where = data.draw(st.one_of(st.just({}), wheres(known, of.target, 1)))
    return of, {"where": where, "orderBy": data.draw(orders(of.target))}


def a_size(data: st.DataObject, count: int) -> int:
    least = max(1, -(-count // MOST_PAGES))
    return data.draw(st.sampled_from([least, least + 1, max(count // 2, least), count + 1]))


def same_cursors(page: Any) -> bool:
    """Whether a page's cursors and edges say what its nodes and pageInfo do."""
    cursors = [edge["cursor"] for edge in page["edges"]] or [None]
    ends = (page["pageInfo"]["startCursor"], page["pageInfo"]["endCursor"])
    return [edge["node"] for edge in page["edges"]] == page["nodes"] and ends == (
        cursors[0],
        cursors[-1],
    )


@tried(data=st.data())
async def test_pages_joined_are_the_list_both_ways(
    data: st.DataObject, endpoint: Endpoint, awkward: Pool, known: Known
):
    of, given = drawn(data, known)
    whole = await asked(endpoint, awkward, of, body(of), first=500, **given)
    size = a_size(data, whole["totalCount"])

    for take, cursor, begin, end, ahead, behind in (
        ("first", "after", "startCursor", "endCursor", "hasNextPage", "hasPreviousPage"),
        ("last", "before", "endCursor", "startCursor", "hasPreviousPage", "hasNextPage"),
    ):
        joined: list[str] = []
        arguments: dict[str, Any] = {take: size}
        while True:
            page = await asked(endpoint, awkward, of, body(of), **given, **arguments)
            found = keys(page)
            joined = joined + found if take == "first" else found + joined
            assert same_cursors(page)
            assert page["totalCount"] == whole["totalCount"]
            assert page["pageInfo"][behind] == (cursor in arguments)
            assert page["pageInfo"][ahead] == (len(joined) < whole["totalCount"])
            assert len(found) == size or not page["pageInfo"][ahead]
            if not page["pageInfo"][ahead]:
                break
            arguments[cursor] = page["pageInfo"][end]

        assert joined == keys(whole), (take, begin)
    assert len(set(keys(whole))) == whole["totalCount"] == len(whole["nodes"])


@tried(data=st.data())
async def test_two_cursors_bound_a_slice(
    data: st.DataObject, endpoint: Endpoint, awkward: Pool, known: Known
):
    of, given = drawn(data, known)
    whole = await asked(endpoint, awkward, of, body(of), first=500, **given)
    edges = whole["edges"]
    places = st.none() | st.integers(0, len(edges) - 1) if edges else st.none()
    after, before = data.draw(places), data.draw(places)
    size = data.draw(st.integers(0, 12))
    bounds = {
        name: edges[place]["cursor"]
        for name, place in (("after", after), ("before", before))
        if place is not None
    }

    from_start, from_end = await asked_all(
        endpoint,
        awkward,
        of,
        body(of),
        {**given, **bounds, "first": size},
        {**given, **bounds, "last": size},
    )

    begin = 0 if after is None else after + 1
    end = len(edges) if before is None else before
    inside = keys(whole)[begin : max(begin, end)]
    assert keys(from_start) == inside[:size]
    assert keys(from_end) == inside[max(0, len(inside) - size) :]
    assert same_cursors(from_start)
    assert same_cursors(from_end)
    assert from_start["pageInfo"]["hasNextPage"] == (len(inside) > size or before is not None)
    assert from_end["pageInfo"]["hasPreviousPage"] == (len(inside) > size or after is not None)


@tried(data=st.data())
async def test_a_row_added_meanwhile_neither_repeats_nor_hides_another(
    data: st.DataObject,
    endpoint: Endpoint,
    awkward: Pool,
    writer: asyncpg.Connection,
    known: Known,
):
    line = data.draw(st.sampled_from(known.facts["QuotaLine"]))
    plan, institution = line.one["specialPlan"], line.one["institution"]
    assert plan is not None
    assert institution is not None
    of = data.draw(
        st.sampled_from(
            [
                List("quotaLines", "QuotaLine"),
                List("quotaLines", "QuotaLine", owner=plan.id),
                List("quotaLines", "QuotaLine", owner=institution.id),
            ]
        )
    )
    given = {"orderBy": data.draw(orders("QuotaLine").filter(stands))}
    before = keys(await asked(endpoint, awkward, of, body(of), first=500, **given))
    size, take = a_size(data, len(before)), data.draw(st.sampled_from(["first", "last"]))
    seats = data.draw(st.lists(st.sampled_from([0, 1, 3]), min_size=1, max_size=3))

    async with rows.undone(writer):
        pool = OneConnection(writer)
        seen, added = await walked(endpoint, pool, writer, of, size, take, given, line.id, seats)
        after = keys(await asked(endpoint, pool, of, body(of), first=500, **given))

    assert len(seen) == len(set(seen))
    assert [each for each in seen if each not in added] == before
    assert seen == [each for each in after if each in seen]


def stands(order: Order) -> bool:
    """Whether no key of the order is a sum over lines, which moves when a line is added."""
    paths = [flat(key)[0] for key in order]
    return not any(
        path[0] == "previousYear" or (len(path) > 1 and path[-1].lower().endswith("seats"))
        for path in paths
    )


async def walked(
    endpoint: Endpoint,
    pool: OneConnection,
    writer: asyncpg.Connection,
    of: List,
    size: int,
    take: str,
    given: dict[str, Any],
    line: str,
    seats: Sequence[int],
) -> tuple[list[str], set[str]]:
    """Return the rows of all pages, a line being added after each of the first, and those lines."""
    cursor, ahead, end = (
        ("after", "hasNextPage", "endCursor")
        if take == "first"
        else ("before", "hasPreviousPage", "startCursor")
    )
    seen: list[str] = []
    added: set[str] = set()
    arguments: dict[str, Any] = {take: size}
    while True:
        page = await asked(endpoint, pool, of, body(of), **given, **arguments)
        found = [key(row) for row in page["nodes"]]
        seen = seen + found if take == "first" else found + seen
        if not page["pageInfo"][ahead]:
            return seen, added
        arguments[cursor] = page["pageInfo"][end]
        if len(added) < len(seats):
            number = len(added)
            copy = await rows.copied(writer, int(line[10:]), f"new{number}", seats[number])
            added.add(f"QuotaLine:{copy}")
