from dataclasses import replace
from decimal import Decimal
from typing import Any

import asyncpg
import pytest

from enrollment import admissions, errors
from enrollment.actors import Actor, Role
from enrollment.admissions import Row
from enrollment.types import OnError
from tests.enrollment import factories
from tests.enrollment.factories import LIN, YANGQU

OFFICE = Actor(Role.ADMISSIONS, "staff:5", institution="10108")
STORED = """
select round, origin_county_code, applied, filed, admitted, enrolled, withdrawn, lowest_score,
       lowest_rank, version
  from admission
 order by round, origin_county_code nulls first
"""


def a_row(line: int, **changes: Any) -> Row:
    row = Row(line=line, round=1, applied=90, filed=45, admitted=30, enrolled=28, withdrawn=2)
    return replace(row, **changes)


def a_part(line: int, county: str, **changes: Any) -> Row:
    part = {"applied": 45, "filed": 20, "admitted": 15, "enrolled": 14, "withdrawn": 1, **changes}
    return a_row(line, origin_county=county, **part)


def whole(line: int) -> list[Row]:
    """A round's total and the two counties that make it."""
    return [a_row(line), a_part(line, LIN), a_part(line, YANGQU, filed=25)]


async def recorded(conn: asyncpg.Connection, *rows: Row, actor: Actor = OFFICE, **how: Any) -> Any:
    return await admissions.record_admissions(conn, actor, rows=rows, **how)


async def refusals(conn: asyncpg.Connection, *rows: Row, **how: Any) -> list[tuple[str, ...]]:
    """Return row, field and code of what the rows are refused with."""
    with pytest.raises(errors.Refusals) as refused:
        await recorded(conn, *rows, **how)
    return [(*each.path[2:], each.code) for each in refused.value.found]


async def test_a_round_is_recorded_with_its_counties_in_one_go(conn: asyncpg.Connection) -> None:
    plan = await factories.a_plan(conn, seats=40)

    done = await recorded(conn, *whole(plan.line))

    stored = await factories.rows(conn, STORED)
    assert stored == [
        (1, None, 90, 45, 30, 28, 2, None, None, 1),
        (1, YANGQU, 45, 25, 15, 14, 1, None, None, 1),
        (1, LIN, 45, 20, 15, 14, 1, None, None, 1),
    ]
    assert (len(done["admissions"]), done["refused"]) == (3, [])
    line = "select admitted, enrolled from quota_line where id = $1"
    assert await factories.row(conn, line, plan.line) == (30, 28)


async def test_a_total_and_its_counties_are_corrected_in_one_go(conn: asyncpg.Connection) -> None:
    plan = await factories.a_plan(conn, seats=40)
    first = await recorded(conn, *whole(plan.line))

    total, lin, yangqu = whole(plan.line)
    again = await recorded(conn, replace(total, admitted=31), replace(lin, admitted=16), yangqu)

    versions = await factories.rows(
        conn, "select admitted, version from admission order by origin_county_code nulls first"
    )
    assert versions == [(31, 2), (15, 1), (16, 2)]
    assert again["admissions"] == first["admissions"]


async def test_what_is_on_record_already_leaves_no_version_and_no_event(
    conn: asyncpg.Connection,
) -> None:
    plan = await factories.a_plan(conn, seats=40)
    row = a_row(plan.line, lowest_score=Decimal("512.5"), lowest_rank=9_000)
    await recorded(conn, row)
    events = await conn.fetchval("select count(*) from audit_event")

    await recorded(conn, row)

    assert await conn.fetchval("select version from admission") == 1
    assert await conn.fetchval("select count(*) from audit_event") == events


async def test_each_row_is_on_record_as_it_was_and_is(conn: asyncpg.Connection) -> None:
    plan = await factories.a_plan(conn, seats=40)
    await recorded(conn, a_row(plan.line))

    await recorded(conn, a_row(plan.line, lowest_score=Decimal("498.25")))

    event = await factories.last_event(conn)
    assert (event["actor"], event["verb"], event["object_type"]) == (
        "staff:5",
        "recordAdmissions",
        "Admission",
    )
    assert event["before"] == {
        "line": f"QuotaLine:{plan.line}",
        "round": 1,
        "originCounty": None,
        "applied": 90,
        "filed": 45,
        "admitted": 30,
        "enrolled": 28,
        "withdrawn": 2,
        "lowestScore": None,
        "lowestRank": None,
    }
    assert event["after"] == {**event["before"], "lowestScore": "498.25"}


async def test_a_county_is_found_by_a_code_that_it_had(conn: asyncpg.Connection) -> None:
    plan = await factories.a_plan(conn, seats=40)

    await recorded(conn, a_row(plan.line), a_part(plan.line, "140227", **counts(30)))

    assert (await factories.rows(conn, STORED))[1][1] == "140215"


