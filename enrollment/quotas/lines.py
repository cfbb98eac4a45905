"""Quota lines: what a sheet says of one, and the writing of many in sets.

`sheet_line` holds the lines of a sheet, `number` being a line's place in it; `published_line`
holds what each is in the database: its id, whether it is new, by how many seats it differs.
Both are temporary tables of one publication.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from decimal import Decimal
from operator import attrgetter

import orjson
from asyncpg import Connection

from enrollment import errors
from enrollment.types import PlanKind, SourcePlanState

SLICE = 10_000  # lines written between two reports of progress


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Seats of one programme at one institution, and all that tells them from other lines."""

    year: int
    plan_kind: PlanKind
    institution_code: str
    institution: str
    programme_code: str
    programme: str
    level_code: str
    level: str
    batch_code: str
    batch: str
    track_code: str
    track: str
    plan_nature_code: str
    plan_nature: str
    plan_category_code: str | None = None
    plan_category: str | None = None
    county_code: str | None = None
    record_id: str | None = None
    institution_number: str | None = None
    programme_number: str | None = None
    provincial_programme_number: str | None = None
    direction: str | None = None
    programmes_contained: str | None = None
    foreign_language: str | None = None
    oral_test: str | None = None
    subject_requirement: str | None = None
    campus: str | None = None
    pathway: str | None = None
    years: Decimal | None = None
    tuition: Decimal | None = None
    remarks: str | None = None
    seats: int
    other: Mapping[str, object] = field(default_factory=dict)


COLUMNS = tuple(each.name for each in fields(Line) if each.name != "other")
# The columns of `quota_line` that a sheet fills: names of institutions and programmes stand in
# tables of their own, seats are moved by the ledger.
KEPT = (
    *(name for name in COLUMNS if name not in ("institution", "programme", "seats")),
    "other",
)


async def stage(
    conn: Connection, lines: Sequence[Line], ids: Sequence[int | None] | None = None
) -> None:
    """Copy the lines to `sheet_line`; a line that is there twice is refused.

    `ids`: which lines of the database they are, where that is known.
    """
    await conn.execute(
        """
        create temporary table sheet_line (like quota_line including generated) on commit drop;
        alter table sheet_line
            drop id, drop account_kind, drop special_plan_id, drop is_sample, drop source_plan_id,
            drop state, drop requested_seats, drop admitted, drop enrolled, drop version,
            drop recorded_at, drop recorded_xid,
            add number int primary key, add line_id bigint,
            add institution text not null, add programme text not null
        """
    )
    await conn.copy_records_to_table(
        "sheet_line",
        records=rows(lines, ids or [None] * len(lines)),
        columns=["number", "line_id", "other", *COLUMNS],
    )
    await conn.execute(
        """
        alter table sheet_line add constraint quota_line_identity
            unique (year, plan_kind, institution_code, identity);
        analyze sheet_line
        """
    )


def rows(lines: Sequence[Line], ids: Sequence[int | None]) -> Iterator[tuple[object, ...]]:
    columns = attrgetter(*COLUMNS)
    for number, (line, line_id) in enumerate(zip(lines, ids, strict=True), 1):
        yield number, line_id, orjson.dumps(line.other).decode(), *columns(line)


# Columns that tell lines apart where no record id does; as `identity` in the database has them.
IDENTIFYING = (
    *("programme_code", "level_code", "batch_code", "track_code", "plan_nature_code"),
    *("plan_category_code", "county_code", "institution_number", "programme_number"),
    *("provincial_programme_number", "direction", "programmes_contained", "foreign_language"),
    *("oral_test", "subject_requirement", "campus", "pathway"),
)


async def refuse_twins(conn: Connection, *, is_written: bool = False) -> None:
    """Refuse a new line that is there already but for its record id: it would count twice.

    Once all lines are written, each of them is held against the others.
    """
    judged = "true" if is_written else "published_line.is_new"
    same = "\n           and ".join(
        f"quota_line.{name} is not distinct from sheet_line.{name}" for name in IDENTIFYING
    )
    twin = await conn.fetchrow(
        f"""
        select quota_line.institution_code, quota_line.programme_code
          from published_line
          join sheet_line using (number)
          join quota_line on quota_line.source_plan_id = published_line.source_plan_id
                         and quota_line.programme_code = sheet_line.programme_code
         where {judged}
           and (quota_line.record_id is null) <> (sheet_line.record_id is null)
           and {same}
         order by number
         limit 1
        """
    )
    if twin is not None:
        raise errors.RecordIdMissing(institution=twin[0], programme=twin[1])


