"""Plans published with a sheet, and a year's samples taken out of sight."""

from collections.abc import Iterable

from asyncpg import Connection

from enrollment import errors
from enrollment.plans.areas import draw_area
from enrollment.plans.drafts import default_title
from enrollment.plans.taking import require_reviewed
from enrollment.types import PlanKind


async def publish(
    conn: Connection, year: int, kind: PlanKind, *, is_sample: bool = False
) -> tuple[int, bool]:
    """Return the id of the year's published plan of `kind`, and whether anything was written.

    The plan is made where there is none. Its area is written once, from the designations valid
    on 1 January of its year: `errors.NoArea` where no county is designated. Samples are refused
    with `errors.SampleExists` in a year that has a real plan: the two never mix.
    """
    async with conn.transaction():
        if is_sample and await has_plans(conn, [year], is_sample=False):
            raise errors.SampleExists(year=year)
        made = await make(conn, year, kind, is_sample=is_sample)
        plan_id: int = await conn.fetchval(
            "select id from special_plan where year = $1 and kind = $2 and is_sample = $3",
            year,
            kind,
            is_sample,
        )
        drawn = await draw_area(conn, plan_id, year, kind)
        shown = await show(conn, plan_id)
    return plan_id, made or drawn or shown


async def make(conn: Connection, year: int, kind: PlanKind, *, is_sample: bool) -> bool:
    """Add the plan as a draft; say whether it was not there."""
    status = await conn.execute(
        """
        insert into special_plan (year, kind, is_sample, title)
        select $1, $2, $3, $4
         where not exists (select from special_plan
                            where year = $1 and kind = $2 and is_sample = $3)
            on conflict do nothing
        """,
        year,
        kind,
        is_sample,
        default_title(year, kind),
    )
    return status != "INSERT 0 0"


async def show(conn: Connection, plan_id: int) -> bool:
    """Publish a plan that the public does not see yet; say whether it was one.

    Its approved source plans come with it, as by the verb: later none could be published. Refused:
    `ReviewsPending`.
    """
    await require_reviewed(conn, plan_id)
    status = await conn.execute(
        """
        update special_plan set state = 'PUBLISHED'
         where id = $1 and state not in ('PUBLISHED', 'CLOSED')
        """,
        plan_id,
    )
    if status == "UPDATE 0":
        return False
    await conn.execute(
        """
        update source_plan set state = 'PUBLISHED'
         where special_plan_id = $1 and state = 'APPROVED'
        """,
        plan_id,
    )
    return True


async def has_plans(
    conn: Connection, years: Iterable[int], *, is_sample: bool | None = None
) -> bool:
    """Say whether a plan of one of the years is there, real and sample alike if not told which."""
    found: bool = await conn.fetchval(
        """
        select exists (select from special_plan
                        where year = any($1::int[])
                          and is_sample = coalesce($2, is_sample))
        """,
        list(years),
        is_sample,
    )
    return found


async def retire_samples(conn: Connection, year: int) -> int:
    """Take the year's sample plans back to draft; return how many special plans that were.

    The public sees published and closed plans only, so sample numbers never stand beside real
    ones in one year.
    """
    async with conn.transaction():
        await conn.execute(
            """
            update source_plan set state = 'DRAFT'
              from special_plan
             where special_plan.id = source_plan.special_plan_id
               and special_plan.year = $1
               and special_plan.is_sample
               and source_plan.state <> 'DRAFT'
            """,
            year,
        )
        status = await conn.execute(
            """
            update special_plan set state = 'DRAFT'
             where year = $1 and is_sample and state <> 'DRAFT'
            """,
            year,
        )
    return int(status.rpartition(" ")[2])
