"""What the database knows of institutions, programmes, codes, counties and areas."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from asyncpg import Connection

from enrollment.quotas import naming

# (county, designation, first day, first day after): None where open.
Designated = tuple[str, str, date | None, date | None]


@dataclass(frozen=True, slots=True)
class Known:
    """What a sheet is compared with.

    `codes` by table, year and code; `counties` by every code and every name that only one county
    has or had; `areas` by year and kind, of the plans that have one already.
    """

    institutions: Mapping[str, str] = field(default_factory=dict)
    programmes: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[tuple[str, int, str], str] = field(default_factory=dict)
    county_names: Mapping[str, str] = field(default_factory=dict)
    counties: Mapping[str, str] = field(default_factory=dict)
    areas: Mapping[tuple[int, str], frozenset[str]] = field(default_factory=dict)
    designations: Sequence[Designated] = ()


async def read(conn: Connection) -> Known:
    """Return what is known now."""
    county_names = await pairs(conn, "select code, name_zh from division where level = 'COUNTY'")
    return Known(
        institutions=await pairs(conn, "select code, name_zh from institution"),
        programmes=await pairs(conn, "select code, name_zh from programme"),
        codes=await codes(conn),
        county_names=county_names,
        counties=await counties(conn, county_names),
        areas=await areas(conn),
        designations=await designations(conn),
    )


async def pairs(conn: Connection, statement: str) -> dict[str, str]:
    return {row[0]: row[1] for row in await conn.fetch(statement)}


async def codes(conn: Connection) -> dict[tuple[str, int, str], str]:
    rows = await conn.fetch(
        " union all ".join(
            f"select '{table}', year, code, name_zh from {table}" for table in naming.YEARLY_TABLES
        )
    )
    return {(table, year, code): name for table, year, code, name in rows}


async def counties(conn: Connection, names: Mapping[str, str]) -> dict[str, str]:
    """Return the county that each code and each unambiguous name stands for, old ones too."""
    old = await conn.fetch("select code, name_zh, county_code from county_alias")
    named = [(name, code) for code, name in names.items()]
    named += [(name, county) for _, name, county in old]
    times = Counter(name for name, _ in dict.fromkeys(named))
    return {
        **{code: county for code, _, county in old},
        **{name: county for name, county in named if times[name] == 1},
        **{code: code for code in names},
    }


async def areas(conn: Connection) -> dict[tuple[int, str], frozenset[str]]:
    rows = await conn.fetch(
        """
        select plan.year, plan.kind, array_agg(area.county_code)
          from special_plan plan
          join plan_area area on area.special_plan_id = plan.id
         where not plan.is_sample
         group by plan.year, plan.kind
        """
    )
    return {(year, kind): frozenset(counties) for year, kind, counties in rows}


async def designations(conn: Connection) -> list[Designated]:
    rows = await conn.fetch(
        "select county_code, kind, lower(valid), upper(valid) from county_designation"
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]
