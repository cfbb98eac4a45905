"""A database that is only read: sample quotas of two years and, beside them, drafts.

pool       read-only connections to it
endpoint   the API, to be asked
"""

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest
from asyncpg import Pool

from enrollment import sample
from enrollment.types import PlanKind
from schema.api import assembled
from schema.database.pool import open_pool
from schema.wire import Endpoint
from tests.conftest import create, named
from tests.enrollment.factories import YANGQU, a_line, published

DRAFT_YEAR = 2021  # nothing of this year is published


@pytest.fixture(scope="session")
def reading(server: str, template: str) -> str:
    """The URL of the database."""
    asyncio.run(create(server, "reading", template))
    url = named(server, "reading")
    asyncio.run(fill(url))
    return url


async def fill(url: str) -> None:
    conn = await asyncpg.connect(url)
    await sample.write(conn, lines=400, first_year=2019, last_year=2020)
    await published(
        conn,
        a_line(year=DRAFT_YEAR, seats=7, programme_number="d1"),
        a_line(
            year=DRAFT_YEAR,
            plan_kind=PlanKind.LOCAL,
            plan_nature_code="2",
            plan_nature="地方专项计划",
            county_code=YANGQU,
            institution_code="99999",
            institution="未公布学院",
        ),
    )
    await conn.execute(
        "update source_plan set state = 'DRAFT' from special_plan"
        " where special_plan.id = special_plan_id and year = $1",
        DRAFT_YEAR,
    )
    await conn.execute("update special_plan set state = 'DRAFT' where year = $1", DRAFT_YEAR)
    await conn.execute("analyze")
    await conn.close()


@pytest.fixture(scope="session")
async def pool(reading: str) -> AsyncIterator[Pool]:
    async with open_pool(reading, size=2, statement_seconds=10) as pool:
        yield pool


@pytest.fixture(scope="session")
def endpoint() -> Endpoint:
    return Endpoint(assembled.assemble())
