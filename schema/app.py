"""The ASGI application: its routes, and the connections it opens for its lifetime."""

import gc
from asyncio import Semaphore, timeout
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import TypedDict

from asyncpg import Connection, Pool, connect
from starlette.applications import Starlette
from starlette.routing import Route

from schema import settings
from schema.access import gate, staff
from schema.access.gate import Gate
from schema.api import assembled
from schema.console import front, invitation, signin
from schema.database.pool import open_reads, open_writes
from schema.wire import Endpoint

DOORS = 2  # connections for who signs in, each for as long as a password is hashed
PATIENCE = 10  # seconds that one waits for a door

# Opens a connection that may write, for as long as it is entered.
Door = Callable[[], AbstractAsyncContextManager[Connection]]


class State(TypedDict):
    reads: Pool
    writes: Pool
    gate: Gate
    door: Door


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
                "door": door(url),
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


def door(url: str) -> Door:
    """Return what opens the few connections that signing in writes on: it is rare."""
    free = Semaphore(DOORS)

    @asynccontextmanager
    async def opened() -> AsyncIterator[Connection]:
        async with timeout(PATIENCE):
            await free.acquire()
        try:
            conn = await connect(
                url,
                timeout=PATIENCE,
                command_timeout=PATIENCE,
                server_settings={"application_name": "jiaofu", "jit": "off", "timezone": "UTC"},
            )
            try:
                yield conn
            finally:
                await conn.close()
        finally:
            free.release()

    return opened
