"""Rows that a group of roles may not see, beside those that it sees, which stay as they are.

What is public of a plan, its own balances, is kept: seats come to hidden lines from hidden lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import asyncpg

from enrollment.actors import PUBLIC, Actor
from schema.reads.bindings.catalogue import BINDINGS, NODES
from tests.schema.reads.properties import hidden_movements, people, rows, training

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
    await add_reviews(conn, group)
    await hidden_movements.write(conn, group.own)
    await training.hide(conn, group.name, group.own)
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
    insert into source_plan (special_plan_id, plan_state, institution_code, submitted_by,
                             approved_by, state)
    select $1, $2, institution_code, 'staff:5', 'staff:1',
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


async def add_reviews(conn: asyncpg.Connection, group: Group) -> None:
    """Let something be said about every source plan but the group's own."""
    await conn.execute(
        """
        insert into source_plan_review (source_plan_id, step, text, actor, role)
        select id, 'COMMENT', '学费请按备案填写', 'staff:1', 'PROVINCE'
          from source_plan
         where institution_code is distinct from $1
         order by id
        """,
        group.own,
    )


async def add_source_plans(conn: asyncpg.Connection, group: Group) -> None:
    """Add source plans that are not published, with a line each, to the plans that are seen."""
    found = await conn.fetch(
        """
        insert into source_plan (special_plan_id, plan_state, institution_code, submitted_by,
                                 approved_by, state)
        select special_plan.id, special_plan.state, institution, 'staff:5', 'staff:1',
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