def counts(admitted: int) -> dict[str, int]:
    """The counts of a county from which all of a total came."""
    return {"applied": 90, "filed": 45, "admitted": admitted, "enrolled": 28, "withdrawn": 2}


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"round": 0}, "round", "NUMBER_FROM_ONE"),
        ({"lowest_rank": 0}, "lowestRank", "NUMBER_FROM_ONE"),
        ({"applied": -1}, "applied", "COUNT_NEGATIVE"),
        ({"withdrawn": -1}, "withdrawn", "COUNT_NEGATIVE"),
        ({"admitted": 46}, "admitted", "ADMITTED_ABOVE_FILED"),
        ({"enrolled": 31}, "enrolled", "ENROLLED_ABOVE_ADMITTED"),
        ({"lowest_score": Decimal("512.505")}, "lowestScore", "SCORE_IMPLAUSIBLE"),
        ({"lowest_score": Decimal("10000")}, "lowestScore", "SCORE_IMPLAUSIBLE"),
        ({"lowest_score": Decimal("1e30")}, "lowestScore", "SCORE_IMPLAUSIBLE"),
        ({"lowest_score": Decimal("-0.01")}, "lowestScore", "SCORE_IMPLAUSIBLE"),
        ({"origin_county": "999999"}, "originCounty", "COUNTY_UNKNOWN"),
        ({"origin_county": "\0"}, "originCounty", "TEXT_UNREADABLE"),
        ({"origin_county": LIN}, "originCounty", "TOTAL_MISSING"),
        ({"filed": 50, "admitted": 41}, "admitted", "ADMITTED_ABOVE_SEATS"),
        ({"expected_version": 1}, "expectedVersion", "VERSION_UNKNOWN"),
        ({"line": 0}, "line", "NOT_FOUND"),
        ({"line": 2**63}, "line", "NOT_FOUND"),
    ],
)
async def test_a_row_is_refused_by_its_field(
    conn: asyncpg.Connection, changes: dict[str, Any], field: str, code: str
) -> None:
    plan = await factories.a_plan(conn, seats=40)

    found = await refusals(conn, replace(a_row(plan.line), **changes))

    assert found == [("0", field, code)]
    assert await factories.rows(conn, STORED) == []


@pytest.mark.parametrize("field", ["applied", "filed", "admitted", "enrolled", "withdrawn"])
async def test_counties_that_don_t_add_up_are_refused_with_both_numbers(
    conn: asyncpg.Connection, field: str
) -> None:
    plan = await factories.a_plan(conn, seats=40)
    total, lin, yangqu = whole(plan.line)
    short = replace(lin, **{field: getattr(lin, field) - 1})
    if field == "admitted":
        short = replace(short, enrolled=14)

    with pytest.raises(errors.Refusals) as refused:
        await recorded(conn, total, short, yangqu)

    whole_count = getattr(total, field)
    assert [each.path[2:] for each in refused.value.found] == [[n, field] for n in "012"]
    assert refused.value.found[0].values == {
        "round": 1,
        "total": whole_count,
        "parts": whole_count - 1,
    }


async def test_all_rounds_together_are_within_the_seats(conn: asyncpg.Connection) -> None:
    plan = await factories.a_plan(conn, seats=40)
    await recorded(conn, a_row(plan.line))

    found = await refusals(conn, a_row(plan.line, round=2, admitted=11, enrolled=0))

    assert found == [("0", "admitted", "ADMITTED_ABOVE_SEATS")]
    await recorded(
        conn,
        a_row(plan.line, admitted=29),
        a_row(plan.line, round=2, admitted=11, enrolled=0),
    )


async def test_nothing_is_written_where_one_row_is_bad(conn: asyncpg.Connection) -> None:
    plan = await factories.a_plan(conn, seats=40)

    found = await refusals(conn, a_row(plan.line), a_row(plan.line, round=2, applied=-1))

    assert found == [("1", "applied", "COUNT_NEGATIVE")]
    assert await factories.rows(conn, STORED) == []


async def test_good_rounds_go_in_beside_bad_ones_where_that_is_asked_for(
    conn: asyncpg.Connection,
) -> None:
    plan = await factories.a_plan(conn, seats=40)
    torn = [replace(row, round=2, admitted=0, enrolled=0) for row in whole(plan.line)]
    torn[1] = replace(torn[1], withdrawn=-1)

    done = await recorded(conn, *torn, *whole(plan.line), on_error=OnError.REJECT_ROWS)

    assert [row[:2] for row in await factories.rows(conn, STORED)] == [
        (1, None),
        (1, YANGQU),
        (1, LIN),
    ]
    assert [(*each["path"][2:], each["code"]) for each in done["refused"]] == [
        ("0", "ROUND_INCOMPLETE"),
        ("1", "withdrawn", "COUNT_NEGATIVE"),
        ("2", "ROUND_INCOMPLETE"),
    ]
    assert len(done["admissions"]) == 3


async def test_a_county_is_given_once_in_a_round_by_whichever_code(
    conn: asyncpg.Connection,
) -> None:
    plan = await factories.a_plan(conn, seats=40)
    lines = [a_row(plan.line), a_part(plan.line, "140215"), a_part(plan.line, "140227")]

    found = await refusals(conn, *lines)

    assert found[2] == ("2", "originCounty", "ROW_TWICE")


async def test_a_row_made_on_an_older_version_is_told_what_changed(
    conn: asyncpg.Connection,
) -> None:
    plan = await factories.a_plan(conn, seats=40)
    await recorded(conn, a_row(plan.line))
    await recorded(conn, a_row(plan.line, admitted=29))

    with pytest.raises(errors.Refusals) as refused:
        await recorded(conn, a_row(plan.line, admitted=31, expected_version=1))

    (conflict,) = refused.value.found
    assert isinstance(conflict, errors.Conflict)
    assert conflict.path == ["input", "rows", "0", "expectedVersion"]
    assert conflict.fields == (errors.Difference("admitted", 30, 29, 31),)
    await recorded(conn, a_row(plan.line, admitted=31, expected_version=2))


@pytest.mark.parametrize("rows", [0, 501])
async def test_rows_are_one_to_five_hundred(conn: asyncpg.Connection, rows: int) -> None:
    with pytest.raises(errors.RowsMiscounted):
        await recorded(conn, *[a_row(1)] * rows)
