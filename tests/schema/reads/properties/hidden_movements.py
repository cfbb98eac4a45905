"""Movements that are not seen, or not whole, and balances that they change where none is told."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import asyncpg

from tests.schema.reads.properties import rows


async def write(conn: asyncpg.Connection, own: str | None) -> None:
    """Write them between lines of all institutions but `own`."""
    await add_movements(conn, own)
    await take_back(conn, own)


async def add_movements(conn: asyncpg.Connection, own: str | None) -> None:
    """Move seats where it is not seen; what passes an account that is seen leaves it at once.

    Who moved seats is not told either: so it is somebody else.
    """
    for each in await conn.fetch(PLACES, own):
        seen, pool, one, two = (each[name] for name in ("seen", "pool", "one", "two"))
        between = ((one, two), (two, one))
        past = ((seen, one), (one, seen), (pool, two), (two, pool))
        for legs in (between, past[:2], past[2:]):
            await rows.moved(conn, "TRANSFER", None, *legs)
        if each["reversed"] is not None:
            await rows.moved(conn, "REVERSE", each["reversed"], *past)
        if each["giver"] is not None:
            await rows.moved(conn, "TRANSFER", None, (each["giver"], one))
            await rows.admitted(conn, one, 1)
        for movement in each["movements"]:
            await add_legs(conn, movement, (*between, *past))
    async with unwatched(conn):
        await conn.execute("update movement set actor = 'staff:' || id % 3")


# Of each plan, a line that is seen, two that are not, one that can give a seat unseen; movements
# that are seen by other legs, and one of them that was not reversed.
PLACES = """
    select special_plan.id,
           min(line.id) filter (where line.state = 'PUBLISHED') as seen,
           min(line.id) filter (where line.institution_code like 'C%') as one,
           max(line.id) filter (where line.institution_code like 'C%') as two,
           min(line.id) filter (where line.state <> 'PUBLISHED'
                                  and line.seats > line.admitted
                                  and line.institution_code is distinct from $1) as giver,
           (select id from account
             where account.special_plan_id = special_plan.id and kind = 'POOL') as pool,
           moved.movements,
           (select max(id) from movement
             where id = any(moved.movements) and kind in ('TRANSFER', 'WITHDRAW')
               and id not in (select reverses_id from movement
                               where reverses_id is not null)) as reversed
      from special_plan
      join quota_line line on line.special_plan_id = special_plan.id
     cross join lateral (
           select array_agg(distinct movement_id order by movement_id desc) as movements
             from leg
             join account giver on giver.id = from_account
             join account taker on taker.id = to_account
             left join quota_line given on given.id = from_account
             left join quota_line taken on taken.id = to_account
            where giver.special_plan_id = special_plan.id
              and coalesce(given.state, 'PUBLISHED') = 'PUBLISHED'
              and coalesce(taken.state, 'PUBLISHED') = 'PUBLISHED') moved
     where special_plan.state in ('PUBLISHED', 'CLOSED')
     group by special_plan.id, moved.movements
     order by special_plan.id
"""


async def take_back(conn: asyncpg.Connection, own: str | None) -> None:
    """Take seats from lines of plans that are not published: what is left is not told either."""
    for giver, pool, withdrawn in await conn.fetch(
        """
        select min(line.id), min(pool.id), min(withdrawn.id)
          from special_plan
          join quota_line line on line.special_plan_id = special_plan.id
          join account pool on pool.special_plan_id = special_plan.id and pool.kind = 'POOL'
          join account withdrawn on withdrawn.special_plan_id = special_plan.id
                                and withdrawn.kind = 'WITHDRAWN'
         where special_plan.state = 'OPEN' and line.seats > line.admitted + 1
           and line.institution_code is distinct from $1
         group by special_plan.id
         order by special_plan.id
        """,
        own,
    ):
        await rows.moved(conn, "TRANSFER", None, (giver, pool), (giver, withdrawn))


async def add_legs(
    conn: asyncpg.Connection, movement: int, legs: Sequence[tuple[int, int]]
) -> None:
    """Give a movement legs that it could have been written with; they leave no balance changed."""
    async with unwatched(conn):
        await conn.execute(
            """
            insert into leg (movement_id, number, from_account, to_account, seats)
            select $1, 1000 + number, giver, taker, 1
              from unnest($2::bigint[], $3::bigint[]) with ordinality leg (giver, taker, number)
                on conflict do nothing
            """,
            movement,
            *(list(side) for side in zip(*legs, strict=True)),
        )


@asynccontextmanager
async def unwatched(conn: asyncpg.Connection) -> AsyncIterator[None]:
    """Let what is inside pass without triggers: movements are never changed otherwise."""
    await conn.execute("set local session_replication_role = replica")
    yield
    await conn.execute("set local session_replication_role = origin")
