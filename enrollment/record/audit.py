"""The audit of every write: who, when, what, before, after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import orjson
from asyncpg import Connection

from enrollment.actors import Actor


async def write(
    conn: Connection,
    *,
    actor: Actor,
    verb: str,
    object_type: str,
    object_id: str,
    before: Mapping[str, object] | None = None,
    after: Mapping[str, object] | None = None,
) -> None:
    """Add an audit event to the caller's transaction; type and fields by their wire names."""
    await conn.execute(
        """
        insert into audit_event (actor, role, verb, object_type, object_id, before, after)
        values ($1, $2, $3, $4, $5, $6, $7)
        """,
        actor.name,
        actor.role,
        verb,
        object_type,
        object_id,
        text(before),
        text(after),
    )


@dataclass(frozen=True, slots=True)
class Change:
    """What a write of many rows made of one of them."""

    object_id: str
    before: Mapping[str, object] | None
    after: Mapping[str, object] | None


async def write_all(
    conn: Connection, actor: Actor, verb: str, object_type: str, changes: Sequence[Change]
) -> None:
    """Add an audit event for each of many rows, in one statement."""
    await conn.execute(
        """
        insert into audit_event (actor, role, verb, object_type, object_id, before, after)
        select $1, $2, $3, $4, change.*
          from unnest($5::text[], $6::json[], $7::json[]) change
        """,
        actor.name,
        actor.role,
        verb,
        object_type,
        [each.object_id for each in changes],
        [text(each.before) for each in changes],
        [text(each.after) for each in changes],
    )


def text(fields: Mapping[str, object] | None) -> str | None:
    return None if fields is None else orjson.dumps(fields).decode()
