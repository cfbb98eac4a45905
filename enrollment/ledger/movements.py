"""A movement of seats and its legs, recorded once, with what ordered it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import orjson
from asyncpg import Connection

from enrollment import days, inputs, record
from enrollment.actors import Actor
from enrollment.types import MovementKind


class Leg(NamedTuple):
    """Seats, more than none, that go from one account to another."""

    origin: int
    target: int
    seats: int


@dataclass(frozen=True, slots=True)
class Order:
    """Why seats are moved: the reason, the document that orders it, the day it takes effect."""

    reason: str
    document_number: str
    effective_on: date


def ordered(reason: str, document_number: str, effective_on: date | None) -> Order:
    """Return the order as it is kept; without a day it takes effect today. Refused: `inputs`."""
    day = days.today() if effective_on is None else effective_on
    inputs.when("effectiveOn", day)
    return Order(
        inputs.text("reason", reason, most=inputs.LONGEST_REASON),
        inputs.text("documentNumber", document_number, most=inputs.LONGEST_DOCUMENT),
        day,
    )


async def post(
    conn: Connection,
    actor: Actor,
    verb: str,
    kind: MovementKind,
    order: Order,
    legs: Sequence[Leg],
) -> int:
    """Record the movement, its legs and its event in the caller's transaction; return its id.

    One statement: a ledger under load lives from the round trips that it doesn't make.
    """
    told = {
        "kind": kind,
        "reason": order.reason,
        "documentNumber": order.document_number,
        "effectiveOn": order.effective_on,
        "legs": [leg._asdict() for leg in legs],
    }
    movement_id: int = await conn.fetchval(
        """
        with movement as (
            insert into movement (kind, reason, actor, document_number, effective_on)
            values ($1, $2, $3, $4, $5)
            returning id
        ), leg as (
            insert into leg (movement_id, number, from_account, to_account, seats)
            select movement.id, each.number, each.origin, each.target, each.seats
              from movement,
                   unnest($6::bigint[], $7::bigint[], $8::int[])
                   with ordinality each (origin, target, seats, number)
        )
        insert into audit_event (actor, role, verb, object_type, object_id, after)
        select $3, $9, $10, 'QuotaMovement', movement.id, $11
          from movement
        returning object_id::bigint
        """,
        kind,
        order.reason,
        actor.name,
        order.document_number,
        order.effective_on,
        [leg.origin for leg in legs],
        [leg.target for leg in legs],
        [leg.seats for leg in legs],
        actor.role,
        verb,
        orjson.dumps(told).decode(),
    )
    return movement_id


async def reverse(conn: Connection, actor: Actor, order: Order, movement_id: int) -> int:
    """Record the movement that goes back along each leg of another; return its id."""
    reversal: int = await conn.fetchval(
        """
        with movement as (
            insert into movement (kind, reason, actor, document_number, effective_on, reverses_id)
            values ('REVERSE', $1, $2, $3, $4, $5)
            returning id
        )
        insert into leg (movement_id, number, from_account, to_account, seats)
        select movement.id, number, to_account, from_account, seats
          from movement, leg
         where leg.movement_id = $5
        returning movement_id
        """,
        order.reason,
        actor.name,
        order.document_number,
        order.effective_on,
        movement_id,
    )
    await record.write(
        conn,
        actor=actor,
        verb="reverseMovement",
        object_type="QuotaMovement",
        object_id=str(reversal),
        after={
            "kind": MovementKind.REVERSE,
            "reason": order.reason,
            "documentNumber": order.document_number,
            "effectiveOn": order.effective_on,
            "reverses": movement_id,
        },
    )
    return reversal
