"""A ledger whose movements are told, and clients that are told of them.

live       the application's part, over a database of its own
Client     a connection as a WebSocket client would have it, by ASGI
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import asyncpg
import orjson
import pytest

from enrollment.ledger import seals
from schema import beside
from schema.access.gate import Gate
from schema.database.pool import open_listening, open_reads
from schema.live.endpoint import Live
from schema.live.feed import Feed
from schema.live.watch import Watch
from schema.wire import Endpoint
from tests.conftest import create, execute, named
from tests.enrollment import factories
from tests.enrollment.factories import Plan, moved

MOVED = "subscription { quotaMoved { id kind reason } }"
SOON = 5.0


class Client:
    """One connection: what it says is heard, what it is told is kept until it is read."""

    def __init__(self, protocols: list[str]) -> None:
        self.protocols = protocols
        self.said: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.told: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.reads = asyncio.Event()
        self.reads.set()
        self.is_broken = False
        self.said.put_nowait({"type": "websocket.connect"})

    async def send(self, message: Any) -> None:
        """Take what the service sends, if it reads at all; then nothing more once it is closed."""
        await self.reads.wait()
        if self.is_broken:
            raise BrokenPipeError
        self.told.put_nowait(message)
        if message["type"] == "websocket.close":
            self.said.put_nowait({"type": "websocket.disconnect", "code": message["code"]})

    def say(self, **message: Any) -> None:
        self.say_text(orjson.dumps(message).decode())

    def say_text(self, text: str) -> None:
        self.said.put_nowait({"type": "websocket.receive", "text": text})

    def subscribe(self, query: str = MOVED, id: str = "1", **variables: Any) -> None:
        self.say(type="subscribe", id=id, payload={"query": query, "variables": variables})

    async def next(self) -> Any:
        """Return what it is told next: a message, or the code and reason of the end."""
        async with asyncio.timeout(SOON):
            message = await self.told.get()
        if message["type"] == "websocket.close":
            return message["code"], message["reason"]
        return orjson.loads(message["text"])

    async def reasons(self, count: int) -> list[str]:
        """Return the reasons of the next movements."""
        return [
            (await self.next())["payload"]["data"]["quotaMoved"]["reason"] for _ in range(count)
        ]

    async def pause(self) -> None:
        """Wait until all that was said is heard: a ping is answered in its turn."""
        self.say(type="ping")
        assert (await self.next())["type"] == "pong"


@dataclass
class Service:
    """The feed and its endpoint over one database, and the plan whose seats are moved."""

    state: dict[str, Any]
    live: Live
    feed: Feed
    watch: Watch
    conn: asyncpg.Connection
    plan: Plan

    @asynccontextmanager
    async def client(
        self,
        *,
        greets: bool = True,
        token: str = "",
        protocol: str = "graphql-transport-ws",
        headers: Mapping[str, str] | None = None,
    ) -> AsyncIterator[Client]:
        client = Client([protocol])
        scope = {
            "type": "websocket",
            "path": "/graphql",
            "headers": [(name.encode(), value.encode()) for name, value in (headers or {}).items()],
            "subprotocols": client.protocols,
            "state": self.state,
        }
        running = asyncio.create_task(self.live(scope, client.said.get, client.send))
        try:
            accepted = await client.told.get()
            assert accepted["type"] == "websocket.accept"
            if greets:
                payload = {"authorization": f"Bearer {token}"} if token else {}
                client.say(type="connection_init", payload=payload)
                assert await client.next() == {"type": "connection_ack"}
            yield client
        finally:
            client.reads.set()
            client.said.put_nowait({"type": "websocket.disconnect", "code": 1000})
            async with asyncio.timeout(SOON):
                await running

    async def move(self, *reasons: str) -> list[int]:
        """Move a seat for each reason, there and back, and seal what was moved; it is told then."""
        line, pool = self.plan.line, self.plan.pool
        made = [
            await moved(self.conn, (line, pool, 1), (pool, line, 1), reason=reason)
            for reason in reasons
        ]
        sealed = await seals.seal(self.conn)
        assert sealed is not None
        await until(lambda: (self.feed.handled or 0) >= sealed.id)
        return made


@pytest.fixture(scope="module")
async def url(server: str, template: str) -> AsyncIterator[str]:
    """The URL of a database that a module's tests share: what they move, they move back."""
    name = f"live_{uuid4().hex[:8]}"
    await create(server, name, template)
    yield named(server, name)
    await execute(server, f"drop database {name} with (force)")


@pytest.fixture(scope="module")
async def live(url: str, endpoint: Endpoint, gate: Gate) -> AsyncIterator[Service]:
    conn = await asyncpg.connect(url)
    plan = await factories.a_plan(conn)
    await seals.seal(conn)
    async with open_reads(url, 4, 10) as reads:
        feed, watch = Feed(lambda: open_listening(url), reads), Watch(gate, reads)
        state = {"reads": reads, "gate": gate, "feed": feed, "watch": watch}
        async with beside.running(feed.run()):
            await until(lambda: feed.handled is not None)
            yield Service(state, Live(endpoint), feed, watch, conn, plan)
    await conn.close()


async def until(claim: Callable[[], bool]) -> None:
    async with asyncio.timeout(SOON):
        while True:
            if claim():
                return
            await asyncio.sleep(0.01)
