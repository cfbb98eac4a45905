"""A thousand clients hear of a movement within a second, and take little memory."""

import asyncio
import time
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import asyncpg
import orjson
import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from schema.database import embedded
from tests.enrollment.factories import moved
from tests.prove.test_serve import directory, serving

__all__ = ["directory"]

pytestmark = pytest.mark.prove

CLIENTS = 1_000
MOVEMENTS = 20
KILOBYTES = 60  # that one client may take
SUBSCRIBED = "subscription { quotaMoved { id reason legs { nodes { seats } } } }"
LINE = """
select quota_line.id as line, account.id as pool
  from quota_line
  join account on account.special_plan_id = quota_line.special_plan_id and account.kind = 'POOL'
 where seats > admitted
 limit 1
"""


def resident(process: int) -> int:
    """Return the memory of a process in kilobytes."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * 4


async def say(socket: ClientConnection, **message: Any) -> None:
    await socket.send(orjson.dumps(message).decode())


async def subscribed(socket: ClientConnection) -> None:
    """Greet and subscribe, and wait until that is heard: a ping is answered in its turn."""
    await say(socket, type="connection_init")
    await say(socket, type="subscribe", id="1", payload={"query": SUBSCRIBED})
    await say(socket, type="ping")
    while orjson.loads(await socket.recv())["type"] != "pong":
        pass


async def heard(socket: ClientConnection) -> list[tuple[str, float]]:
    """Return the reason of each movement and when it was heard."""
    found = []
    for _ in range(MOVEMENTS):
        message = orjson.loads(await socket.recv())
        found.append((message["payload"]["data"]["quotaMoved"]["reason"], time.monotonic()))
    return found


async def heard_to_the_end(socket: ClientConnection) -> None:
    """Hear what comes; raises ConnectionClosed."""
    while True:
        await socket.recv()


async def listen(process: int, port: int, url: str) -> tuple[float, float]:
    """Return the 99th percentile of the seconds from commit to client, and kilobytes a client."""
    conn = await asyncpg.connect(url)
    row = await conn.fetchrow(LINE)
    assert row is not None
    async with asyncio.timeout(10):  # until the samples are sealed, and told
        while True:
            if await conn.fetchval("select exists (select from sealed_movement)"):
                break
            await asyncio.sleep(0.1)
    async with AsyncExitStack() as stack:
        address = f"ws://127.0.0.1:{port}/graphql"
        options: Any = {"subprotocols": ["graphql-transport-ws"], "compression": None}
        sockets = []
        for number in range(CLIENTS + 10):
            if number == 10:  # what the first ones take is taken once
                before = resident(process)
            sockets.append(await stack.enter_async_context(connect(address, **options)))
            await subscribed(sockets[-1])
        kilobytes = (resident(process) - before) / CLIENTS

        waiting = [asyncio.create_task(heard(socket)) for socket in sockets]
        committed = {}
        for number in range(MOVEMENTS):
            legs = (row["line"], row["pool"], 1), (row["pool"], row["line"], 1)
            await moved(conn, *legs, reason=str(number))
            committed[str(number)] = time.monotonic()
            await asyncio.sleep(0.1)
        found = [told for each in await asyncio.gather(*waiting) for told in each]
    await conn.close()
    late = sorted(when - committed[reason] for reason, when in found)
    assert len(late) == MOVEMENTS * len(sockets)
    return late[len(late) * 99 // 100], kilobytes


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc")
def test_a_thousand_clients_hear_within_a_second_and_take_60_kb_each(directory: Path):
    with serving(directory) as (process, port), embedded.running(directory) as url:
        seconds, kilobytes = asyncio.run(listen(process.pid, port, url))

    assert seconds <= 1, f"{seconds:.2f} s"
    assert kilobytes <= KILOBYTES, f"{kilobytes:.0f} kB"


def test_a_client_that_is_subscribed_keeps_nothing_from_stopping(directory: Path):
    async def until_the_end(port: int, stop: Any) -> int | None:
        address = f"ws://127.0.0.1:{port}/graphql"
        async with connect(address, subprotocols=["graphql-transport-ws"]) as socket:  # type: ignore[list-item]
            await subscribed(socket)
            stop()
            with pytest.raises(ConnectionClosed) as ended:
                await heard_to_the_end(socket)
            return None if ended.value.rcvd is None else ended.value.rcvd.code

    with serving(directory) as (process, port):
        code = asyncio.run(until_the_end(port, process.terminate))
        process.wait(timeout=10)

    assert code == 1012
