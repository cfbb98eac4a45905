"""A sheet is published while seats are moved by hand: one waits for the other, both are done."""

import asyncio

import asyncpg
import pytest

from enrollment import ledger
from enrollment.quotas import lines
from tests.enrollment import factories
from tests.enrollment.drafted import DOCUMENT, issued, seats
from tests.enrollment.factories import PROVINCE, a_line, a_plan, published

WAITING = """
    select exists (select from pg_stat_activity
                    where datname = current_database() and wait_event_type = 'Lock')
"""


@pytest.mark.committed
async def test_a_movement_waits_for_a_publication_of_its_line(
    committed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second, watching = [await asyncpg.connect(committed) for _ in range(3)]
    plan = await a_plan(first, seats=40)
    await issued(first, plan.id, 10)
    is_written = asyncio.Event()
    describe = lines.describe

    async def describe_and_wait(conn: asyncpg.Connection) -> None:
        await describe(conn)
        is_written.set()
        for _ in range(500):
            if await watching.fetchval(WAITING):
                break
            await asyncio.sleep(0.01)

    async def adjust() -> None:
        await is_written.wait()
        await ledger.adjust_seats(
            second, PROVINCE, line_id=plan.line, change=3, reason="追加", document_number=DOCUMENT
        )

    monkeypatch.setattr(lines, "describe", describe_and_wait)
    async with asyncio.timeout(10):
        await asyncio.gather(published(first, a_line(seats=45)), adjust())

    assert await seats(watching, plan.line) == 48
    assert await factories.row(
        watching, "select issued_seats, unallocated_seats from special_plan"
    ) == (55, 7)
    for conn in (first, second, watching):
        await conn.close()
