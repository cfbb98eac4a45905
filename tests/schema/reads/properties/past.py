"""A database with a past: writes of all sorts, interleaved, and seals taken while they run.

At each seal a connection keeps the snapshot that it was taken of, so what was read then can still
be read, by any question.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

import asyncpg
from asyncpg.transaction import Transaction

from schema.database.pool import ready
from tests.schema import sealed as seals
from tests.schema.reads.properties.rows import copied, moved

FIRST = datetime(2020, 7, 1, tzinfo=UTC)
SEALS = 4
STEPS = 60  # between two seals
WRITERS = 3
SETTINGS = {"timezone": "UTC", "lock_timeout": "20ms"}

# What the database refuses, and who waits for another: another step is tried.
REFUSED = (asyncpg.IntegrityConstraintViolationError, asyncpg.LockNotAvailableError)


@dataclass(frozen=True)
class Sealed:
    """A sealed instant, and a connection that sees what stood then."""

    at: datetime
    then: asyncpg.Connection


@dataclass
class Writer:
    """A connection, and the transaction that it is in."""

    conn: asyncpg.Connection
    transaction: Transaction | None = None

    async def step(self, random: Random) -> None:
        if self.transaction is None:
            self.transaction = self.conn.transaction()
            await self.transaction.start()
        try:
            async with self.conn.transaction():
                await random.choice(WRITES)(self.conn, random)
        except REFUSED:
            pass
        if random.random() < 0.3:
            await self.end(random)

    async def end(self, random: Random) -> None:
        if self.transaction is not None:
            rolls_back = random.random() < 0.2
            await (self.transaction.rollback if rolls_back else self.transaction.commit)()
        self.transaction = None


@asynccontextmanager
async def lived(url: str) -> AsyncIterator[list[Sealed]]:
    """Let a database that is filled have a past; yield its sealed instants."""
    random = Random(20260701)
    async with AsyncExitStack() as stack:
        writers = [Writer(await connected(stack, url)) for _ in range(WRITERS)]
        clerk = await connected(stack, url)
        found = []
        for number in range(SEALS):
            for _ in range(STEPS):
                await random.choice(writers).step(random)
            conn = await connected(stack, url)
            found.append(await sealed(clerk, conn, FIRST + timedelta(minutes=number)))
        for _ in range(STEPS):
            await random.choice(writers).step(random)
        for writer in writers:
            await writer.end(random)
        await clerk.execute("analyze")
        yield found


async def connected(stack: AsyncExitStack, url: str) -> asyncpg.Connection:
    conn = await asyncpg.connect(url, server_settings=SETTINGS)
    stack.push_async_callback(conn.close)
    await ready(conn)
    await conn.execute("select setseed(0.5)")
    return conn


async def sealed(clerk: asyncpg.Connection, conn: asyncpg.Connection, at: datetime) -> Sealed:
    """Seal what `conn` sees, which sees it from now on."""
    await conn.execute("begin isolation level repeatable read read only")
    await seals.write(clerk, at, await seals.snapshot(conn))
    return Sealed(at, conn)


async def some(conn: asyncpg.Connection, query: str) -> asyncpg.Record:
    row = await conn.fetchrow(f"{query} order by random() limit 1")
    if row is None:
        raise asyncpg.LockNotAvailableError("there is none")
    return row


async def move(conn: asyncpg.Connection, random: Random) -> None:
    """Move seats between any two accounts of a plan."""
    pair = await some(
        conn,
        """
        select giver.id as giver, taker.id as taker
          from account giver join account taker using (special_plan_id)
         where giver.id <> taker.id
           and (giver.kind <> 'LINE' or giver.id in (select id from quota_line))
           and (taker.kind <> 'LINE' or taker.id in (select id from quota_line))
        """,
    )
    seats = random.choice((1, 1, 2))
    await moved(conn, "TRANSFER", None, (pair["giver"], pair["taker"]), seats=seats)


async def give_back(conn: asyncpg.Connection, random: Random) -> None:
    """Reverse a movement, if the seats are still there."""
    first = await some(
        conn,
        """
        select movement_id, from_account, to_account, seats from leg
         where movement_id not in (select reverses_id from movement where reverses_id is not null)
           and (to_account in (select id from quota_line)
                and from_account in (select id from quota_line))
        """,
    )
    way = first["to_account"], first["from_account"]
    await moved(conn, "REVERSE", first["movement_id"], way, seats=first["seats"])


async def admit(conn: asyncpg.Connection, random: Random) -> None:
    await conn.execute(
        """
        insert into admission (quota_line_id, round, applied, filed, admitted, enrolled)
        select id, 1 + (select count(*) from admission where quota_line_id = quota_line.id), 1, 1,
               1, 1
          from quota_line where seats > admitted order by random() limit 1
        """
    )


async def enrol_fewer(conn: asyncpg.Connection, random: Random) -> None:
    await conn.execute(
        """
        update admission set enrolled = enrolled - 1
         where id = (select id from admission a
                      where enrolled > 0 and not exists (select from admission b
                                                          where b.quota_line_id = a.quota_line_id
                                                            and b.id <> a.id)
                      order by random() limit 1)
        """
    )


async def dismiss(conn: asyncpg.Connection, random: Random) -> None:
    line = (await some(conn, "select quota_line_id from admission"))[0]
    await conn.execute("delete from admission where quota_line_id = $1", line)


async def ask_for(conn: asyncpg.Connection, random: Random) -> None:
    line = (await some(conn, "select id from quota_line"))[0]
    changed = random.choice(("requested_seats = requested_seats + 1", "remarks = 'changed'"))
    await conn.execute(f"update quota_line set {changed} where id = $1", line)


async def review(conn: asyncpg.Connection, random: Random) -> None:
    plan = (await some(conn, "select id from source_plan"))[0]
    state = random.choice(("DRAFT", "RETURNED", "PUBLISHED"))
    await conn.execute("update source_plan set state = $2 where id = $1", plan, state)


async def close(conn: asyncpg.Connection, random: Random) -> None:
    plan = (await some(conn, "select id from special_plan"))[0]
    change = random.choice(
        (
            "state = case state when 'PUBLISHED' then 'CLOSED' when 'OPEN' then 'PUBLISHED'"
            " else state end",
            "title = title || '。'",
        )
    )
    await conn.execute(f"update special_plan set {change} where id = $1", plan)


async def widen(conn: asyncpg.Connection, random: Random) -> None:
    await conn.execute(
        """
        insert into plan_area (special_plan_id, county_code, reason, document)
        select special_plan.id, code, 'exception', '晋教〔2020〕9号'
          from special_plan, county
         where not exists (select from plan_area
                            where special_plan_id = special_plan.id and county_code = code)
         order by random() limit 1
        """
    )


async def add(conn: asyncpg.Connection, random: Random) -> None:
    line = (await some(conn, "select id from quota_line"))[0]
    await copied(conn, line, f"new {random.random()}", random.choice((0, 2)))


async def remove(conn: asyncpg.Connection, random: Random) -> None:
    line = (await some(conn, "select id from quota_line where seats = 0"))[0]
    await conn.execute("delete from admission where quota_line_id = $1", line)
    await conn.execute("delete from quota_line where id = $1", line)


WRITES: tuple[Callable[[asyncpg.Connection, Random], Awaitable[None]], ...] = (
    *(move, move, move, give_back),
    *(admit, admit, enrol_fewer, dismiss),
    *(ask_for, review, close, widen, add, remove),
)
