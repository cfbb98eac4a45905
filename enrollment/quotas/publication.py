"""The publication of a sheet: its lines as they are to be, in one movement of seats."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from asyncpg import Connection

from enrollment import errors, plans, record
from enrollment.actors import Actor
from enrollment.quotas import lines, naming, seats
from enrollment.types import MovementKind, PlanKind, Standing

MANY = 1_000  # new lines for which a bad plan costs more than a new one


@dataclass(frozen=True, slots=True)
class PlanSeats:
    """The seats on the lines of a year's plan before and after a publication."""

    year: int
    kind: PlanKind
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Publication:
    """What a publication did; without a movement no seats moved.

    `left` counts the lines of the sheet's source plans that the sheet doesn't name: they stay as
    they are. `retired` are the years whose sample plans went out of sight.
    """

    movement_id: int | None
    added: int
    changed: int
    left: int
    retired: tuple[int, ...]
    new_institutions: tuple[naming.Named, ...]
    new_programmes: tuple[naming.Named, ...]
    new_codes: tuple[naming.NamedCode, ...]
    seats: tuple[PlanSeats, ...]


async def publish(
    conn: Connection,
    sheet: Sequence[lines.Line],
    *,
    actor: Actor,
    reason: str,
    document_number: str,
    effective_on: date,
    is_sample: bool = False,
    progress: Callable[[int], None] | None = None,
) -> Publication:
    """Return what was written so that the published quotas are as the sheet says, all or nothing.

    A line that is there (same plan, institution and identity) gets the sheet's seats and
    description; a line that the sheet doesn't name stays. The same sheet again writes nothing.
    `progress` is told of lines as they are done, `len(sheet)` in all.
    Refused: `errors.CONSTRAINTS`, `NoArea`, `SampleExists`, `RecordIdMissing`.
    """
    keys = sorted({(line.year, line.plan_kind) for line in sheet})
    with errors.named():
        async with conn.transaction():
            await take_turns(conn, {year for year, _ in keys})
            await take_plans(conn, keys)
            before = await seats_by_plan(conn, keys, is_sample)
            await lines.stage(conn, sheet)
            await lines.refuse_twins_in_sheet(conn)
            names = await add_names(conn, document_number, is_sample)
            retired = () if is_sample else await retire(conn, keys)
            opened = await open_plans(conn, keys, is_sample)
            added, changed = await lines.match(conn, is_sample=is_sample)
            if added:
                await lines.refuse_twins(conn)
            await lines.take(conn)
            await lines.describe(conn)
            await seats.open_accounts(conn)
            if added > MANY:
                await seats.replan(conn)
            movement_id = await seats.move(
                conn,
                MovementKind.ADJUST if changed else MovementKind.ISSUE,
                actor=actor.name,
                reason=reason,
                document_number=document_number,
                effective_on=effective_on,
            )
            await lines.add(conn, is_sample=is_sample, report=progress or (lambda done: None))
            after = await seats_by_plan(conn, keys, is_sample)
            left = await lines.left(conn)
            if added or changed or opened or retired or any(names):
                await note(
                    conn, actor, movement_id, document_number, added + changed, before, after
                )
            await conn.execute("drop table published_line, sheet_line")
    effect = tuple(PlanSeats(*key, before.get(key, 0), after[key]) for key in keys)
    return Publication(movement_id, added, changed, left, retired, *names, effect)


async def note(
    conn: Connection,
    actor: Actor,
    movement_id: int | None,
    document_number: str,
    written: int,
    before: Mapping[tuple[int, PlanKind], int],
    after: Mapping[tuple[int, PlanKind], int],
) -> None:
    """Put the publication on record."""
    await record.write(
        conn,
        actor=actor,
        verb="importQuotaLines",
        object_type="Movement",
        object_id=str(movement_id or document_number),
        before={"seats": sum(before.values())},
        after={
            "documentNumber": document_number,
            "lines": written,
            "seats": sum(after.values()),
        },
    )


