"""One PostgreSQL for the session; each test in a transaction that is rolled back.

conn        a connection inside such a transaction
committed   the URL of a database of the test's own, for races and crashes
"""

import asyncio
import itertools
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import pytest

from schema.database import embedded, head

MEMORY = Path("/dev/shm")
ENOUGH = 4 * 2**30  # bytes, for a few clusters and their logs

numbers = itertools.count(1)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-golden", action="store_true", help="write golden files anew")


@contextmanager
def a_folder() -> Iterator[Path]:
    """Yield a folder with a short path that PostgreSQL's user can enter, unlike tmp_path.

    It lies in memory where there is enough: making and dropping databases is half disk.
    """
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ENOUGH
    place = MEMORY if roomy else "/tmp"
    with tempfile.TemporaryDirectory(prefix="jiaofu-", dir=place) as folder:
        Path(folder).chmod(0o755)  # as root, PostgreSQL runs as another user
        yield Path(folder)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of the session's server."""
    with a_folder() as folder, embedded.running(folder / "data") as url:
        yield url


@pytest.fixture(scope="session")
def template(server: str) -> str:
    """The name of a migrated database with the reference facts, to make others from."""
    asyncio.run(create(server, "template_jiaofu", "template0"))
    head.bring(named(server, "template_jiaofu"))
    return "template_jiaofu"


@pytest.fixture(scope="session")
def database(server: str, template: str) -> str:
    """The URL of the database that the rolled-back tests share."""
    asyncio.run(create(server, "shared", template))
    return named(server, "shared")


@pytest.fixture(scope="session")
async def connection(database: str) -> AsyncIterator[asyncpg.Connection]:
    conn = await asyncpg.connect(database, server_settings={"timezone": "UTC"})
    yield conn
    await conn.close()


@pytest.fixture
async def conn(connection: asyncpg.Connection) -> AsyncIterator[asyncpg.Connection]:
    transaction = connection.transaction()
    await transaction.start()
    yield connection
    await transaction.rollback()


@pytest.fixture
async def committed(server: str, template: str) -> AsyncIterator[str]:
    name = f"committed_{next(numbers)}"
    await create(server, name, template)
    yield named(server, name)
    await execute(server, f"drop database {name} with (force)")


def named(url: str, database: str) -> str:
    return url.replace("/jiaofu?", f"/{database}?")


async def create(url: str, name: str, template: str) -> None:
    await execute(url, f"create database {name} template {template}")


async def execute(url: str, statement: str) -> None:
    conn = await asyncpg.connect(url)
    await conn.execute(statement)
    await conn.close()
