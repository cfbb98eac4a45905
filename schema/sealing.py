"""Seals what is recorded, for as long as the application runs."""

import asyncio

from asyncpg import Pool

from enrollment.ledger import seals
from schema.beside import Health

PAUSE = 0.2  # seconds from one look to the next


async def keep_sealing(pool: Pool) -> None:
    """Seal again and again, whatever goes wrong: what is recorded has to be sealed."""
    health = Health("sealing the ledger")
    while True:
        try:
            async with pool.acquire() as conn:
                await seals.seal(conn)
            health.better()
        except Exception as error:
            health.worse(error)
        await asyncio.sleep(PAUSE)
