"""Institutions, programmes and yearly codes that a sheet names and nobody knew: added with it.

Each function reads the temporary table `sheet_line` of a publication. What is known keeps its
registered name; rows are added in code order, so that two publications can't wait on each other.
"""

from dataclasses import dataclass

from asyncpg import Connection

from enrollment.types import Standing

YEARLY_TABLES = ("level", "batch", "track", "plan_nature", "plan_category")


@dataclass(frozen=True, slots=True)
class Named:
    """An institution or a programme, by its code and name."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class NamedCode:
    """A code of one of the yearly tables: level, batch, track, plan_nature, plan_category."""

    table: str
    year: int
    code: str
    name: str


async def add_institutions(
    conn: Connection, *, source: str, standing: Standing
) -> tuple[Named, ...]:
    """Return the institutions that were added; one with an undergraduate line is a university."""
    rows = await conn.fetch(
        """
        insert into institution (code, ministry_code, name_zh, kind, level, source, standing)
        select institution_code,
               substring(institution_code from '^[0-9]{5}$'),
               min(institution),
               case when bool_or(level = '本科') then 'UNIVERSITY'
                    else 'HIGHER_VOCATIONAL_COLLEGE' end,
               case when bool_or(level = '本科') then '本科' else min(level) end,
               $1, $2
          from sheet_line
         where not exists (select from institution
                            where institution.code = sheet_line.institution_code)
         group by institution_code
         order by institution_code
            on conflict (code) do nothing
        returning code, name_zh
        """,
        source,
        standing,
    )
    return tuple(Named(*row) for row in rows)


async def add_programmes(conn: Connection, *, source: str, standing: Standing) -> tuple[Named, ...]:
    """Return the programmes that were added."""
    rows = await conn.fetch(
        """
        insert into programme (code, name_zh, level, source, standing)
        select programme_code, min(programme), min(level), $1, $2
          from sheet_line
         where not exists (select from programme
                            where programme.code = sheet_line.programme_code)
         group by programme_code
         order by programme_code
            on conflict (code) do nothing
        returning code, name_zh
        """,
        source,
        standing,
    )
    return tuple(Named(*row) for row in rows)


async def add_codes(conn: Connection) -> tuple[NamedCode, ...]:
    """Return the yearly codes that were added, table by table."""
    added: list[NamedCode] = []
    for table in YEARLY_TABLES:
        rows = await conn.fetch(
            f"""
            insert into {table} (year, code, name_zh)
            select year, {table}_code, min({table})
              from sheet_line
             where {table}_code is not null
             group by year, {table}_code
             order by year, {table}_code
                on conflict (year, code) do nothing
            returning year, code, name_zh
            """
        )
        added.extend(NamedCode(table, *row) for row in rows)
    return tuple(added)
