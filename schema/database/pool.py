"""The connections that are read on, those written on, the one that seals, the one that listens.

What is read on runs in read-only transactions and as a role without the right to write. Both guard
against mistakes of ours, not against hostile SQL: a session could undo either.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from asyncpg import Connection, Pool, connect, create_pool
from asyncpg.pool import PoolConnectionProxy

LOCK_TIMEOUT = "3s"  # that a verb waits for another's, holding a connection
SEALING_SECONDS = 60
LISTENING_SECONDS = 10

# A role that migrations make where they may, if it was given its rights in this database; it has no
# right to write, nor to read what proves who somebody is.
AS_READER = """
select set_config('role', rolname, false)
  from pg_roles
 where rolname = 'jiaofu_reader' and pg_has_role(oid, 'SET')
   and has_table_privilege(oid, to_regclass('county'), 'SELECT')
"""


def open_reads(url: str, size: int, statement_seconds: int) -> Pool:
    """Return a pool of at most `size` read-only connections, to be entered by the caller.

    A statement of the compiler is prepared once on a connection and kept, however long, for an
    hour; a long one takes a backend a megabyte, so not too many are. No JIT: it costs more than
    these statements take.
    """
    return create_pool(
        url,
        min_size=1,
        max_size=size,
        statement_cache_size=256,
        max_cacheable_statement_size=0,
        max_cached_statement_lifetime=3600,
        max_inactive_connection_lifetime=0,  # kept for good: no timer at each release
        command_timeout=2 * statement_seconds,  # where the database does not answer at all
        init=become_reader,
        reset=leave,
        server_settings={
            **written(statement_seconds, "jiaofu"),
            "default_transaction_read_only": "on",
        },
    )


def open_writes(url: str, size: int, statement_seconds: int) -> Pool:
    """Return a pool of at most `size` connections for verbs, to be entered by the caller."""
    return create_pool(
        url,
        min_size=0,
        max_size=size,
        command_timeout=2 * statement_seconds,
        init=ready,
        reset=leave,
        server_settings={
            **written(statement_seconds, "jiaofu writes"),
            "lock_timeout": LOCK_TIMEOUT,
        },
    )


def open_sealing(url: str) -> Pool:
    """Return a pool of the one connection that seals, to be entered by the caller.

    It is a pool, so that a connection that broke is followed by another; and none of the verbs',
    so that it waits for none of them. What an import moved may take it longer than a verb.
    """
    return create_pool(
        url,
        min_size=0,
        max_size=1,
        max_inactive_connection_lifetime=0,
        command_timeout=2 * SEALING_SECONDS,
        reset=leave,
        server_settings=written(SEALING_SECONDS, "jiaofu seals"),
    )


@asynccontextmanager
async def open_listening(url: str) -> AsyncIterator[Connection]:
    """Yield the connection that hears of seals; what it asks itself is little."""
    seconds = LISTENING_SECONDS
    conn = await connect(
        url,
        timeout=seconds,
        command_timeout=2 * seconds,
        server_settings=written(seconds, "jiaofu listens"),
    )
    try:
        yield conn
    finally:
        conn.terminate()


def written(statement_seconds: int, name: str) -> dict[str, str]:
    """Return the settings under which values and cursors are written as the compiler has it."""
    return {
        "application_name": name,
        "bytea_output": "hex",
        "datestyle": "ISO",
        "jit": "off",
        "statement_timeout": f"{statement_seconds}s",
        "timezone": "UTC",
    }


@asynccontextmanager
async def taken(pool: Pool, seconds: int) -> AsyncIterator[PoolConnectionProxy]:
    """Yield a connection, for which it waits so many seconds at most: TimeoutError.

    None is waited for where one is free: a timer has its price, and the pool's own limit would
    take a task for each request. What is done on the connection has limits of its own.
    """
    if pool.get_idle_size() > 0:
        conn = await pool.acquire()
    else:
        async with asyncio.timeout(seconds):
            conn = await pool.acquire()
    try:
        yield conn
    finally:
        await pool.release(conn)


async def become_reader(connection: Connection) -> None:
    await ready(connection)
    await connection.execute(AS_READER)


async def ready(connection: Connection) -> None:
    """Let JSON come as bytes, which go on as they are; let asyncpg learn the array types now.

    It asks the catalogue for each type that it meets first.
    """
    await connection.set_type_codec(
        "json", schema="pg_catalog", encoder=str.encode, decoder=bytes, format="binary"
    )
    await connection.prepare(
        "select $1::int[], $2::bigint[], $3::numeric[], $4::boolean[], $5::date[],"
        " $6::timestamptz[], $7::varchar[], $8::text[]"
    )


async def leave(connection: Connection | PoolConnectionProxy) -> None:
    """Reset nothing on release: nothing outlives a transaction, and a reset is a round trip."""
