"""The counties that a plan covers, written once as rows."""

from asyncpg import Connection

from enrollment import errors
from enrollment.types import CountyDesignationKind, PlanKind

# Which designations put a county into a plan's area: the 2020 action plan, part two (三) 1.
AREAS = {
    PlanKind.NATIONAL: (CountyDesignationKind.NATIONAL,),
    PlanKind.LOCAL: (CountyDesignationKind.PROVINCIAL,),
    PlanKind.UNIVERSITY: (CountyDesignationKind.NATIONAL, CountyDesignationKind.PROVINCIAL),
    PlanKind.TARGETED: (CountyDesignationKind.TARGETED_TRAINING,),
}


async def draw_area(conn: Connection, plan_id: int, year: int, kind: PlanKind) -> bool:
    """Write the area of a plan that has none; say whether it had none."""
    if await conn.fetchval(
        "select exists (select from plan_area where special_plan_id = $1)", plan_id
    ):
        return False
    status = await conn.execute(
        """
        insert into plan_area (special_plan_id, county_code)
        select distinct $1::bigint, county_code
          from county_designation
         where kind = any($2::text[])
           and valid @> make_date($3, 1, 1)
        """,
        plan_id,
        list(AREAS[kind]),
        year,
    )
    if status == "INSERT 0 0":
        raise errors.NoArea(year=year, kind=kind)
    return True
