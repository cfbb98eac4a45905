"""Rows that a group of roles may not see, beside those that it sees, which stay as they are.

What is public of a plan, its own balances, is kept: seats come to hidden lines from hidden lines.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import asyncpg

from enrollment.actors import PUBLIC, Actor
from schema.reads.bindings.catalogue import BINDINGS, NODES
from tests.schema.reads.properties import people, rows

STRANGERS = ("C140122", "C140123")  # institutions without a source plan
CODES = ("level", "batch", "track", "plan_nature", "plan_category")


@dataclass(frozen=True)
class Group:
    """Actors from whom the same rows are hidden.

    `own` is the institution whose every row they see; plans are `hidden` in these states.
    """

    name: str
    actors: tuple[Actor, ...]
    hidden: tuple[str, ...] = ("DRAFT",)
    own: str | None = None

    def __str__(self) -> str:
        return self.name


GROUPS = (
    Group("public", (PUBLIC,), hidden=("DRAFT", "OPEN")),
    Group("bureaus", (people.COLLEGE, people.CENTRE, people.BUREAU, people.CITY)),
    Group("an_office", (people.OWN_OFFICE, people.OWN_KEY), own=people.OWN),
    Group("another_office", (people.OTHER_OFFICE, people.OTHER_KEY), own=people.OTHER),
)


async def ids(conn: asyncpg.Connection) -> set[str]:
    """Return the id of every object that there is."""
    query = " union all ".join(
        f"select '{name}:' || {BINDINGS[name].key} from {BINDINGS[name].table}" for name in NODES
    )
    return {row[0] for row in await conn.fetch(query)}


async def write(conn: asyncpg.Connection, group: Group) -> None:
    """Write what the group does not see: plans, lines, movements, and what others did."""
    for number, state in enumerate(group.hidden):
        for model, year in (("LOCAL", 2018), ("NATIONAL", 2018), ("TARGETED", 2019)):
            await a_plan(conn, group, model, year + 4 * number, state)
        await a_plan(conn, group, "UNIVERSITY", 2022 + number, state)
    await add_source_plans(conn, group)
    await add_lines(conn, group)
    await add_movements(conn, group)
    await take_back(conn, group)
    await people.hide(conn)


async def a_plan(conn: asyncpg.Connection, group: Group, kind: str, year: int, state: str) -> None:
    """Write a plan like that of the next year, without the lines of the group's own institution."""
    model = await conn.fetchval(
        """
        select id from special_plan
         where kind = $1 and year in (2020, $2 + 1) and not is_sample
         order by year = $2 + 1 desc
         limit 1
        """,
        kind,
        year,
    )
    plan: int = await conn.fetchval(
        """
        insert into special_plan (year, kind, title, state, submission_opens, submission_closes)
        values ($1, $2, '未公布', $3, '2020-03-01 08:00+08', '2020-04-01 00:00+08')
        returning id
        """,
        year,
        kind,
        state,
    )
    await conn.execute(
        "insert into plan_area select $1, county_code, reason, document"
        "  from plan_area where special_plan_id = $2",
        plan,
        model,
    )
    await conn.execute(
        "insert into account (special_plan_id, kind)"
        " select $1, unnest(array['ISSUE', 'POOL', 'WITHDRAWN'])",
        plan,
    )
    for table in CODES:
        await conn.execute(
            f"insert into {table} select $1, code, name_zh from {table} where year = 2020"
            " on conflict do nothing",
            year,
        )
    sources = await conn.fetch(SOURCE_PLANS, plan, state, model, group.own)
    await fill(conn, plan, year, sources)


SOURCE_PLANS = """
    insert into source_plan (special_plan_id, plan_state, institution_code, state)
    select $1, $2, institution_code,
           (array['DRAFT', 'SUBMITTED', 'RETURNED', 'APPROVED'])[1 + id % 4]
      from source_plan
     where special_plan_id = $3 and institution_code is distinct from $4
    returning id, institution_code, $3::bigint as model
"""


async def fill(
    conn: asyncpg.Connection, plan: int, year: int, sources: Sequence[asyncpg.Record]
) -> None:
    """Write lines like those of each institution's model plan; their seats are newly issued."""
    issue = await conn.fetchval(
        "select id from account where special_plan_id = $1 and kind = 'ISSUE'", plan
    )
    for source, institution, model in sources:
        like = await conn.fetchval(
            "select min(id) from quota_line where special_plan_id = $1 and institution_code = $2",
            model,
            institution,
        )
        if like is not None:
            line = await an_account(conn, plan)
            await rows.moved(conn, "ISSUE", None, (issue, line), seats=7)
            await a_line(conn, line, like, source, plan, year, seats=7)
            await rows.admitted(conn, line, 3)


async def an_account(conn: asyncpg.Connection, plan: int) -> int:
    found: int = await conn.fetchval(
        "insert into account (special_plan_id, kind) values ($1, 'LINE') returning id", plan
    )
    return found


LINE = ("special_plan_id", "source_plan_id", "year", "institution_code", "state", "recorded_at")
ALIKE = ", ".join(name for name in rows.COPIED if name not in LINE)


async def a_line(
    conn: asyncpg.Connection, line: int, like: int, source: int, plan: int, year: int, seats: int
) -> None:
    """Write a line like another, of another source plan and year."""
    await conn.execute(
        f"""
        insert into quota_line (id, programme_number, requested_seats, seats, year,
                                special_plan_id, source_plan_id, institution_code, state, {ALIKE})
        select $1, programme_number, $2, $2, $3,
               $4, source_plan.id, source_plan.institution_code, source_plan.state,
               {", ".join(f"quota_line.{name.strip()}" for name in ALIKE.split(","))}
          from quota_line
          join source_plan on source_plan.id = $5
         where quota_line.id = $6
        """,
        line,
        seats,
        year,
        plan,
        source,
        like,
    )


async def add_source_plans(conn: asyncpg.Connection, group: Group) -> None:
    """Add source plans that are not published, with a line each, to the plans that are seen."""
    found = await conn.fetch(
        """
        insert into source_plan (special_plan_id, plan_state, institution_code, state)
        select special_plan.id, special_plan.state, institution,
               (array['DRAFT', 'SUBMITTED', 'RETURNED', 'APPROVED'])
               [1 + (special_plan.id + ascii(right(institution, 1))) % 4]
          from special_plan, unnest($1::text[]) institution
         where special_plan.recorded_at < now()
        returning id, special_plan_id,
                  (select min(id) from quota_line line
                    where line.special_plan_id = source_plan.special_plan_id)
        """,
        STRANGERS,
    )
    for source, plan, like in found:
        year = await conn.fetchval("select year from special_plan where id = $1", plan)
        await a_line(conn, await an_account(conn, plan), like, source, plan, year, seats=0)


async def add_lines(conn: asyncpg.Connection, group: Group) -> None:
    """Add a line to each source plan that was not seen before."""
    found = await conn.fetch(
        """
        select min(id) from quota_line
         where state <> 'PUBLISHED' and recorded_at < now()
           and institution_code is distinct from $1
         group by source_plan_id
        """,
        group.own,
    )
    for (line,) in found:
        await rows.copied(conn, line, "未公布", 0)


async def add_movements(conn: asyncpg.Connection, group: Group) -> None:
    """Move seats where it is not seen; what passes an account that is seen leaves it at once.

    Who moved seats is not told either: so it is somebody else.
    """
    for each in await conn.fetch(PLACES, group.own):
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


async def take_back(conn: asyncpg.Connection, group: Group) -> None:
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
        group.own,
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
