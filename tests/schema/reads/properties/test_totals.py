"""Counts and totals are those of the rows, whatever the page: also of lines just written."""

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
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
from tests.schema.reads.properties.lists import List, asked_all, lists

SUMMED = ("requestedSeats", "seats", "admitted", "enrolled")
BODY = f"""
    totalCount totals {{ lines fillRate {" ".join(SUMMED)} }}
    nodes {{ id fillRate seatsLeft {" ".join(SUMMED)} }}
"""
LINES = st.lists(
    st.tuples(st.sampled_from([0, 1, 3, 7, 16, 2_000]), st.integers(0, 16)), max_size=4
)


def rate(admitted: int, seats: int) -> Decimal | None:
    """Return admitted by seats to four decimals, halves away from zero."""
    if not seats:
        return None
    return (Decimal(admitted) / seats).quantize(Decimal("0.0001"), ROUND_HALF_UP)


def exact(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(repr(value))


def summed(lines: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    lines = list(lines)
    totals = {name: sum(line[name] for line in lines) for name in SUMMED}
    return {
        **totals,
        "lines": len(lines),
        "fillRate": rate(totals["admitted"], totals["seats"]),
    }


@tried(data=st.data(), written=LINES)
async def test_totals_are_those_of_the_rows(
    data: st.DataObject,
    written: list[tuple[int, int]],
    endpoint: Endpoint,
    writer: asyncpg.Connection,
    known: Known,
):
    of = data.draw(lists(known).filter(lambda of: of.target == "QuotaLine"))
    where = data.draw(wheres(known, of.target, 1))
    model = int(data.draw(st.sampled_from(known.facts["QuotaLine"])).id.partition(":")[2])
    size = data.draw(st.sampled_from([1, 0, 10]))

    async with rows.undone(writer):
        for number, (seats, count) in enumerate(written):
            line = await rows.copied(writer, model, f"new{number}", seats)
            await rows.admitted(writer, line, min(seats, count))
        whole, page = await asked_all(
            endpoint,
            OneConnection(writer),
            of,
            BODY,
            {"where": where, "first": 500},
            {"where": where, "last": size},
        )

    totals = {**whole["totals"], "fillRate": exact(whole["totals"]["fillRate"])}
    assert totals == summed(whole["nodes"])
    assert page["totals"] == whole["totals"]
    assert page["totalCount"] == whole["totalCount"] == len(whole["nodes"])
    for line in whole["nodes"]:
        assert exact(line["fillRate"]) == rate(line["admitted"], line["seats"])
        assert line["seatsLeft"] == line["seats"] - line["admitted"]


@tried(data=st.data())
async def test_totals_of_parts_add_up_to_those_of_the_whole(
    data: st.DataObject, endpoint: Endpoint, awkward: Pool, known: Known
):
    of = List("quotaLines", "QuotaLine")
    where = data.draw(wheres(known, of.target))

    inside, outside, whole = await asked_all(
        endpoint,
        awkward,
        of,
        "totalCount totals { lines requestedSeats seats admitted enrolled }",
        *({"where": each} for each in (where, {"not": where}, {})),
    )

    for name, value in whole["totals"].items():
        assert inside["totals"][name] + outside["totals"][name] == value
    assert inside["totalCount"] == inside["totals"]["lines"]
