"""The lines of a source plan: written, found again, corrected, taken out; refused row by row."""

from decimal import Decimal
from typing import Any

import asyncpg
import pytest

from enrollment import errors, source_plans
from enrollment.types import OnError, PlanKind
from tests.enrollment.drafted import OFFICE, Drafted, a_row, a_source_plan, an_open_plan
from tests.enrollment.factories import LIN, YANGQU, last_event


@pytest.fixture
async def plan(conn: asyncpg.Connection) -> Drafted:
    return await a_source_plan(conn, await an_open_plan(conn))


async def put(
    conn: asyncpg.Connection, plan: Drafted, *rows: dict[str, Any], **options: Any
) -> list[int]:
    done = await source_plans.set_quota_lines(
        conn, OFFICE, source_plan_id=plan.id, lines=rows, **options
    )
    assert isinstance(done["lines"], list)
    return [line for line in done["lines"] if isinstance(line, int)]


async def lines_of(conn: asyncpg.Connection, plan: Drafted) -> list[tuple[Any, ...]]:
    rows = await conn.fetch(
        """
        select programme_number, requested_seats, seats, state
          from quota_line
         where source_plan_id = $1
         order by id
        """,
        plan.id,
    )
    return [tuple(row) for row in rows]


async def test_a_line_asks_for_seats_and_has_none(conn: asyncpg.Connection, plan: Drafted) -> None:
    assert await lines_of(conn, plan) == [(None, 40, 0, "DRAFT")]


async def test_the_same_row_finds_its_line_again(conn: asyncpg.Connection, plan: Drafted) -> None:
    found = await put(conn, plan, a_row(requested_seats=35))

    assert found == plan.lines
    assert await lines_of(conn, plan) == [(None, 35, 0, "DRAFT")]


async def test_what_identifies_a_line_is_corrected_by_its_id(
    conn: asyncpg.Connection, plan: Drafted
) -> None:
    found = await put(conn, plan, a_row(line=plan.lines[0], programme_number="7"))

    assert found == plan.lines
    assert await lines_of(conn, plan) == [("7", 40, 0, "DRAFT")]


async def test_a_line_is_taken_out(conn: asyncpg.Connection, plan: Drafted) -> None:
    await put(conn, plan, a_row(programme_number="2"), removed=plan.lines)

    event = await last_event(conn)
    assert await lines_of(conn, plan) == [("2", 40, 0, "DRAFT")]
    assert event["after"] == {"lines": 1, "requestedSeats": 40, "removed": plan.lines}


async def test_codes_take_their_registered_names(conn: asyncpg.Connection, plan: Drafted) -> None:
    bare = a_row(programme_number="2")
    for name in ("programme", "level", "batch", "track", "plan_nature"):
        del bare[name]
    (line,) = await put(conn, plan, bare)

    row = await conn.fetchrow("select level, batch, track from quota_line where id = $1", line)
    assert row is not None
    assert tuple(row) == ("本科", "本科一批", "文史")


async def test_numbers_are_kept_exactly(conn: asyncpg.Connection, plan: Drafted) -> None:
    (line,) = await put(conn, plan, a_row(tuition=Decimal("5800.50"), years=4.0))

    row = await conn.fetchrow("select tuition, years from quota_line where id = $1", line)
    assert row is not None
    assert tuple(row) == (Decimal("5800.50"), Decimal("4.0"))


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"county": YANGQU}, "county", "COUNTY_OUTSIDE_AREA"),
        ({"county": "999999"}, "county", "COUNTY_UNKNOWN"),
        ({"requested_seats": -1}, "requestedSeats", "NUMBER_OUT_OF_RANGE"),
        ({"batch": "本科二批"}, "batch", "CODE_NAME_CONFLICT"),
        ({"batch_code": "9", "batch": None}, "batch", "VALUE_MISSING"),
        ({"plan_nature_code": "9", "plan_nature": "普通"}, "planNature", "PLAN_KIND_UNKNOWN"),
        ({"plan_nature_code": "2", "plan_nature": "地方专项"}, "planNature", "KIND_DIFFERS"),
        ({"campus": "校\x00区"}, "campus", "BAD_CHARACTER"),
        ({"line": 0}, "line", "NOT_FOUND"),
    ],
)
async def test_a_wrong_row_is_refused_in_its_place(
    conn: asyncpg.Connection, plan: Drafted, change: dict[str, Any], field: str, code: str
) -> None:
    good = a_row(programme_number="2")

    with pytest.raises(errors.Refusals) as refusals:
        await put(conn, plan, good, a_row(programme_number="3", **change))

    (refusal,) = refusals.value.found
    assert refusal.path == ["input", "lines", "1", field]
    assert refusal.code == code
    assert await lines_of(conn, plan) == [(None, 40, 0, "DRAFT")]


async def test_the_good_rows_go_in_where_that_is_asked(
    conn: asyncpg.Connection, plan: Drafted
) -> None:
    done = await source_plans.set_quota_lines(
        conn,
        OFFICE,
        source_plan_id=plan.id,
        lines=[a_row(programme_number="2"), a_row(programme_number="3", county=YANGQU)],
        on_error=OnError.REJECT_ROWS,
    )

    assert [reason["path"] for reason in done["refused"]] == [["input", "lines", "1", "county"]]  # type: ignore[union-attr, index]
    assert [line[0] for line in await lines_of(conn, plan)] == [None, "2"]