async def refuse_twins_in_sheet(conn: Connection) -> None:
    """Refuse a sheet that holds one line with its record id and without: it would count twice."""
    same = "\n           and ".join(
        f"numbered.{name} is not distinct from bare.{name}" for name in IDENTIFYING
    )
    twin = await conn.fetchrow(
        f"""
        select bare.institution_code, bare.programme_code
          from sheet_line bare
          join sheet_line numbered using (year, plan_kind, institution_code, programme_code)
         where bare.record_id is null
           and numbered.record_id is not null
           and {same}
         order by bare.number
         limit 1
        """
    )
    if twin is not None:
        raise errors.RecordIdMissing(institution=twin[0], programme=twin[1])


async def match(conn: Connection, *, is_sample: bool, is_request: bool = False) -> tuple[int, int]:
    """Find the lines that are there, number the others; return how many are new and changed.

    A request changes the seats asked for, not those that a line has. Whoever names lines by their
    ids may give one another identity, and the old identity to a new line in the same request.
    """
    wanted, there = "sheet_line.seats", "quota_line.requested_seats"
    is_free = "quota_line.id not in (select line_id from sheet_line where line_id is not null)"
    if not is_request:
        is_free = "true"
        wanted, there = f"{wanted}, sheet_line.seats", f"{there}, quota_line.seats"
    theirs, ours = (
        ", ".join(f"{table}.{name}" for name in KEPT) for table in ("sheet_line", "quota_line")
    )
    await conn.execute(
        f"""
        create temporary table published_line on commit drop as
        select sheet_line.number,
               coalesce(quota_line.id, nextval('account_id_seq')) as id,
               quota_line.id is null as is_new,
               source_plan.special_plan_id,
               source_plan.id as source_plan_id,
               sheet_line.seats - coalesce(quota_line.seats, 0) as difference,
               ({theirs}, {wanted}) is distinct from ({ours}, {there}) as is_changed
          from sheet_line
          join special_plan on special_plan.year      = sheet_line.year
                           and special_plan.kind      = sheet_line.plan_kind
                           and special_plan.is_sample = {is_sample}
          join source_plan  on source_plan.special_plan_id  = special_plan.id
                           and source_plan.institution_code = sheet_line.institution_code
          left join quota_line on quota_line.source_plan_id = source_plan.id
                              and (quota_line.id = sheet_line.line_id
                                   or sheet_line.line_id is null
                                  and quota_line.identity = sheet_line.identity
                                  and {is_free})
         order by sheet_line.number
        """
    )
    await conn.execute("alter table published_line add primary key (number)")
    await conn.execute("analyze published_line")
    row = await conn.fetchrow(
        """
        select count(*) filter (where is_new), count(*) filter (where is_changed and not is_new)
          from published_line
        """
    )
    assert row is not None
    return row[0], row[1]


async def left(conn: Connection) -> int:
    """Count the lines of the sheet's source plans that the sheet doesn't name."""
    found: int = await conn.fetchval(
        """
        select count(*)
          from quota_line
         where source_plan_id in (select source_plan_id from published_line)
           and id not in (select id from published_line)
        """
    )
    return found


async def take(conn: Connection) -> None:
    """Lock the lines that change, in the order of all verbs."""
    await conn.execute(
        """
        select
          from quota_line
         where id in (select id from published_line where is_changed and not is_new)
         order by id
           for no key update
        """
    )


async def describe(conn: Connection) -> None:
    """Write what the sheet says anew of lines that are there."""
    values = ",\n                   ".join(f"{name} = sheet_line.{name}" for name in KEPT)
    await conn.execute(
        f"""
        update quota_line
               set {values},
                   requested_seats = sheet_line.seats
              from published_line
              join sheet_line using (number)
             where quota_line.id = published_line.id
               and published_line.is_changed
               and not published_line.is_new
        """
    )


async def add(
    conn: Connection,
    *,
    is_sample: bool,
    report: Callable[[int], None],
    state: SourcePlanState = SourcePlanState.PUBLISHED,
) -> None:
    """Write the new lines in slices, on accounts that hold their seats already.

    Lines that are not published only ask for seats.
    """
    held = "seats" if state is SourcePlanState.PUBLISHED else "0"
    columns = ", ".join(KEPT)
    last: int = await conn.fetchval("select coalesce(max(number), 0) from published_line")
    for start in range(1, last + 1, SLICE):
        await conn.execute(
            f"""
            insert into quota_line (id, special_plan_id, source_plan_id, is_sample, state,
                                    requested_seats, seats, {columns})
            select id, special_plan_id, source_plan_id, $3, $4, seats, {held}, {columns}
              from published_line
              join sheet_line using (number)
             where is_new
               and published_line.number between $1 and $2
               and sheet_line.number between $1 and $2
             order by number
            """,
            start,
            start + SLICE - 1,
            is_sample,
            state,
        )
        report(min(SLICE, last + 1 - start))
