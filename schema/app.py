"""The ASGI application: its routes, and the pool it opens for its lifetime."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypedDict

from asyncpg import Pool
from starlette.applications import Starlette
from starlette.routing import Route

from schema import settings
from schema.api import assembled
from schema.console import front
from schema.database.pool import open_pool
from schema.wire import Endpoint


class State(TypedDict):
    pool: Pool


def create(url: str = settings.DATABASE_URL) -> Starlette:
    """Return the application that reads the database at `url`."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[State]:
        async with open_pool(url, settings.POOL_SIZE, settings.STATEMENT_SECONDS) as pool:
            gc.collect()
            gc.freeze()  # the schema stays: to look through it again stops all answers for 50 ms
            yield {"pool": pool}

    return Starlette(
        routes=[
            Route("/graphql", Endpoint(assembled.assemble()), methods=["GET", "POST"]),
            Route("/", front.page),
        ],
        lifespan=lifespan,
    )
