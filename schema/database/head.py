"""Brings a database to the newest revision and loads the facts the service starts with."""

import asyncio
from pathlib import Path

import asyncpg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory

from enrollment import reference

MIGRATIONS = Path(__file__).parents[2] / "migrations"


def configuration(url: str) -> Config:
    """Return Alembic's configuration for the database at `url`."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["url"] = url
    return config


def bring(url: str) -> int:
    """Migrate to head and add missing reference rows; return how many rows were added.

    Runs its own event loops, so not from within one.
    """
    config = configuration(url)
    if asyncio.run(revision(url)) != newest():
        command.upgrade(config, "head")
    return asyncio.run(load(url))


def newest() -> str:
    """Return the revision that this code is written for."""
    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    assert head is not None
    return head


async def revision(url: str) -> str | None:
    """Return the revision the database stands at, None where it is empty."""
    conn = await asyncpg.connect(url)
    try:
        if await conn.fetchval("select to_regclass('alembic_version')") is None:
            return None
        found: str | None = await conn.fetchval("select version_num from alembic_version")
        return found
    finally:
        await conn.close()


async def load(url: str) -> int:
    conn = await asyncpg.connect(url)
    try:
        return await reference.load(conn, MIGRATIONS / "reference")
    finally:
        await conn.close()
