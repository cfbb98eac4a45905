"""Many move seats on a few lines at once: none waits for ever, and every balance is its legs'."""

import asyncio
import random
from typing import Any

import asyncpg
import pytest

from enrollment import errors, ledger
from enrollment.types import SourcePlanState
from tests.enrollment.books import UNBALANCED, UNEVEN
from tests.enrollment.drafted import a_row, a_source_plan, an_open_plan
from tests.enrollment.factories import PROVINCE, number

pytestmark = [pytest.mark.prove, pytest.mark.committed]

MOVEMENTS, LINES, CONNECTIONS = 2_000, 40, 32
ORDER: dict[str, Any] = {"reason": "调剂", "document_number": "晋招考〔2026〕9号"}


async def act(pool: asyncpg.Pool, plan_id: int, lines: list[int], chance: random.Random) -> int:
    """Move something somewhere; return the movement, 0 where it was refused for want of seats."""
    one, other = chance.sample(lines, 2)
    seats = chance.randint(1, 9)
    async with pool.acquire() as taken:
        conn: Any = taken
        try:
            match chance.randrange(8):
                case 0:
                    done = await ledger.adjust_seats(
                        conn, PROVINCE, line_id=one, change=seats, **ORDER
                    )
                case 1:
                    done = await ledger.adjust_seats(
                        conn, PROVINCE, line_id=one, change=-seats, **ORDER
                    )
                case 2:
                    done = await ledger.withdraw_seats(
                        conn, PROVINCE, line_id=one, seats=1, **ORDER
                    )
                case 3:
                    done = await ledger.issue_quota(
                        conn, PROVINCE, plan_id=plan_id, seats=seats, **ORDER
                    )
                case _:
                    done = await ledger.transfer_seats(
                        conn, PROVINCE, from_line=one, to_line=other, seats=seats, **ORDER
                    )
        except (errors.SeatsShort, errors.PoolShort):
            return 0
        movement_id = number(done, "movement")
        if chance.random() < 0.05:
            try:
                await ledger.reverse_movement(conn, PROVINCE, movement_id=movement_id, **ORDER)
            except errors.NegativeSeats:
                return movement_id
        return movement_id


async def test_2000_movements_on_40_lines_from_32_connections(committed: str):
    conn = await asyncpg.connect(committed)
    plan_id = await an_open_plan(conn, seats=1_000)
    rows = [a_row(programme_number=str(place), requested_seats=20) for place in range(LINES)]
    plan = await a_source_plan(conn, plan_id, *rows, state=SourcePlanState.PUBLISHED)
    before = await conn.fetchval("select max(id) from movement")

    async with asyncpg.create_pool(committed, min_size=CONNECTIONS, max_size=CONNECTIONS) as pool:
        moved = await asyncio.gather(
            *(act(pool, plan_id, plan.lines, random.Random(n)) for n in range(MOVEMENTS))
        )

    done = [movement_id for movement_id in moved if movement_id]
    recorded = await conn.fetchval(
        "select count(*) from movement where kind <> 'REVERSE' and id > $1", before
    )
    assert len(done) > MOVEMENTS * 0.8
    assert recorded == len(done)
    assert len(set(done)) == len(done)
    assert await conn.fetch(UNEVEN) == []
    assert await conn.fetch(UNBALANCED) == []
    await conn.close()
