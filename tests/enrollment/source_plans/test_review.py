"""A source plan submitted, returned, resubmitted, approved by another, and published."""

from datetime import UTC, datetime, timedelta

import asyncpg
import pytest

from enrollment import errors, plans, source_plans
from enrollment.actors import Actor, Role
from enrollment.types import SourcePlanState
from tests.enrollment.drafted import (
    DOCUMENT,
    OFFICE,
    a_row,
    a_source_plan,
    an_open_plan,
    approved,
    bring,
    issued,
    pool,
    seats,
)
from tests.enrollment.factories import PROVINCE, a_line, published

HOUR = timedelta(hours=1)


async def reviews(conn: asyncpg.Connection, source_plan_id: int) -> list[tuple[str, str | None]]:
    rows = await conn.fetch(
        "select step, text from source_plan_review where source_plan_id = $1 order by id",
        source_plan_id,
    )
    return [(row["step"], row["text"]) for row in rows]


async def shift_window(conn: asyncpg.Connection, opens: timedelta, closes: timedelta) -> None:
    now = datetime.now(UTC)
    await conn.execute(
        "update special_plan set submission_opens = $1, submission_closes = $2",
        now + opens,
        now + closes,
    )


async def test_approval_allocates_what_is_asked_for(conn: asyncpg.Connection) -> None:
    plan_id = await an_open_plan(conn, seats=100)
    rows = [a_row(), a_row(programme_number="2", requested_seats=0)]
    plan = await a_source_plan(conn, plan_id, *rows, state=SourcePlanState.SUBMITTED)
    movement_id = await approved(conn, plan)

    row = await conn.fetchrow(
        "select kind, document_number from movement where id = $1", movement_id
    )
    assert row is not None
    assert tuple(row) == ("ALLOCATE", DOCUMENT)
    assert [await seats(conn, line) for line in plan.lines] == [40, 0]
    assert await pool(conn, plan_id) == 60


async def test_approval_needs_the_seats_in_the_pool(conn: asyncpg.Connection) -> None:
    plan_id = await an_open_plan(conn, seats=39)
    plan = await a_source_plan(conn, plan_id, state=SourcePlanState.SUBMITTED)

    with pytest.raises(errors.PoolShort) as refusal:
        await approved(conn, plan)
    await issued(conn, plan_id, 1)
    await approved(conn, plan)

    assert refusal.value.values == {"asked": 40, "seats": 39}
    assert await pool(conn, plan_id) == 0


async def test_whoever_submits_may_not_approve(conn: asyncpg.Connection) -> None:
    plan = await a_source_plan(conn, await an_open_plan(conn), state=SourcePlanState.SUBMITTED)

    with pytest.raises(errors.FourEyes):
        await source_plans.approve_source_plan(
            conn,
            Actor(Role.PROVINCE, OFFICE.name),
            source_plan_id=plan.id,
            document_number=DOCUMENT,
        )

    assert await seats(conn, plan.lines[0]) == 0


async def test_what_is_said_in_review_stays_on_record(conn: asyncpg.Connection) -> None:
    plan = await a_source_plan(conn, await an_open_plan(conn), state=SourcePlanState.RETURNED)
    await source_plans.comment_on_source_plan(
        conn, PROVINCE, source_plan_id=plan.id, text="学费请按备案填写"
    )
    await bring(conn, plan, SourcePlanState.SUBMITTED)
    await source_plans.withdraw_source_plan(conn, OFFICE, source_plan_id=plan.id)
    await bring(conn, plan, SourcePlanState.APPROVED)

    assert await reviews(conn, plan.id) == [
        ("SUBMIT", None),
        ("RETURN", "请核对"),
        ("COMMENT", "学费请按备案填写"),
        ("SUBMIT", None),
        ("WITHDRAW", None),
        ("SUBMIT", None),
        ("APPROVE", None),
    ]


@pytest.mark.parametrize(("opens", "closes"), [(HOUR, 2 * HOUR), (-2 * HOUR, -HOUR)])
async def test_a_first_submission_keeps_to_the_window(
    conn: asyncpg.Connection, opens: timedelta, closes: timedelta
) -> None:
    plan = await a_source_plan(conn, await an_open_plan(conn))
    await shift_window(conn, opens, closes)

    with pytest.raises(errors.WindowShut):
        await bring(conn, plan, SourcePlanState.SUBMITTED)


