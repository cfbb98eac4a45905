"""The sets of variables that a question is asked with in turn, so that no server may remember."""

from dataclasses import dataclass
from typing import Any

from asyncpg import Connection

from bench import truth
from bench.lines import INSTITUTIONS
from bench.questions import LONG_PAGE

MANY = 1_000
SCORES = range(480, 680)  # of 400 to 699

# The lines that pages begin after; of each year and institution no more than fit on one page.
STARTS = """
select line.id
  from unnest($1::int[]) asked, unnest($2::text[]) code
 cross join lateral (select id from quota_line
                      where year = asked and institution_code = code
                      order by id limit 500) line
 where line.id <= $3
 order by line.id
"""


@dataclass(frozen=True)
class Drawn:
    """The variables of each question by its letter, and where the lines they name are found.

    `id` and `after` are numbers of lines: each server has its own ids, and its own cursors. The
    lines that pages begin after are those of `codes` in `years`.
    """

    variables: dict[str, list[dict[str, Any]]]
    codes: list[str]
    years: list[int]


async def drawn(conn: Connection) -> Drawn:
    count: int = await conn.fetchval("select count(*) from quota_line")
    years = await column(conn, "select distinct year from quota_line order by 1")
    codes = await column(conn, "select distinct institution_code from quota_line order by 1")
    few = codes[: institutions_needed(count, len(years))]
    starts = spread(await column(conn, STARTS, years, few, count - LONG_PAGE))
    variables = {
        "S": [{"id": line} for line in spread(list(range(1, count + 1)))],
        "M": [{"after": line} for line in starts],
        "L": [{"after": line} for line in starts],
        "N": [{"counties": 58, "lines": 5}],
        "F": spread([{"year": year, "score": str(score)} for score in SCORES for year in years]),
        "T": [{"code": code} for code in spread(codes)],
        "D": [{"after": line} for line in spread(await column(conn, truth.DEEP))],
    }
    return Drawn(variables, few, years)


async def column(conn: Connection, query: str, *values: object) -> list[Any]:
    return [row[0] for row in await conn.fetch(query, *values)]


def institutions_needed(count: int, years: int) -> int:
    """Return how many institutions' lines are enough of them to choose from."""
    of_a_year = max(1, min(500, count // INSTITUTIONS // years))
    return -(-2 * MANY // of_a_year // years)


def spread(values: list[Any]) -> list[Any]:
    """Return at most MANY of the values, from all of them alike, in an order that jumps about."""
    step = max(1.0, len(values) / MANY)
    some = [values[int(place * step)] for place in range(min(MANY, len(values)))]
    return [each for start in range(7) for each in some[start::7]]
