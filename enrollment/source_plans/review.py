"""Source plans submitted, returned with a reason, commented on, approved with their seats."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from asyncpg import Connection

from enrollment import days, errors, inputs, ledger, lives, record
from enrollment.actors import Actor, Role
from enrollment.source_plans.taking import Taken, noted, take
from enrollment.types import Action, MovementKind, SourcePlanState

VERBS: Mapping[str, frozenset[Role]] = {
    "submitSourcePlan": lives.roles(lives.SOURCE_PLAN, Action.SUBMIT),
    "returnSourcePlan": lives.roles(lives.SOURCE_PLAN, Action.RETURN),
    "commentOnSourcePlan": lives.roles(lives.SOURCE_PLAN, Action.COMMENT),
    "approveSourcePlan": lives.roles(lives.SOURCE_PLAN, Action.APPROVE),
}
APPROVED = "批准招生来源计划 / source plan approved"


async def submit_source_plan(
    conn: Connection, actor: Actor, *, source_plan_id: int, expected_version: int | None = None
) -> record.Done:
    """Submit the source plan for review, within the window unless it was returned.

    Refused: `take`, `WindowShut`, `NothingRequested`.
    """
    with errors.named():
        async with record.atomic(conn):
            taken = await take(
                conn, actor, source_plan_id, Action.SUBMIT, expected_version=expected_version
            )
            require_window(taken)
            if not await requested(conn, source_plan_id):
                raise errors.NothingRequested
            await conn.execute(
                """
                update source_plan
                   set state = $2, submitted_by = $3, approved_by = null
                 where id = $1
                """,
                source_plan_id,
                taken.after,
                actor.name,
            )
            await noted(conn, actor, "submitSourcePlan", taken, Action.SUBMIT, None)
    return {"sourcePlan": source_plan_id}


async def return_source_plan(
    conn: Connection,
    actor: Actor,
    *,
    source_plan_id: int,
    reason: str,
    expected_version: int | None = None,
) -> record.Done:
    """Return the submitted source plan, for a reason that its office reads. Refused: `take`."""
    reason = inputs.text("reason", reason, most=inputs.LONGEST_REASON)
    with errors.named():
        async with record.atomic(conn):
            taken = await take(
                conn, actor, source_plan_id, Action.RETURN, expected_version=expected_version
            )
            await conn.execute(
                "update source_plan set state = $2 where id = $1", source_plan_id, taken.after
            )
            await noted(conn, actor, "returnSourcePlan", taken, Action.RETURN, reason)
    return {"sourcePlan": source_plan_id}


async def comment_on_source_plan(
    conn: Connection, actor: Actor, *, source_plan_id: int, text: str
) -> record.Done:
    """Say something about a source plan that was submitted; it stays as it is. Refused: `take`."""
    text = inputs.text("text", text, most=inputs.LONGEST_REASON)
    with errors.named():
        async with record.atomic(conn):
            taken = await take(conn, actor, source_plan_id, Action.COMMENT)
            await noted(conn, actor, "commentOnSourcePlan", taken, Action.COMMENT, text)
    return {"sourcePlan": source_plan_id}


async def approve_source_plan(
    conn: Connection,
    actor: Actor,
    *,
    source_plan_id: int,
    document_number: str,
    reason: str | None = None,
    effective_on: date | None = None,
    expected_version: int | None = None,
) -> record.Done:
    """Approve the submitted source plan: each line gets the seats it asks for, from the pool.

    Refused: `take`, `FourEyes`, `ledger.ordered`, `PoolShort`.
    """
    order = ledger.ordered(APPROVED if reason is None else reason, document_number, effective_on)
    with errors.named():
        async with record.atomic(conn):
            taken = await take(
                conn,
                actor,
                source_plan_id,
                Action.APPROVE,
                expected_version=expected_version,
                alone=True,
            )
            await conn.execute(
                "update source_plan set state = $2, approved_by = $3 where id = $1",
                source_plan_id,
                taken.after,
                actor.name,
            )
            movement_id = await allocate(conn, actor, taken, order)
            await noted(conn, actor, "approveSourcePlan", taken, Action.APPROVE, reason)
    return {"sourcePlan": source_plan_id, "movement": movement_id}


async def allocate(conn: Connection, actor: Actor, taken: Taken, order: ledger.Order) -> int:
    """Move to each line the seats it asks for; return the movement."""
    plan = await ledger.take_plan(conn, taken.plan_id)
    rows = await conn.fetch(
        """
        select id, requested_seats
          from quota_line
         where source_plan_id = $1 and requested_seats > 0
         order by id
           for no key update
        """,
        taken.id,
    )
    plan.require("sourcePlan", sum(row["requested_seats"] for row in rows))
    legs = [ledger.Leg(plan.pool, row["id"], row["requested_seats"]) for row in rows]
    return await ledger.post(conn, actor, "approveSourcePlan", MovementKind.ALLOCATE, order, legs)


async def requested(conn: Connection, source_plan_id: int) -> int:
    """Return the seats that the source plan asks for, over its lines."""
    found: int = await conn.fetchval(
        "select coalesce(sum(requested_seats), 0) from quota_line where source_plan_id = $1",
        source_plan_id,
    )
    return found


def require_window(taken: Taken) -> None:
    """Refuse with `WindowShut` a first submission before or after the window."""
    if taken.state is SourcePlanState.RETURNED:
        return
    if not taken.opens <= datetime.now(UTC) < taken.closes:
        raise errors.WindowShut(opens=days.shown(taken.opens), closes=days.shown(taken.closes))