async def take_turns(conn: Connection, years: Iterable[int]) -> None:
    """Wait, year by year, for the publications that still run, and make later ones wait."""
    for year in sorted(years):
        await conn.execute("select pg_advisory_xact_lock(hashtext('publish'), $1)", year)


async def take_plans(conn: Connection, keys: Sequence[tuple[int, PlanKind]]) -> None:
    """Lock the plans of the sheet and the samples of its years, before all that is below them.

    In the order of all verbs: else a movement by hand would wait for a line, and this for its plan.
    """
    await conn.execute(
        """
        select
          from special_plan
         where (year, kind) in (select * from unnest($1::int[], $2::text[]))
            or year = any($1::int[]) and is_sample
         order by id
           for no key update
        """,
        [year for year, _ in keys],
        [kind for _, kind in keys],
    )


async def seats_by_plan(
    conn: Connection, keys: Sequence[tuple[int, PlanKind]], is_sample: bool
) -> dict[tuple[int, PlanKind], int]:
    """Return the seats on the lines of each plan that is there."""
    rows = await conn.fetch(
        """
        select year, kind, issued_seats - unallocated_seats - withdrawn_seats as seats
          from special_plan
          join unnest($1::int[], $2::text[]) wanted (year, kind) using (year, kind)
         where is_sample = $3
        """,
        [year for year, _ in keys],
        [kind for _, kind in keys],
        is_sample,
    )
    return {(row["year"], PlanKind(row["kind"])): row["seats"] for row in rows}


async def add_names(
    conn: Connection, document_number: str, is_sample: bool
) -> tuple[tuple[naming.Named, ...], tuple[naming.Named, ...], tuple[naming.NamedCode, ...]]:
    """Return the institutions, programmes and yearly codes that the sheet named first."""
    source = f"named by sheet {document_number}"
    standing = Standing.SAMPLE if is_sample else Standing.STATED
    return (
        await naming.add_institutions(conn, source=source, standing=standing),
        await naming.add_programmes(conn, source=source, standing=standing),
        await naming.add_codes(conn),
    )


async def retire(conn: Connection, keys: Sequence[tuple[int, PlanKind]]) -> tuple[int, ...]:
    """Take the samples of the sheet's years out of sight; return the years that had any."""
    years = sorted({year for year, _ in keys})
    return tuple([year for year in years if await plans.retire_samples(conn, year)])


async def open_plans(
    conn: Connection, keys: Sequence[tuple[int, PlanKind]], is_sample: bool
) -> bool:
    """Publish the plans and source plans of the sheet; say whether anything was written."""
    written = 0
    for year, kind in keys:
        _, changed = await plans.publish(conn, year, kind, is_sample=is_sample)
        written += changed
    for statement in (ADD_SOURCE_PLANS, PUBLISH_SOURCE_PLANS):
        status = await conn.execute(statement, is_sample)
        written += int(status.rpartition(" ")[2])
    return written > 0


ADD_SOURCE_PLANS = """
    insert into source_plan (special_plan_id, plan_state, institution_code, state)
    select special_plan.id, special_plan.state, named.institution_code, 'PUBLISHED'
      from (select distinct year, plan_kind, institution_code from sheet_line) named
      join special_plan on special_plan.year      = named.year
                       and special_plan.kind      = named.plan_kind
                       and special_plan.is_sample = $1
     where not exists (select from source_plan
                        where source_plan.special_plan_id  = special_plan.id
                          and source_plan.institution_code = named.institution_code)
     order by special_plan.id, named.institution_code
"""
PUBLISH_SOURCE_PLANS = """
    update source_plan set state = 'PUBLISHED'
      from (select distinct year, plan_kind, institution_code from sheet_line) named
      join special_plan on special_plan.year      = named.year
                       and special_plan.kind      = named.plan_kind
                       and special_plan.is_sample = $1
     where source_plan.special_plan_id  = special_plan.id
       and source_plan.institution_code = named.institution_code
       and source_plan.state <> 'PUBLISHED'
"""