async def test_what_was_returned_may_be_submitted_after_the_window(
    conn: asyncpg.Connection,
) -> None:
    plan = await a_source_plan(conn, await an_open_plan(conn), state=SourcePlanState.RETURNED)
    await shift_window(conn, -2 * HOUR, -HOUR)

    await bring(conn, plan, SourcePlanState.SUBMITTED)

    assert await conn.fetchval("select state from source_plan") == "SUBMITTED"


async def test_a_source_plan_asks_for_something(conn: asyncpg.Connection) -> None:
    plan = await a_source_plan(conn, await an_open_plan(conn), a_row(requested_seats=0))

    with pytest.raises(errors.NothingRequested):
        await bring(conn, plan, SourcePlanState.SUBMITTED)


async def test_publication_takes_the_approved_and_leaves_the_others(
    conn: asyncpg.Connection,
) -> None:
    plan_id = await an_open_plan(conn)
    for code, state in (
        ("10108", SourcePlanState.APPROVED),
        ("10112", SourcePlanState.DRAFT),
        ("10110", SourcePlanState.RETURNED),
    ):
        office = Actor(Role.ADMISSIONS, f"office {code}", institution=code)
        await a_source_plan(conn, plan_id, state=state, office=office)

    await plans.publish_plan(conn, PROVINCE, plan_id=plan_id)

    rows = await conn.fetch("select institution_code, state from source_plan order by 1")
    assert [tuple(row) for row in rows] == [
        ("10108", "PUBLISHED"),
        ("10110", "RETURNED"),
        ("10112", "DRAFT"),
    ]


async def test_publication_waits_for_reviews(conn: asyncpg.Connection) -> None:
    plan_id = await an_open_plan(conn)
    await a_source_plan(conn, plan_id, state=SourcePlanState.SUBMITTED)

    with pytest.raises(errors.ReviewsPending) as refusal:
        await plans.publish_plan(conn, PROVINCE, plan_id=plan_id)

    assert refusal.value.values == {"count": 1}


async def test_a_sheet_waits_for_reviews_too(conn: asyncpg.Connection) -> None:
    plan = await a_source_plan(conn, await an_open_plan(conn), state=SourcePlanState.SUBMITTED)

    with pytest.raises(errors.ReviewsPending):
        await published(conn, a_line())

    assert await seats(conn, plan.lines[0]) == 0


async def test_an_office_has_one_source_plan_in_a_special_plan(conn: asyncpg.Connection) -> None:
    plan_id = await an_open_plan(conn)
    await a_source_plan(conn, plan_id)

    with pytest.raises(errors.SourcePlanExists):
        await source_plans.draft_source_plan(conn, OFFICE, plan_id=plan_id)


async def test_a_sample_is_not_worked_on(conn: asyncpg.Connection) -> None:
    await published(conn, a_line(), is_sample=True)
    source_plan_id = await conn.fetchval("select id from source_plan")
    plan_id = await conn.fetchval("select id from special_plan")

    with pytest.raises(errors.SamplePlan):
        await source_plans.submit_source_plan(conn, OFFICE, source_plan_id=source_plan_id)
    with pytest.raises(errors.SamplePlan):
        await issued(conn, plan_id, 1)


async def test_a_county_joins_the_area_by_a_document(conn: asyncpg.Connection) -> None:
    plan_id = await an_open_plan(conn)

    async def add(code: str) -> None:
        await plans.add_area_exception(
            conn, PROVINCE, plan_id=plan_id, county=code, reason="增列", document=DOCUMENT
        )

    await add("140122")
    with pytest.raises(errors.CountyInArea):
        await add("140122")
    with pytest.raises(errors.CountyUnknown):
        await add("999999")

    row = await conn.fetchrow("select reason, document from plan_area where county_code = '140122'")
    assert row is not None
    assert tuple(row) == ("增列", DOCUMENT)
