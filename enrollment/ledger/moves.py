"""The verbs that move seats: each is one movement, for a reason and by a document."""

from collections.abc import Mapping
from datetime import date

from asyncpg import Connection

from enrollment import errors, lives, record, rights, sight
from enrollment.actors import Actor, Role
from enrollment.ledger.accounts import (
    lock_lines,
    plan_of_line,
    plans_of_movement,
    share_lines,
    take_lines,
    take_plan,
)
from enrollment.ledger.movements import Leg, ordered, post, reverse
from enrollment.types import Action, MovementKind

PROVINCE = frozenset({Role.PROVINCE})
VERBS: Mapping[str, frozenset[Role]] = {
    "issueQuota": lives.roles(lives.SPECIAL_PLAN, Action.ISSUE),
    "transferSeats": PROVINCE,
    "adjustSeats": PROVINCE,
    "withdrawSeats": PROVINCE,
    "reverseMovement": PROVINCE,
}
MOST_SEATS = 1_000_000  # of one movement by hand


async def issue_quota(
    conn: Connection,
    actor: Actor,
    *,
    plan_id: int,
    seats: int,
    reason: str,
    document_number: str,
    effective_on: date | None = None,
) -> record.Done:
    """Issue seats to the plan's pool.

    Refused: `NotFound`, `rights.allow`, `movements.ordered`, `SeatsImplausible`, `SamplePlan`,
    `WrongState`, `IssueImplausible`.
    """
    await allow_on_plan(conn, actor, "issueQuota", plan_id)
    order = ordered(reason, document_number, effective_on)
    require_seats("seats", seats)
    with errors.named():
        async with record.atomic(conn):
            plan = await take_plan(conn, plan_id)
            legs = [Leg(plan.issue, plan.pool, seats)]
            movement_id = await post(conn, actor, "issueQuota", MovementKind.ISSUE, order, legs)
    return {"movement": movement_id, "specialPlan": plan_id}


async def transfer_seats(
    conn: Connection,
    actor: Actor,
    *,
    from_line: int,
    to_line: int,
    seats: int,
    reason: str,
    document_number: str,
    effective_on: date | None = None,
) -> record.Done:
    """Move seats from a line to another of the same plan.

    Refused: `NotFound`, `rights.allow`, `movements.ordered`, `SeatsImplausible`, `SameLine`,
    `OtherPlan`, `SamplePlan`, `WrongState`, `SeatsShort`.
    """
    await allow_on_line(conn, actor, "transferSeats", from_line, "fromLine")
    order = ordered(reason, document_number, effective_on)
    require_seats("seats", seats)
    if from_line == to_line:
        raise errors.SameLine
    with errors.named():
        async with record.atomic(conn):
            lines = await share_lines(conn, {from_line: "fromLine", to_line: "toLine"})
            lines[from_line].require("seats", seats)
            legs = [Leg(from_line, to_line, seats)]
            movement_id = await post(
                conn, actor, "transferSeats", MovementKind.TRANSFER, order, legs
            )
    return {"movement": movement_id, "fromLine": from_line, "toLine": to_line}


async def adjust_seats(
    conn: Connection,
    actor: Actor,
    *,
    line_id: int,
    change: int,
    reason: str,
    document_number: str,
    effective_on: date | None = None,
) -> record.Done:
    """Give the line as many seats from its plan's pool, or take them back where it is negative.

    Refused: `NotFound`, `rights.allow`, `movements.ordered`, `SeatsImplausible`, `SamplePlan`,
    `WrongState`, `SeatsShort`, `PoolShort`.
    """
    await allow_on_line(conn, actor, "adjustSeats", line_id, "line")
    order = ordered(reason, document_number, effective_on)
    require_seats("change", abs(change))
    with errors.named():
        async with record.atomic(conn):
            plan = await take_plan(conn, await plan_of_line(conn, line_id, "line"))
            lines = await take_lines(conn, plan.plan_id, {line_id: "line"})
            if change > 0:
                plan.require("change", change)
                legs = [Leg(plan.pool, line_id, change)]
            else:
                lines[line_id].require("change", -change)
                legs = [Leg(line_id, plan.pool, -change)]
            movement_id = await post(conn, actor, "adjustSeats", MovementKind.ADJUST, order, legs)
    return {"movement": movement_id, "line": line_id, "specialPlan": plan.plan_id}


