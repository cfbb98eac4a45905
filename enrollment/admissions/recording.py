"""Admissions recorded: rows written over those of the same line, round and county of origin."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from asyncpg import Connection, Record

from enrollment import counties, errors, quotas, record, rights
from enrollment.actors import Actor, Role
from enrollment.admissions import lines, rounds
from enrollment.admissions.rows import COUNTS, Key, Row, judge
from enrollment.rows import Rows
from enrollment.types import OnError

VERBS: Mapping[str, frozenset[Role]] = {
    "recordAdmissions": frozenset({Role.ADMISSIONS, Role.PROVINCE})
}
MOST_ROWS = 500

ADMISSION = record.Kept(
    "admission",
    "Admission",
    {
        "line": "'QuotaLine:' || quota_line_id",
        "round": "round",
        "originCounty": "origin_county_code",
        **{name: name for name in COUNTS},
        "lowestScore": "lowest_score::text",
        "lowestRank": "lowest_rank",
    },
)


async def record_admissions(
    conn: Connection,
    actor: Actor,
    *,
    rows: Sequence[Row],
    on_error: OnError = OnError.REJECT_ALL,
) -> record.Done:
    """Write the rows; those that say what is on record already leave no version.

    The rows of a line and round are written together or not at all: a total and its counties are
    corrected in one go. Refused: `rights.allow`, `RowsMiscounted`; each row for itself with
    `rows.judge`, `CountyUnknown`, `RowTwice`, `lines.judge`, `Conflict`, and by `rounds`.
    """
    rights.allow(actor, VERBS["recordAdmissions"])
    if not 1 <= len(rows) <= MOST_ROWS:
        raise errors.RowsMiscounted(field="rows", rows=len(rows), most=MOST_ROWS)
    judged = Rows("rows", rows, on_error)
    with errors.named():
        async with record.atomic(conn):
            await judge_alone(conn, judged)
            for find in (quotas.look_at_lines, quotas.take_lines):
                taken = await find(conn, (row.line for _, row in judged))
                for number, row in judged:
                    with judged.judging(number):
                        lines.judge(actor, taken.get(row.line))
            stored = await on_record(conn, judged)
            await judge_versions(conn, judged, stored)
            rounds.refuse_torn(judged, rows)
            known = {key: version.fields for key, version in stored.items()}
            rounds.refuse_uneven(judged, known)
            rounds.refuse_beyond(judged, known, taken)
            judged.settle()
            written = await write(conn, actor, judged, stored)
    return {"admissions": written, "refused": judged.reasons}


async def judge_alone(conn: Connection, rows: Rows[Row]) -> None:
    """Refuse what speaks against a row alone; give the others their counties' present codes."""
    for number, row in rows:
        with rows.judging(number):
            judge(row)
    codes = await counties.present_codes(
        conn, (row.origin_county for _, row in rows if row.origin_county is not None)
    )
    first: dict[Key, int] = {}
    for number, row in rows:
        with rows.judging(number):
            if row.origin_county is not None:
                if row.origin_county not in codes:
                    raise errors.CountyUnknown(field="originCounty", county=row.origin_county)
                row = replace(row, origin_county=codes[row.origin_county])
            if first.setdefault(row.key, number) != number:
                raise errors.RowTwice(row=first[row.key])
            rows.good[number] = row


async def on_record(conn: Connection, rows: Rows[Row]) -> dict[Key, record.Version]:
    """Return what is on record of the rows' lines, which are locked, so that it stays so."""
    found = await conn.fetch(
        f"""
        select id, version, quota_line_id, {ADMISSION.columns}
          from admission
         where quota_line_id = any($1::bigint[])
        """,
        list({row.line for _, row in rows}),
    )
    return {
        (each["quota_line_id"], each["round"], each["originCounty"]): record.Version(
            each["id"], each["version"], {name: each[name] for name in ADMISSION.fields}
        )
        for each in found
    }


async def judge_versions(
    conn: Connection, rows: Rows[Row], stored: Mapping[Key, record.Version]
) -> None:
    for number, row in rows:
        with rows.judging(number):
            known = stored.get(row.key)
            if known is not None:
                await record.expect(conn, ADMISSION, known, row.expected_version, row.fields)
            elif row.expected_version is not None:
                raise errors.VersionUnknown(expected=row.expected_version, version=0)


async def write(
    conn: Connection, actor: Actor, rows: Rows[Row], stored: Mapping[Key, record.Version]
) -> list[int]:
    """Write the rows that say something new, in one statement; return the ids of all rows."""
    ids = {key: version.id for key, version in stored.items()}
    new = [row for _, row in rows if row.key not in stored or row.fields != stored[row.key].fields]
    changes = []
    for after in await upsert(conn, new):
        key = (after["quota_line_id"], after["round"], after["originCounty"])
        before = stored.get(key)
        ids[key] = after["id"]
        changes.append(
            record.Change(
                str(after["id"]),
                None if before is None else before.fields,
                {name: after[name] for name in ADMISSION.fields},
            )
        )
    await record.write_all(conn, actor, "recordAdmissions", ADMISSION.type, changes)
    return [ids[row.key] for _, row in rows]


async def upsert(conn: Connection, rows: Sequence[Row]) -> list[Record]:
    """Write a total and its counties at once: the database judges a whole statement."""
    columns = ("line", "round", "origin_county", *COUNTS, "lowest_score", "lowest_rank")
    found: list[Record] = await conn.fetch(
        f"""
        insert into admission (quota_line_id, round, origin_county_code, applied, filed, admitted,
                               enrolled, withdrawn, lowest_score, lowest_rank)
        select *
          from unnest($1::bigint[], $2::int[], $3::text[], $4::int[], $5::int[], $6::int[],
                      $7::int[], $8::int[], $9::numeric[], $10::int[])
            on conflict on constraint admission_once_for_round_and_origin do update
           set applied      = excluded.applied,
               filed        = excluded.filed,
               admitted     = excluded.admitted,
               enrolled     = excluded.enrolled,
               withdrawn    = excluded.withdrawn,
               lowest_score = excluded.lowest_score,
               lowest_rank  = excluded.lowest_rank
        returning id, quota_line_id, {ADMISSION.columns}
        """,
        *([getattr(row, column) for row in rows] for column in columns),
    )
    return found
