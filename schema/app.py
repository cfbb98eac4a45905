"""The ASGI application: its routes, and the pool it opens for its lifetime."""

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


@asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[State]:
    async with open_pool(
        settings.DATABASE_URL, settings.POOL_SIZE, settings.STATEMENT_SECONDS
    ) as pool:
        yield {"pool": pool}


def create() -> Starlette:
    """Return the application; DATABASE_URL says where its database is."""
    return Starlette(
        routes=[
            Route("/", front.page),
            Route("/graphql", Endpoint(assembled.assemble()).__call__, methods=["GET", "POST"]),
        ],
        lifespan=lifespan,
    )
