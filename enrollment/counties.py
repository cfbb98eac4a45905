"""Counties by the codes that they have or had."""

from collections.abc import Iterable

from asyncpg import Connection

LONGEST_CODE = 20  # characters


async def present_codes(conn: Connection, codes: Iterable[str]) -> dict[str, str]:
    """Return today's code of each county, by a code that it has or last had: 140227 is 140215.

    A code that no county ever had is left out.
    """
    rows = await conn.fetch(
        """
        select given.code, coalesce(county.code, former.county_code) as present
          from unnest($1::text[]) given (code)
          left join county using (code)
          left join lateral (select county_code
                               from county_alias
                              where county_alias.code = given.code
                              order by upper(valid) desc nulls first
                              limit 1) former on true
        """,
        list(set(codes)),
    )
    return {row["code"]: row["present"] for row in rows if row["present"] is not None}
