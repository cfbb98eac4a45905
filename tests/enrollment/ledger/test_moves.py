"""Seats moved by hand: from where to where, and what is refused, in numbers."""

from datetime import date
from typing import Any

import asyncpg
import pytest

from enrollment import days, errors, ledger, plans
from enrollment.types import PlanKind, SourcePlanState
from tests.enrollment.drafted import (
    DOCUMENT,
    Drafted,
    a_row,
    a_source_plan,
    an_open_plan,
    issued,
    pool,
    seats,
)
from tests.enrollment.factories import PROVINCE, an_admission, last_event, number

ORDER: dict[str, Any] = {"reason": "调剂", "document_number": DOCUMENT}


@pytest.fixture
async def plan(conn: asyncpg.Connection) -> Drafted:
    """A published source plan with two lines of 40 and 20 seats; 940 are in the pool."""
    rows = [a_row(), a_row(programme_number="2", requested_seats=20)]
    plan_id = await an_open_plan(conn, seats=1000)
    return await a_source_plan(conn, plan_id, *rows, state=SourcePlanState.PUBLISHED)


async def balances(conn: asyncpg.Connection, plan: Drafted) -> list[int]:
    return [await pool(conn, plan.plan_id), *[await seats(conn, line) for line in plan.lines]]


async def test_issue_fills_the_pool(conn: asyncpg.Connection, plan: Drafted) -> None:
    await issued(conn, plan.plan_id, 60)

    assert await balances(conn, plan) == [1000, 40, 20]


async def test_transfer_moves_seats_between_lines(conn: asyncpg.Connection, plan: Drafted) -> None:
    done = await ledger.transfer_seats(
        conn, PROVINCE, from_line=plan.lines[0], to_line=plan.lines[1], seats=5, **ORDER
    )

    event = await last_event(conn)
    assert await balances(conn, plan) == [940, 35, 25]
    assert event["object_id"] == str(done["movement"])
    assert event["after"]["legs"] == [
        {"origin": plan.lines[0], "target": plan.lines[1], "seats": 5}
    ]


@pytest.mark.parametrize(("change", "after"), [(60, [880, 100, 20]), (-40, [980, 0, 20])])
async def test_adjust_gives_from_the_pool_or_back_to_it(
    conn: asyncpg.Connection, plan: Drafted, change: int, after: list[int]
) -> None:
    await ledger.adjust_seats(conn, PROVINCE, line_id=plan.lines[0], change=change, **ORDER)

    assert await balances(conn, plan) == after


async def test_withdraw_takes_from_a_line_or_the_pool(
    conn: asyncpg.Connection, plan: Drafted
) -> None:
    await ledger.withdraw_seats(conn, PROVINCE, line_id=plan.lines[0], seats=3, **ORDER)
    await ledger.withdraw_seats(conn, PROVINCE, plan_id=plan.plan_id, seats=40, **ORDER)

    withdrawn = await conn.fetchval("select withdrawn_seats from special_plan")
    assert await balances(conn, plan) == [900, 37, 20]
    assert withdrawn == 43


async def test_a_reversal_takes_back_every_leg_once(
    conn: asyncpg.Connection, plan: Drafted
) -> None:
    allocation = await conn.fetchval("select id from movement where kind = 'ALLOCATE'")
    done = await ledger.reverse_movement(conn, PROVINCE, movement_id=allocation, **ORDER)
    after = await balances(conn, plan)

    with pytest.raises(errors.ReversedAlready):
        await ledger.reverse_movement(conn, PROVINCE, movement_id=allocation, **ORDER)
    await ledger.reverse_movement(conn, PROVINCE, movement_id=number(done, "movement"), **ORDER)

    assert after == [1000, 0, 0]
    assert await balances(conn, plan) == [940, 40, 20]


async def test_a_reversal_is_refused_where_its_seats_are_gone(
    conn: asyncpg.Connection, plan: Drafted
) -> None:
    movement_id = await issued(conn, plan.plan_id, 100)
    await ledger.withdraw_seats(conn, PROVINCE, plan_id=plan.plan_id, seats=1000, **ORDER)

    with pytest.raises(errors.NegativeSeats):
        await ledger.reverse_movement(conn, PROVINCE, movement_id=movement_id, **ORDER)

    assert await balances(conn, plan) == [40, 40, 20]


async def test_seats_that_are_admitted_to_stay(conn: asyncpg.Connection, plan: Drafted) -> None:
    await an_admission(conn, plan.lines[0], admitted=30)

    with pytest.raises(errors.SeatsShort) as refusal:
        await ledger.transfer_seats(
            conn, PROVINCE, from_line=plan.lines[0], to_line=plan.lines[1], seats=11, **ORDER
        )

    assert refusal.value.field == "seats"
    assert refusal.value.values == {"asked": 11, "seats": 40, "admitted": 30}


async def test_the_pool_gives_no_more_than_it_has(conn: asyncpg.Connection, plan: Drafted) -> None:
    with pytest.raises(errors.PoolShort) as refusal:
        await ledger.adjust_seats(conn, PROVINCE, line_id=plan.lines[0], change=941, **ORDER)

    assert refusal.value.values == {"asked": 941, "seats": 940}


