"""A ledger of its own database, whose movements are sealed when a test says so."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from tests.enrollment import factories
from tests.enrollment.factories import Plan


@pytest.fixture
async def ledger(committed: str) -> AsyncIterator[asyncpg.Connection]:
    conn = await asyncpg.connect(committed, server_settings={"timezone": "UTC"})
    yield conn
    await conn.close()


@pytest.fixture
async def other(committed: str) -> AsyncIterator[asyncpg.Connection]:
    """Another connection to the same ledger."""
    conn = await asyncpg.connect(committed, server_settings={"timezone": "UTC"})
    yield conn
    await conn.close()


@pytest.fixture
async def plan(ledger: asyncpg.Connection) -> Plan:
    """A plan with 40 seats on its one line, by movement 1."""
    return await factories.a_plan(ledger)
