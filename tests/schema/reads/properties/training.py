"""Demands and agreements of targeted training among the awkward rows, and those that are hidden."""

import asyncpg

HIDDEN_COUNTY = "140221"  # neither the bureau's nor the prefecture's that ask
# In the order of their numbers; an agreement that ended early says why.
STATES = ("SIGNED", "STUDYING", "GRADUATED", "SERVING", "FULFILLED", "BREACHED", "RELEASED")
DEMANDS: tuple[tuple[str, int, str, int, list[str]], ...] = (
    ("141124", 2020, "护士", 12, ["010101", "Z9"]),
    ("141124", 2020, "乡村医生", 12, []),
    ("141124", 2021, "护士", 0, ["010101"]),
    ("141124", 2019, "50%_岗", 3, ["010102"]),
    ("140122", 2020, "护士", 5, ["010102"]),
)


async def fill(url: str) -> None:
    """Write demands, and agreements with every second student who was admitted."""
    conn = await asyncpg.connect(url)
    for demand in DEMANDS:
        await state(conn, *demand)
    await sign(conn, "state = 'PUBLISHED' and not is_sample", share=2)
    await conn.close()


async def hide(conn: asyncpg.Connection, group: str, own: str | None) -> None:
    """Write a demand of a county that nobody of the group sees, unless they see every demand.

    And agreements: on hidden lines of that county, and with other students of lines that are seen,
    where the group doesn't see whose they are.
    """
    if own is None:
        await state(conn, HIDDEN_COUNTY, 2020, "护士", 7, ["010101"])
    await conn.execute(
        """
        insert into plan_area (special_plan_id, county_code)
        select id, $1 from special_plan where kind = 'TARGETED' and recorded_at = now()
        """,
        HIDDEN_COUNTY,
    )
    await conn.execute(
        """
        update quota_line set county_code = $1
         where plan_kind = 'TARGETED' and id % 2 = 0
           and special_plan_id in (select id from special_plan where recorded_at = now())
        """,
        HIDDEN_COUNTY,
    )
    await sign(conn, f"county_code = '{HIDDEN_COUNTY}'", share=1)
    if group == "public" or own is not None:
        seen = "state = 'PUBLISHED' and not is_sample"
        await sign(conn, f"{seen} and institution_code is distinct from '{own}'", share=1)


async def state(
    conn: asyncpg.Connection,
    county: str,
    year: int,
    occupation: str,
    positions: int,
    programmes: list[str],
) -> None:
    await conn.execute(
        """
        insert into training_demand (county_code, year, occupation, positions, programme_codes)
        values ($1, $2, $3, $4, $5)
        """,
        county,
        year,
        occupation,
        positions,
        programmes,
    )


async def sign(conn: asyncpg.Connection, lines: str, share: int) -> None:
    """Sign with one in `share` of those admitted on such lines who have no agreement yet."""
    await conn.execute(
        f"""
        insert into training_agreement (quota_line_id, student, service_years, free_of, subsidy,
                                        document, signed_on, state, reason)
        select line.id, named.student, 5 + number % 2,
               case number % 2 when 0 then array['TUITION'] else '{{}}' end,
               case number % 3 when 0 then null else 0.01 * number end,
               '第' || number % 4 || '号', date '2020-08-20' + number % 3,
               ($1::text[])[1 + (line.id + number) % 7],
               case when (line.id + number) % 7 >= 5 then '因故' end
          from quota_line line
         cross join generate_series(1, admitted) number
         cross join lateral (
               select 'LX-' || lpad((1000 * line.id + number)::text, 8, '0') as student) named
         where plan_kind = 'TARGETED' and number % $2 = 0 and {lines}
           and not exists (select from training_agreement
                            where (quota_line_id, student) = (line.id, named.student))
        """,
        list(STATES),
        share,
    )
