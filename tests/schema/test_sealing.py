"""The ledger is sealed beside everything else, whatever befalls the database."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable

import asyncpg
import pytest
from asyncpg import Pool

from schema import app, beside, sealing
from schema.database.pool import open_sealing
from tests.conftest import execute
from tests.enrollment import factories

pytestmark = pytest.mark.committed

SEALED = "select count(*) from sealed_movement"
OURS = """
select count(pg_terminate_backend(pid)) from pg_stat_activity
 where datname = current_database() and application_name = 'jiaofu seals'
"""


@pytest.fixture
async def ledger(committed: str) -> AsyncIterator[asyncpg.Connection]:
    conn = await asyncpg.connect(committed)
    yield conn
    await conn.close()


@pytest.fixture
async def sealer(committed: str) -> AsyncIterator[Pool]:
    async with open_sealing(committed) as pool:
        yield pool


async def until(claim: Callable[[], Awaitable[bool]], seconds: float = 5) -> None:
    async with asyncio.timeout(seconds):
        while True:
            if await claim():
                return
            await asyncio.sleep(0.02)


async def test_what_is_recorded_is_sealed_within_a_second_as_long_as_the_application_runs(
    committed: str, ledger: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch, tmp_path
):
    monkeypatch.setattr("schema.settings.DATA_DIR", tmp_path)
    application = app.create(committed)

    async with application.router.lifespan_context(application):
        await factories.a_plan(ledger)
        await until(lambda: has(ledger, 1), seconds=1)
    plan = await ledger.fetchval("select max(id) from quota_line")
    await factories.moved(ledger, (plan, plan + 2, 1))
    await asyncio.sleep(3 * sealing.PAUSE)

    assert await ledger.fetchval(SEALED) == 1


async def has(conn: asyncpg.Connection, count: int) -> bool:
    return bool(await conn.fetchval(SEALED) == count)


async def test_a_database_that_goes_away_is_said_once_and_sealed_again_when_it_is_back(
    server: str,
    committed: str,
    ledger: asyncpg.Connection,
    sealer: Pool,
    caplog: pytest.LogCaptureFixture,
):
    name = await ledger.fetchval("select current_database()")
    plan = await factories.a_plan(ledger)

    async with beside.running(sealing.keep_sealing(sealer)):
        await until(lambda: has(ledger, 1))
        with caplog.at_level(logging.WARNING, "schema.beside"):
            await execute(server, f"alter database {name} allow_connections false")
            assert await ledger.fetchval(OURS) == 1
            await asyncio.sleep(4 * sealing.PAUSE)
            await execute(server, f"alter database {name} allow_connections true")
            await factories.moved(ledger, (plan.line, plan.pool, 1))
            await until(lambda: has(ledger, 2))
            await until(lambda: are_said(caplog, 2))  # a moment after the seal is there

    said = [record.message for record in caplog.records]
    assert [text.startswith("sealing the ledger: fails") for text in said] == [True, False]
    assert said[1] == "sealing the ledger: goes on"


async def are_said(caplog: pytest.LogCaptureFixture, count: int) -> bool:
    return len(caplog.records) >= count


async def test_the_work_beside_ends_with_what_is_inside(sealer: Pool):
    async with beside.running(sealing.keep_sealing(sealer)):
        running = len(asyncio.all_tasks())
        await asyncio.sleep(0.05)

    assert len(asyncio.all_tasks()) == running - 1
