"""Seals at instants that a test chooses, of what a connection sees."""

from datetime import datetime

import asyncpg


async def snapshot(conn: asyncpg.Connection) -> asyncpg.Record:
    """Return what a seal of what `conn` sees has to cover: the horizon, and who is running."""
    found = await conn.fetchrow(
        """
        select pg_snapshot_xmax(shot)::text::bigint,
               array(select xid::text::bigint from pg_snapshot_xip(shot) xid)
          from pg_current_snapshot() shot
        """
    )
    assert found is not None
    return found


async def write(conn: asyncpg.Connection, at: datetime, shot: asyncpg.Record) -> None:
    """Write the seal of a snapshot; all is sealed through its instant."""
    await conn.execute(
        """
        insert into seal (sealed_at, horizon_xid, running_xids, movements, previous_hash, hash)
        values ($1, $2, $3, 0, $4, $5)
        """,
        at,
        *shot,
        f"before {at}".encode(),
        f"{at}".encode(),
    )
    await conn.execute(
        "insert into sealed_through (at) values ($1) on conflict (is_only) do update set at = $1",
        at,
    )


async def seal(conn: asyncpg.Connection, at: datetime) -> None:
    await write(conn, at, await snapshot(conn))
