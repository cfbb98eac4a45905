"""Open special plans and source plans in any state, made by the verbs themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg

from enrollment import ledger, plans, source_plans
from enrollment.actors import Actor, Role
from enrollment.types import PlanKind, SourcePlanState
from tests.enrollment.factories import PROVINCE, a_draft, number

OFFICE = Actor(Role.ADMISSIONS, "staff:5", institution="10108")
DOCUMENT = "晋招考〔2026〕1号"
ROW: Mapping[str, Any] = {
    "requested_seats": 40,
    "programme_code": "010101",
    "programme": "哲学",
    "level_code": "1",
    "level": "本科",
    "batch_code": "1",
    "batch": "本科一批",
    "track_code": "1",
    "track": "文史",
    "plan_nature_code": "1",
    "plan_nature": "国家专项计划",
}


@dataclass(frozen=True)
class Drafted:
    """A source plan and its lines, in the order in which they were asked for."""

    id: int
    plan_id: int
    lines: list[int]


def a_row(**changes: Any) -> dict[str, Any]:
    return {**ROW, **changes}


async def an_open_plan(
    conn: asyncpg.Connection,
    *,
    year: int = 2020,
    kind: PlanKind = PlanKind.NATIONAL,
    seats: int = 1000,
) -> int:
    """Return a special plan that takes source plans now, with seats in its pool."""
    plan_id = await a_draft(conn, year=year, kind=kind)
    now = datetime.now(UTC)
    await plans.open(
        conn,
        PROVINCE,
        plan_id=plan_id,
        submission_opens=now - timedelta(days=1),
        submission_closes=now + timedelta(days=30),
    )
    if seats:
        await issued(conn, plan_id, seats)
    return plan_id


async def issued(conn: asyncpg.Connection, plan_id: int, seats: int) -> int:
    done = await ledger.issue_quota(
        conn, PROVINCE, plan_id=plan_id, seats=seats, reason="下达", document_number=DOCUMENT
    )
    return number(done, "movement")


async def a_source_plan(
    conn: asyncpg.Connection,
    plan_id: int,
    *rows: Mapping[str, Any],
    state: SourcePlanState = SourcePlanState.DRAFT,
    office: Actor = OFFICE,
) -> Drafted:
    """Return the office's source plan with a line for each row, one of 40 seats if none is given.

    PUBLISHED publishes the special plan.
    """
    done = await source_plans.draft_source_plan(conn, office, plan_id=plan_id)
    source_plan_id = number(done, "sourcePlan")
    lines = (
        await source_plans.set_quota_lines(
            conn, office, source_plan_id=source_plan_id, lines=rows or [ROW]
        )
    )["lines"]
    assert isinstance(lines, list)
    drafted = Drafted(source_plan_id, plan_id, [line for line in lines if isinstance(line, int)])
    await bring(conn, drafted, state, office)
    return drafted


async def bring(
    conn: asyncpg.Connection, drafted: Drafted, state: SourcePlanState, office: Actor = OFFICE
) -> None:
    """Take the draft to the state, step by step."""
    if state is SourcePlanState.DRAFT:
        return
    await source_plans.submit_source_plan(conn, office, source_plan_id=drafted.id)
    if state is SourcePlanState.RETURNED:
        await source_plans.return_source_plan(
            conn, PROVINCE, source_plan_id=drafted.id, reason="请核对"
        )
    if state in (SourcePlanState.APPROVED, SourcePlanState.PUBLISHED):
        await approved(conn, drafted)
    if state is SourcePlanState.PUBLISHED:
        await plans.publish_plan(conn, PROVINCE, plan_id=drafted.plan_id)


async def approved(conn: asyncpg.Connection, drafted: Drafted) -> int:
    done = await source_plans.approve_source_plan(
        conn, PROVINCE, source_plan_id=drafted.id, document_number=DOCUMENT
    )
    return number(done, "movement")


async def seats(conn: asyncpg.Connection, line: int) -> int:
    found: int = await conn.fetchval("select seats from quota_line where id = $1", line)
    return found


async def pool(conn: asyncpg.Connection, plan_id: int) -> int:
    found: int = await conn.fetchval(
        "select unallocated_seats from special_plan where id = $1", plan_id
    )
    return found
