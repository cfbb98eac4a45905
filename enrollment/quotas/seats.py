"""Accounts opened, and seats moved between them, for all lines of a publication at once.

`published_line` is a publication's temporary table: line, plan, and the seats it differs by.
"""

from datetime import date

from asyncpg import Connection

from enrollment.types import MovementKind


async def open_accounts(conn: Connection) -> None:
    """Open the accounts of the plans and lines of `published_line` that have none yet."""
    await conn.execute(
        """
        insert into account (special_plan_id, kind)
        select plan.id, kind
          from (select distinct special_plan_id as id from published_line) plan
         cross join unnest(array['ISSUE', 'POOL', 'WITHDRAWN']) kind
         where not exists (select from account
                            where account.special_plan_id = plan.id and account.kind = kind)
         order by plan.id, kind
        """
    )
    await conn.execute(
        """
        insert into account (id, special_plan_id, kind) overriding system value
        select id, special_plan_id, 'LINE'
          from published_line
         where is_new
         order by number
        """
    )


async def replan(conn: Connection) -> None:
    """Make this session forget plans for few accounts.

    A foreign key's check keeps its plan: made while there were few accounts, it would read all
    of them for each of many new lines.
    """
    await conn.execute("analyze account, source_plan")


async def move(
    conn: Connection,
    kind: MovementKind,
    *,
    actor: str,
    reason: str,
    document_number: str,
    effective_on: date,
) -> int | None:
    """Return the movement by which every line of `published_line` gets its difference.

    More seats go from the plan's issue over its pool to the line, fewer the same way back: one
    leg a plan and one leg a line. None where no line differs.
    """
    if not await conn.fetchval("select exists (select from published_line where difference <> 0)"):
        return None
    movement_id: int = await conn.fetchval(
        """
        insert into movement (kind, reason, actor, document_number, effective_on)
        values ($1, $2, $3, $4, $5)
        returning id
        """,
        kind,
        reason,
        actor,
        document_number,
        effective_on,
    )
    await conn.execute(
        """
        with plan as (
            select line.special_plan_id as id, issue.id as issue, pool.id as pool,
                   sum(line.difference)  filter (where line.difference > 0) as more,
                   sum(-line.difference) filter (where line.difference < 0) as fewer
              from published_line line
              join account issue on issue.special_plan_id = line.special_plan_id
                                and issue.kind = 'ISSUE'
              join account pool  on pool.special_plan_id  = line.special_plan_id
                                and pool.kind  = 'POOL'
             group by line.special_plan_id, issue.id, pool.id
        ), step (place, subject, from_account, to_account, seats) as (
            select 1, id, issue, pool, more from plan where more > 0
            union all
            select 2, line.number, plan.pool, line.id, line.difference
              from published_line line join plan on plan.id = line.special_plan_id
             where line.difference > 0
            union all
            select 3, line.number, line.id, plan.pool, -line.difference
              from published_line line join plan on plan.id = line.special_plan_id
             where line.difference < 0
            union all
            select 4, id, pool, issue, fewer from plan where fewer > 0
        )
        insert into leg (movement_id, number, from_account, to_account, seats)
        select $1, row_number() over (order by place, subject), from_account, to_account, seats
          from step
        """,
        movement_id,
    )
    return movement_id