@pytest.mark.parametrize("count", [0, -1, 1_000_001, 2**31 - 1])
async def test_a_movement_is_of_a_plausible_number(
    conn: asyncpg.Connection, plan: Drafted, count: int
) -> None:
    with pytest.raises(errors.SeatsImplausible):
        await ledger.issue_quota(conn, PROVINCE, plan_id=plan.plan_id, seats=count, **ORDER)


async def test_an_issue_has_its_end(conn: asyncpg.Connection) -> None:
    plan_id = await an_open_plan(conn, seats=0)
    issue, pool_account = [
        await conn.fetchval("select id from account where kind = $1", kind)
        for kind in ("ISSUE", "POOL")
    ]
    async with conn.transaction():
        movement_id = await conn.fetchval(
            "insert into movement (kind, reason, actor, document_number, effective_on)"
            " values ('ISSUE', 'r', 'a', 'd', now()) returning id"
        )
        await conn.execute(
            "insert into leg values ($1, 1, $2, $3, 99999999)", movement_id, issue, pool_account
        )

    with pytest.raises(errors.IssueImplausible):
        await issued(conn, plan_id, 2)


async def test_seats_stay_within_their_plan(conn: asyncpg.Connection, plan: Drafted) -> None:
    other = await a_source_plan(
        conn,
        await an_open_plan(conn, kind=PlanKind.LOCAL),
        a_row(plan_nature_code="2", plan_nature="地方专项计划"),
        state=SourcePlanState.APPROVED,
    )

    with pytest.raises(errors.OtherPlan) as refusal:
        await ledger.transfer_seats(
            conn, PROVINCE, from_line=plan.lines[0], to_line=other.lines[0], seats=1, **ORDER
        )

    assert refusal.value.field == "toLine"


async def test_a_leg_between_plans_is_refused_by_the_database(
    conn: asyncpg.Connection, plan: Drafted
) -> None:
    other = await an_open_plan(conn, kind=PlanKind.LOCAL)
    theirs = await conn.fetchval(
        "select id from account where special_plan_id = $1 and kind = 'POOL'", other
    )
    movement_id = await conn.fetchval(
        "insert into movement (kind, reason, actor, document_number, effective_on)"
        " values ('TRANSFER', 'r', 'a', 'd', now()) returning id"
    )

    with pytest.raises(asyncpg.IntegrityConstraintViolationError) as violation:
        await conn.execute(
            "insert into leg values ($1, 1, $2, $3, 1)", movement_id, plan.lines[0], theirs
        )

    assert violation.value.constraint_name == "leg_within_a_plan"


async def test_a_line_is_not_its_own_neighbour(conn: asyncpg.Connection, plan: Drafted) -> None:
    with pytest.raises(errors.SameLine):
        await ledger.transfer_seats(
            conn, PROVINCE, from_line=plan.lines[0], to_line=plan.lines[0], seats=1, **ORDER
        )


@pytest.mark.parametrize("origin", [{}, {"line_id": 1, "plan_id": 1}])
async def test_a_withdrawal_says_from_where(
    conn: asyncpg.Connection, origin: dict[str, Any]
) -> None:
    with pytest.raises(errors.OneOrigin):
        await ledger.withdraw_seats(conn, PROVINCE, seats=1, **origin, **ORDER)


async def test_seats_of_a_draft_are_not_moved(conn: asyncpg.Connection) -> None:
    plan = await a_source_plan(conn, await an_open_plan(conn))

    with pytest.raises(errors.WrongState) as refusal:
        await ledger.adjust_seats(conn, PROVINCE, line_id=plan.lines[0], change=1, **ORDER)

    assert refusal.value.field == "line"


async def test_a_closed_plan_keeps_its_seats(conn: asyncpg.Connection, plan: Drafted) -> None:
    await plans.close_plan(conn, PROVINCE, plan_id=plan.plan_id)
    first, second = plan.lines

    for verb in (
        ledger.issue_quota(conn, PROVINCE, plan_id=plan.plan_id, seats=1, **ORDER),
        ledger.transfer_seats(conn, PROVINCE, from_line=first, to_line=second, seats=1, **ORDER),
        ledger.adjust_seats(conn, PROVINCE, line_id=first, change=1, **ORDER),
        ledger.withdraw_seats(conn, PROVINCE, line_id=first, seats=1, **ORDER),
    ):
        with pytest.raises(errors.WrongState):
            await verb


async def test_a_movement_takes_effect_today_unless_it_says_when(
    conn: asyncpg.Connection, plan: Drafted
) -> None:
    await ledger.adjust_seats(conn, PROVINCE, line_id=plan.lines[0], change=1, **ORDER)
    await ledger.adjust_seats(
        conn, PROVINCE, line_id=plan.lines[0], change=1, effective_on=date(2020, 7, 1), **ORDER
    )

    rows = await conn.fetch("select effective_on from movement where kind = 'ADJUST' order by id")
    assert [row[0] for row in rows] == [days.today(), date(2020, 7, 1)]


@pytest.mark.parametrize("movement_id", [0, -1, 2**63, 999_999])
async def test_what_is_no_movement_is_not_reversed(
    conn: asyncpg.Connection, movement_id: int
) -> None:
    with pytest.raises(errors.NotFound):
        await ledger.reverse_movement(conn, PROVINCE, movement_id=movement_id, **ORDER)
