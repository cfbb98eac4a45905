"""Brings a database to the newest revision and loads the facts the service starts with."""

import asyncio
from pathlib import Path

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from enrollment import reference

OLDEST = 18  # constraints without overlaps
MIGRATIONS = Path(__file__).parents[2] / "migrations"


def configuration(url: str) -> Config:
    """Return Alembic's configuration for the database at `url`."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["url"] = url
    return config


class DatabaseUnsuitable(Exception):
    """The database can't hold the service: why, and what would do, in Chinese and English."""


def bring(url: str) -> int:
    """Migrate to head and add missing reference rows; return how many rows were added.

    Whoever else does the same waits. Runs its own event loop, so not from within one. Raises
    DatabaseUnsuitable.
    """
    return asyncio.run(brought(url))


async def brought(url: str) -> int:
    conn = await asyncpg.connect(url)
    try:
        await require_suitable(conn)
        await conn.execute("select pg_advisory_lock(hashtext('jiaofu head'))")  # while connected
        if await revision(conn) != newest():
            await asyncio.to_thread(command.upgrade, configuration(url), "head")
        return await reference.load(conn, MIGRATIONS / "reference")
    finally:
        await conn.close()


async def require_suitable(conn: asyncpg.Connection) -> None:
    version = conn.get_server_version()
    encoding = await conn.fetchval("show server_encoding")
    if version.major < OLDEST:
        raise DatabaseUnsuitable(
            f"需要 PostgreSQL {OLDEST} 或更新，此数据库是 {version.major}。"
            f" PostgreSQL {OLDEST} or newer is needed; this is {version.major}."
        )
    if encoding != "UTF8":
        raise DatabaseUnsuitable(
            f"数据库编码须为 UTF8，此数据库是 {encoding}。"
            f" The database's encoding has to be UTF8; this is {encoding}."
        )


def newest() -> str:
    """Return the revision that this code is written for."""
    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    assert head is not None
    return head


async def revision(conn: asyncpg.Connection) -> str | None:
    """Return the revision the database stands at, None where it is empty."""
    if await conn.fetchval("select to_regclass('alembic_version')") is None:
        return None
    found: str | None = await conn.fetchval("select version_num from alembic_version")
    return found
