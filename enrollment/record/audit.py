"""The audit of every write: who, when, what, before, after."""

from collections.abc import Mapping

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
        None if before is None else orjson.dumps(before).decode(),
        None if after is None else orjson.dumps(after).decode(),
    )
