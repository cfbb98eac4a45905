"""The verb: load a sheet of quota lines, all of it or nothing, or say what that would do."""

import asyncio
import hashlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import NamedTuple

from asyncpg import Connection

from enrollment import days, quotas
from enrollment.actors import Actor
from enrollment.sheets import known
from enrollment.sheets.faults import Fault
from enrollment.sheets.sheet import Sheet

REASON = "导入招生来源计划 / source-plan sheet"

Progress = Callable[[int], None]


class Renamed(NamedTuple):
    """A name in the sheet that is not the registered one of its code."""

    code: str
    name: str
    registered: str


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a sheet did, or would do; with faults nothing was written.

    `rows` and `accepted` count rows that aren't blank, below the headings. `faults` are the first
    1,000 of `fault_count`. `movement_id` is None where no seats moved, and in a dry run.
    `renamed`: what the sheet calls otherwise than the register does; the register keeps its name.
    `left` counts lines of the same institutions and plans that the sheet leaves out: they stay.
    `retired`: years whose sample plans go out of sight.
    """

    rows: int
    accepted: int
    faults: tuple[Fault, ...]
    fault_count: int
    new_institutions: tuple[quotas.Named, ...] = ()
    new_programmes: tuple[quotas.Named, ...] = ()
    new_codes: tuple[quotas.NamedCode, ...] = ()
    effect: tuple[quotas.PlanSeats, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    added: int = 0
    changed: int = 0
    left: int = 0
    retired: tuple[int, ...] = ()
    movement_id: int | None = None


class DryRun(Exception):
    """Undoes what a dry run wrote."""


async def load(
    conn: Connection,
    content: bytes,
    *,
    actor: Actor,
    dry_run: bool,
    is_sample: bool = False,
    progress: Progress | None = None,
) -> Loaded:
    """Return what the sheet's lines changed in the published quotas, or its faults.

    `is_sample`: its numbers are invented, and are marked so wherever they are shown. A dry run
    does the same and undoes it: its answer is the same but for the movement. `progress` is told of
    rows as they are read, and again as they are written. Refused: `errors.CONSTRAINTS`, such as
    seats below those admitted.
    """
    report = progress or (lambda rows: None)
    with suppress(DryRun):
        async with conn.transaction():
            there = await known.read(conn)
            sheet = await parse(content, there, report)
            loaded = Loaded(
                sheet.rows, len(sheet.lines), tuple(sheet.faults.kept), sheet.faults.count
            )
            if not loaded.fault_count:
                published = await publish(conn, sheet, content, actor, is_sample, report)
                loaded = replace(completed(loaded, published), renamed=renamed(sheet, there))
            if dry_run:
                loaded = replace(loaded, movement_id=None)
                raise DryRun
    return loaded


async def parse(content: bytes, there: known.Known, report: Progress) -> Sheet:
    """Return the sheet as it was read; others get a turn between its slices."""
    sheet = Sheet()
    for rows in sheet.read(content, there):
        report(rows)
        await asyncio.sleep(0)
    return sheet


async def publish(
    conn: Connection,
    sheet: Sheet,
    content: bytes,
    actor: Actor,
    is_sample: bool,
    report: Progress,
) -> quotas.Publication:
    """Publish the lines; the file's hash is the document number, so it can be found again."""
    return await quotas.publish(
        conn,
        sheet.lines,
        actor=actor,
        reason=REASON,
        document_number=hashlib.sha256(content).hexdigest(),
        effective_on=days.today(),
        is_sample=is_sample,
        progress=report,
    )


def completed(loaded: Loaded, published: quotas.Publication) -> Loaded:
    return replace(
        loaded,
        new_institutions=published.new_institutions,
        new_programmes=published.new_programmes,
        new_codes=published.new_codes,
        effect=published.seats,
        added=published.added,
        changed=published.changed,
        left=published.left,
        retired=published.retired,
        movement_id=published.movement_id,
    )


def renamed(sheet: Sheet, there: known.Known) -> tuple[Renamed, ...]:
    """Return the institutions and programmes that the sheet calls otherwise, each once."""
    found: dict[Renamed, None] = {}
    for line in sheet.lines:
        for code, name, registered in (
            (line.institution_code, line.institution, there.institutions),
            (line.programme_code, line.programme, there.programmes),
        ):
            if registered.get(code, name) != name:
                found[Renamed(code, name, registered[code])] = None
    return tuple(found)
