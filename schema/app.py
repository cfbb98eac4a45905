"""The ASGI application: its routes, and the connections it opens for its lifetime."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypedDict

from asyncpg import Pool
from starlette.applications import Starlette
from starlette.routing import Route

from schema import settings
from schema.access import gate, staff
from schema.access.gate import Gate
from schema.api import assembled
from schema.console import front, invitation, signin
from schema.database.pool import open_reads, open_writes
from schema.wire import Endpoint


class State(TypedDict):
    reads: Pool
    writes: Pool
    gate: Gate


def create(url: str = settings.DATABASE_URL) -> Starlette:
    """Return the application that reads the database at `url`."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[State]:
        async with (
            open_reads(url, settings.POOL_SIZE, settings.STATEMENT_SECONDS) as reads,
            open_writes(url, settings.POOL_SIZE, settings.STATEMENT_SECONDS) as writes,
        ):
            gc.collect()
            gc.freeze()  # the schema stays: to look through it again stops all answers for 50 ms
            yield {
                "reads": reads,
                "writes": writes,
                "gate": gate.opened(),
            }

    return Starlette(
        routes=[
            Route("/graphql", Endpoint(assembled.assemble()), methods=["GET", "POST"]),
            Route("/", front.page),
            Route("/signin", signin.page, methods=["GET", "POST"]),
            Route(staff.LINK, invitation.page, methods=["GET", "POST"]),
        ],
        lifespan=lifespan,
    )
