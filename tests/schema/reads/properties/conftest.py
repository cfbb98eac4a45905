"""The database that the properties are tried on, and what is in it.

awkward      read-only connections to it
known        what the public sees in it
writer       a connection that writes to it, to be rolled back
sides        it, without what a group of roles may not see and with it
everything   what is in it with that

lived_in     a database that has a past
sealed       its sealed instants
now          read-only connections to it
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest
from asyncpg import Pool

from schema.database.pool import open_reads, ready, written
from schema.wire import Endpoint
from tests.conftest import create, named
from tests.schema.asking import AUDITOR
from tests.schema.reads.properties import examples, facts, hidden, past, people, rows, training
from tests.schema.reads.properties.sides import Side, Sides

HERE = Path(__file__).parent


def is_proving(config: pytest.Config) -> bool:
    return str(config.option.markexpr) == "prove"


def pytest_configure(config: pytest.Config) -> None:
    seeded = config.getoption("--hypothesis-seed") is not None
    examples.register(many=is_proving(config), seeded=seeded)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where `prove` is asked for, try the same claims, with many examples."""
    for item in items:
        if is_proving(config) and item.path.parent == HERE:
            item.add_marker("prove")


@pytest.fixture(scope="session")
def awkward_database(server: str, template: str) -> str:
    """The URL of the database."""
    asyncio.run(create(server, "awkward", template))
    url = named(server, "awkward")
    asyncio.run(rows.fill(url))
    asyncio.run(training.fill(url))
    asyncio.run(people.fill(url))
    return url


@pytest.fixture(scope="session")
async def awkward(awkward_database: str) -> AsyncIterator[Pool]:
    async with open_reads(awkward_database, size=2, statement_seconds=20) as pool:
        yield pool


@pytest.fixture(scope="session")
async def known(endpoint: Endpoint, awkward: Pool) -> facts.Known:
    return await facts.fetched(endpoint, awkward)


@pytest.fixture(scope="session")
async def writer(awkward_database: str) -> AsyncIterator[asyncpg.Connection]:
    conn = await asyncpg.connect(awkward_database, server_settings={"timezone": "UTC"})
    await ready(conn)
    yield conn
    await conn.close()


@pytest.fixture(scope="module", params=hidden.GROUPS, ids=str)
async def sides(
    request: pytest.FixtureRequest, endpoint: Endpoint, awkward_database: str
) -> AsyncIterator[Sides]:
    async with (
        connected(awkward_database) as bare,
        connected(awkward_database) as full,
        rows.undone(full),
    ):
        before = await hidden.ids(full)
        await hidden.write(full, request.param)
        added = sorted(await hidden.ids(full) - before)
        yield Sides(endpoint, request.param, Side(bare), Side(full), added)


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[asyncpg.Connection]:
    generic = {"plan_cache_mode": "force_generic_plan"}  # as PostgreSQL chooses after five runs
    conn = await asyncpg.connect(url, server_settings={**written(20, "sides"), **generic})
    try:
        await ready(conn)
        yield conn
    finally:
        await conn.close()


@pytest.fixture(scope="module")
async def everything(endpoint: Endpoint, sides: Sides) -> facts.Known:
    return await facts.fetched(endpoint, sides.full, AUDITOR)


@pytest.fixture(scope="session")
def lived_in(server: str, template: str) -> str:
    """The URL of a database that is to have a past."""
    asyncio.run(create(server, "lived_in", template))
    url = named(server, "lived_in")
    asyncio.run(rows.fill(url))
    asyncio.run(training.fill(url))
    return url


@pytest.fixture(scope="session")
async def sealed(lived_in: str) -> AsyncIterator[list[past.Sealed]]:
    async with past.lived(lived_in) as found:
        yield found


@pytest.fixture(scope="session")
async def now(lived_in: str, sealed: list[past.Sealed]) -> AsyncIterator[Pool]:
    async with open_reads(lived_in, size=2, statement_seconds=20) as pool:
        yield pool