async def withdraw_seats(
    conn: Connection,
    actor: Actor,
    *,
    line_id: int | None = None,
    plan_id: int | None = None,
    seats: int,
    reason: str,
    document_number: str,
    effective_on: date | None = None,
) -> record.Done:
    """Withdraw seats from a line, or from a plan's pool: one of the two is named.

    Refused: `NotFound`, `rights.allow`, `movements.ordered`, `SeatsImplausible`, `OneOrigin`,
    `SamplePlan`, `WrongState`, `SeatsShort`, `PoolShort`.
    """
    rights.recognise(actor)
    of_plan = await withdrawn_from(conn, actor, line_id, plan_id)
    order = ordered(reason, document_number, effective_on)
    require_seats("seats", seats)
    with errors.named():
        async with record.atomic(conn):
            plan = await take_plan(conn, of_plan)
            if line_id is None:
                plan.require("seats", seats)
            else:
                lines = await take_lines(conn, of_plan, {line_id: "line"})
                lines[line_id].require("seats", seats)
            origin = plan.pool if line_id is None else line_id
            legs = [Leg(origin, plan.withdrawn, seats)]
            movement_id = await post(
                conn, actor, "withdrawSeats", MovementKind.WITHDRAW, order, legs
            )
    done: record.Done = {"movement": movement_id, "specialPlan": of_plan}
    return done if line_id is None else {**done, "line": line_id}


async def withdrawn_from(
    conn: Connection, actor: Actor, line_id: int | None, plan_id: int | None
) -> int:
    """Return the plan whose seats are withdrawn, by it or by its line, to whom the verb is for."""
    if line_id is not None and plan_id is None:
        await allow_on_line(conn, actor, "withdrawSeats", line_id, "line")
        return await plan_of_line(conn, line_id, "line")
    if plan_id is not None and line_id is None:
        await allow_on_plan(conn, actor, "withdrawSeats", plan_id)
        return plan_id
    raise errors.OneOrigin


async def reverse_movement(
    conn: Connection,
    actor: Actor,
    *,
    movement_id: int,
    reason: str,
    document_number: str,
    effective_on: date | None = None,
) -> record.Done:
    """Take a movement back, leg by leg, by another.

    Refused: `rights.allow`, `NotFound`, `movements.ordered`, `SamplePlan`, `WrongState`,
    `ReversedAlready`, and as the balances are then `NegativeSeats`, `AdmittedAboveSeats`.
    """
    rights.allow(actor, VERBS["reverseMovement"])
    order = ordered(reason, document_number, effective_on)
    with errors.named():
        async with record.atomic(conn):
            for plan_id in await plans_of_movement(conn, movement_id):
                await take_plan(conn, plan_id)
            await lock_lines(conn, movement_id)
            reversal = await reverse(conn, actor, order, movement_id)
    return {"movement": reversal, "reversed": movement_id}


async def allow_on_plan(conn: Connection, actor: Actor, verb: str, plan_id: int) -> None:
    """Refuse whom the verb is not for, telling of the plan only those who see it."""
    rights.recognise(actor)
    if actor.role not in VERBS[verb]:
        await sight.special_plan(conn, actor, plan_id)
    rights.allow(actor, VERBS[verb])


async def allow_on_line(
    conn: Connection, actor: Actor, verb: str, line_id: int, field: str
) -> None:
    """Refuse whom the verb is not for, telling of the line only those who see it."""
    rights.recognise(actor)
    if actor.role not in VERBS[verb]:
        await sight.line(conn, actor, line_id, field)
    rights.allow(actor, VERBS[verb])


def require_seats(field: str, seats: int) -> None:
    """Refuse with `SeatsImplausible` what no order moves."""
    if not 0 < seats <= MOST_SEATS:
        raise errors.SeatsImplausible(field=field, most=MOST_SEATS)