async def test_a_row_that_stands_twice_is_named(conn: asyncpg.Connection, plan: Drafted) -> None:
    with pytest.raises(errors.Refusals) as refusals:
        await put(conn, plan, a_row(), a_row())

    (refusal,) = refusals.value.found
    assert (refusal.path[2], refusal.code) == ("1", "LINE_TWICE")


async def test_a_line_cannot_become_another(conn: asyncpg.Connection, plan: Drafted) -> None:
    (other,) = await put(conn, plan, a_row(programme_number="2"))

    with pytest.raises(errors.LineTwice):
        await put(conn, plan, a_row(line=other))


async def test_a_line_is_not_changed_by_two_rows(conn: asyncpg.Connection, plan: Drafted) -> None:
    (line,) = plan.lines

    with pytest.raises(errors.Refusals) as refusals:
        await put(
            conn, plan, a_row(line=line), a_row(line=line, programme_number="2", requested_seats=7)
        )

    (refusal,) = refusals.value.found
    assert (refusal.path, refusal.code) == (["input", "lines", "1", "line"], "LINE_TWICE")
    assert await lines_of(conn, plan) == [(None, 40, 0, "DRAFT")]


async def test_a_line_that_goes_is_not_changed(conn: asyncpg.Connection, plan: Drafted) -> None:
    with pytest.raises(errors.Refusals) as refusals:
        await put(conn, plan, a_row(line=plan.lines[0]), removed=plan.lines)

    (refusal,) = refusals.value.found
    assert (refusal.path, refusal.code) == (["input", "lines", "0", "line"], "NOT_FOUND")
    assert await lines_of(conn, plan) == [(None, 40, 0, "DRAFT")]


async def test_what_a_line_was_can_be_a_new_line(conn: asyncpg.Connection, plan: Drafted) -> None:
    await put(
        conn,
        plan,
        a_row(line=plan.lines[0], programme_number="2", requested_seats=10),
        a_row(requested_seats=20),
    )

    assert await lines_of(conn, plan) == [("2", 10, 0, "DRAFT"), (None, 20, 0, "DRAFT")]


@pytest.mark.parametrize("is_changed", [False, True])
async def test_lines_that_differ_by_their_record_id_alone_are_refused(
    conn: asyncpg.Connection, plan: Drafted, is_changed: bool
) -> None:
    other = a_row(programme_number="2", requested_seats=7)
    line = plan.lines[0] if is_changed else None

    with pytest.raises(errors.RecordIdMissing):
        await put(conn, plan, {**other, "record_id": "A1"}, {**other, "line": line})

    assert await lines_of(conn, plan) == [(None, 40, 0, "DRAFT")]


async def test_a_line_gets_its_record_id(conn: asyncpg.Connection, plan: Drafted) -> None:
    await put(conn, plan, a_row(line=plan.lines[0], record_id="A1"))

    assert await put(conn, plan, a_row(record_id="A1", requested_seats=7)) == plan.lines


async def test_another_offices_line_is_neither_changed_nor_removed(
    conn: asyncpg.Connection, plan: Drafted
) -> None:
    theirs = await a_source_plan(
        conn,
        plan.plan_id,
        office=OFFICE.__class__(OFFICE.role, "staff:6", institution="10112"),
    )

    with pytest.raises(errors.Refusals):
        await put(conn, plan, a_row(line=theirs.lines[0]))
    with pytest.raises(errors.NotFound) as refusal:
        await put(conn, plan, removed=theirs.lines)
    assert refusal.value.path == ["input", "removed", "0"]


async def test_a_targeted_line_names_its_county(conn: asyncpg.Connection) -> None:
    plan_id = await an_open_plan(conn, kind=PlanKind.TARGETED)
    nature = {"plan_nature_code": "4", "plan_nature": "免费定向"}
    plan = await a_source_plan(conn, plan_id, a_row(county=LIN, **nature))

    with pytest.raises(errors.Refusals) as refusals:
        await put(conn, plan, a_row(**nature))

    assert refusals.value.found[0].path == ["input", "lines", "0", "county"]


async def test_an_institution_asks_for_what_it_can_teach(
    conn: asyncpg.Connection, plan: Drafted
) -> None:
    with pytest.raises(errors.RequestImplausible):
        await put(conn, plan, a_row(requested_seats=99_999), a_row(programme_number="2"))


async def test_a_change_on_an_old_version_is_told_what_changed(
    conn: asyncpg.Connection, plan: Drafted
) -> None:
    version = await conn.fetchval("select version from source_plan where id = $1", plan.id)
    await put(conn, plan, a_row(requested_seats=35), expected_version=version)

    with pytest.raises(errors.Conflict):
        await put(conn, plan, a_row(requested_seats=30), expected_version=version)


async def test_at_most_500_rows_at_a_time(conn: asyncpg.Connection, plan: Drafted) -> None:
    with pytest.raises(errors.TooManyRows):
        await put(conn, plan, *[a_row(programme_number=str(n)) for n in range(501)])


async def test_each_of_500_wrong_rows_is_told_of(conn: asyncpg.Connection, plan: Drafted) -> None:
    wrong = {"requested_seats": -1, "campus": "\0", "direction": "\0"}

    with pytest.raises(errors.Refusals) as refusals:
        await put(conn, plan, *[a_row(programme_number=str(n), **wrong) for n in range(500)])

    assert len(refusals.value.found) == 500
