"""The ASGI application: its routes, and the connections it opens for its lifetime."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypedDict

from asyncpg import Pool
from starlette.applications import Starlette
from starlette.routing import Route, WebSocketRoute

from schema import beside, sealing, settings
from schema.access import gate, staff
from schema.access.gate import Gate
from schema.api import assembled
from schema.console import front, invitation, signin
from schema.database.pool import open_listening, open_reads, open_sealing, open_writes
from schema.live.endpoint import Live
from schema.live.feed import Feed
from schema.live.watch import Watch
from schema.wire import Endpoint


class State(TypedDict):
    reads: Pool
    writes: Pool
    gate: Gate
    feed: Feed
    watch: Watch


def create(url: str = settings.DATABASE_URL) -> Starlette:
    """Return the application that reads the database at `url`."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[State]:
        async with (
            open_reads(url, settings.POOL_SIZE, settings.STATEMENT_SECONDS) as reads,
            open_writes(url, settings.POOL_SIZE, settings.STATEMENT_SECONDS) as writes,
            open_sealing(url) as sealer,
        ):
            door = gate.opened()
            feed = Feed(lambda: open_listening(url), reads)
            watch = Watch(door, reads)
            gc.collect()
            gc.freeze()  # the schema stays: to look through it again stops all answers for 50 ms
            async with beside.running(sealing.keep_sealing(sealer), feed.run(), watch.run()):
                yield {
                    "reads": reads,
                    "writes": writes,
                    "gate": door,
                    "feed": feed,
                    "watch": watch,
                }

    endpoint = Endpoint(assembled.assemble())
    return Starlette(
        routes=[
            Route("/graphql", endpoint, methods=["GET", "POST"]),
            WebSocketRoute("/graphql", Live(endpoint)),
            Route("/", front.page),
            Route("/signin", signin.page, methods=["GET", "POST"]),
            Route(staff.LINK, invitation.page, methods=["GET", "POST"]),
        ],
        lifespan=lifespan,
    )
