"""`quotaChanges` is the difference of two reads, and the movements between explain it."""

from collections.abc import Mapping
from itertools import combinations_with_replacement
from typing import Any

import orjson
import pytest
from asyncpg import Pool

from enrollment.actors import PUBLIC, Actor
from schema.wire import Endpoint
from tests.schema.asking import AUDITOR, OneConnection, answer, both_roads
from tests.schema.reads.properties.past import SEALS, Sealed
from tests.schema.reads.properties.people import OWN_OFFICE
from tests.schema.reads.properties.rows import SAMPLE_YEAR

REAL_YEARS = (2019, 2020, 2021)
YEARS = (SAMPLE_YEAR, *REAL_YEARS)  # samples that gave way are seen by nobody
PAIRS = list(combinations_with_replacement(range(SEALS), 2))

LINES = """
    query ($year: Int!) {
      quotaLines(first: 500, where: {year: {eq: $year}}) {
        totalCount nodes { id seats requestedSeats } } }
"""
CHANGES = """
    query ($year: Int!, $from: DateTime!, $to: DateTime!) {
      quotaChanges(year: $year, from: $from, to: $to, first: 500) {
        totalCount
        nodes {
          lineId difference seatsBefore seatsAfter requestedSeatsBefore requestedSeatsAfter
          line { id seats requestedSeats state }
          movements(first: 500) { nodes { id actor reason documentNumber } }
          legs(first: 500) {
            nodes { seats fromAccount { id } toAccount { id } movement { id } } } } } }
"""
Row = Mapping[str, Any]


@pytest.mark.parametrize("actor", [PUBLIC, AUDITOR, OWN_OFFICE], ids=lambda actor: str(actor.role))
@pytest.mark.parametrize("pair", PAIRS, ids=str)
async def test_changes_are_what_two_reads_differ_by(
    pair: tuple[int, int], actor: Actor, endpoint: Endpoint, sealed: list[Sealed], now: Pool
):
    for year in YEARS:
        before, after = [await lines(endpoint, sealed[number], year, actor) for number in pair]

        found = await changes(endpoint, sealed, pair, now, year, actor)

        assert {change["lineId"]: numbers(change) for change in found} == {
            id: (*before.get(id, NOTHING), *after.get(id, NOTHING))
            for id in before.keys() | after.keys()
            if before.get(id) != after.get(id)
        }


NOTHING = (None, None)


async def lines(
    endpoint: Endpoint, seal: Sealed, year: int, actor: Actor
) -> dict[str, tuple[int, int]]:
    """Return the seats of each line and those asked for, as they were read at the instant."""
    data = await answer(endpoint, OneConnection(seal.then), LINES, actor, year=year)
    rows = data["quotaLines"]["nodes"]
    assert len(rows) == data["quotaLines"]["totalCount"]
    return {row["id"]: (row["seats"], row["requestedSeats"]) for row in rows}


async def changes(
    endpoint: Endpoint,
    sealed: list[Sealed],
    pair: tuple[int, int],
    now: Pool,
    year: int,
    actor: Actor,
) -> list[Any]:
    first, last = (sealed[number].at.isoformat() for number in pair)
    given = {"year": year, "from": first, "to": last}
    compiled, executed = await both_roads(endpoint, now, CHANGES, actor, **given)
    assert compiled == executed
    list_of = orjson.loads(compiled)["data"]["quotaChanges"]
    assert list_of["totalCount"] == len(list_of["nodes"])
    return list(list_of["nodes"])


def numbers(change: Row) -> tuple[int | None, ...]:
    requested = change["requestedSeatsBefore"], change["requestedSeatsAfter"]
    return change["seatsBefore"], requested[0], change["seatsAfter"], requested[1]


@pytest.mark.parametrize("pair", PAIRS, ids=str)
async def test_the_movements_between_explain_each_change(
    pair: tuple[int, int], endpoint: Endpoint, sealed: list[Sealed], now: Pool
):
    for year in REAL_YEARS:
        for change in await changes(endpoint, sealed, pair, now, year, AUDITOR):
            legs = change["legs"]["nodes"]
            taken = sum(each["seats"] for each in legs if is_at(each["fromAccount"], change))
            given = sum(each["seats"] for each in legs if is_at(each["toAccount"], change))

            assert given - taken == change["difference"]
            seats = [change[side] or 0 for side in ("seatsBefore", "seatsAfter")]
            assert change["difference"] == seats[1] - seats[0]
            named = {each["id"] for each in change["movements"]["nodes"]}
            assert named == {each["movement"]["id"] for each in legs}
            assert all(each["actor"] for each in change["movements"]["nodes"])


def is_at(account: Row, change: Row) -> bool:
    return str(account["id"]).partition(":")[2] == str(change["lineId"]).partition(":")[2]


async def test_lines_that_came_and_went_are_among_the_changes(
    endpoint: Endpoint, sealed: list[Sealed], now: Pool
):
    found = [
        change
        for year in REAL_YEARS
        for change in await changes(endpoint, sealed, (0, SEALS - 1), now, year, AUDITOR)
    ]

    assert any(change["seatsBefore"] is None for change in found)
    assert any(change["seatsAfter"] is None for change in found)
    assert all(change["line"]["id"] == change["lineId"] for change in found)
    for change in found:
        assert change["line"]["seats"] == (change["seatsAfter"] or 0)


async def test_who_moved_the_seats_is_not_told_in_public(
    endpoint: Endpoint, sealed: list[Sealed], now: Pool
):
    found = [
        movement
        for year in YEARS
        for change in await changes(endpoint, sealed, (0, SEALS - 1), now, year, PUBLIC)
        for movement in change["movements"]["nodes"]
    ]

    assert found
    assert {movement["actor"] for movement in found} == {None}
