"""What changed between two sealed instants: the lines that two reads tell apart, as a table.

Only lines are compared that a movement touched or that were written in between: of all others the
two reads are the same. Each side has the lines that the viewer sees as of its instant.
"""

from collections.abc import Iterable, Mapping

from enrollment.tables import quotas
from schema.reads.bindings.catalogue import BINDINGS
from schema.reads.bindings.changes import COMPARED, quota_change, seats_moved
from schema.reads.bindings.model import Row
from schema.reads.sql import past
from schema.reads.sql.names import Names
from schema.reads.values import Param

FIRST, LAST = "sealed_first", "sealed_last"
SIDES = (("_before", FIRST), ("_after", LAST))


def between(names: Names, arguments: Mapping[str, Param]) -> list[str]:
    """Return the tables of the changes `from` an instant `to` another, and all else as of `to`.

    A line that is removed by then is among them as it last was.
    """
    row = Row("line", quotas.quota_line)
    year = f"line.year = {arguments['year'].text}"
    seen = " AND ".join((year, *names.visible(BINDINGS["QuotaLine"], row)))
    columns = dict.fromkeys(("id", "year", *COMPARED, *row.used))
    return [
        past.seal(FIRST, arguments["from"]),
        past.seal(LAST, arguments["to"]),
        f"{seats_moved.name} AS MATERIALIZED (SELECT id FROM movement WHERE {is_new()})",
        f"touched AS MATERIALIZED ({' UNION '.join(touched())})",
        *(text for suffix, seal in SIDES for text in past.lines(seal, suffix, columns)),
        f"{quota_change.name} AS MATERIALIZED ({changes(seen)})",
        f"removed AS MATERIALIZED ({removed()})",
        *past.tables(LAST, also="(kept.id, kept.version) IN (SELECT id, version FROM removed)"),
    ]


def is_new(xid: str = "recorded_xid") -> str:
    """Return whether the last seal covers what a transaction wrote, and the first does not."""
    is_late = f"{xid} >= (SELECT oldest_xid FROM {FIRST})"  # what an index finds
    return f"{is_late} AND NOT {past.covers(FIRST, xid)} AND {past.covers(LAST, xid)}"


def touched() -> Iterable[str]:
    """Yield queries of the lines that can differ; of the accounts of plans, which are no lines."""
    for side in ("to_account", "from_account"):
        moved = f"{seats_moved.name} AS moved ON moved.id = leg.movement_id"
        yield f"SELECT leg.{side} AS id FROM leg JOIN {moved}"
    yield f"SELECT id FROM quota_line WHERE {is_new()}"
    for xid in ("recorded_xid", "replaced_xid"):
        yield f"SELECT id FROM quota_line_version WHERE {is_new(xid)}"


def changes(seen: str) -> str:
    before, after = (
        f"(SELECT {', '.join(('id', *COMPARED))} FROM quota_line{suffix} AS line WHERE {seen})"
        for suffix, _ in SIDES
    )
    sides = ", ".join(
        f"{side}.{column} AS {name}_{side}"
        for column, name in COMPARED.items()
        for side in ("before", "after")
    )
    rows = (", ".join(f"{side}.{column}" for column in ("id", *COMPARED)) for side in BOTH)
    return (
        f"SELECT touched.id AS line_id, {sides} FROM touched"
        f" LEFT JOIN {before} AS before ON before.id = touched.id"
        f" LEFT JOIN {after} AS after ON after.id = touched.id"
        f" WHERE {' IS DISTINCT FROM '.join(f'ROW({row})' for row in rows)}"
    )


BOTH = ("before", "after")


def removed() -> str:
    """Return the last versions of the lines that are there no longer."""
    return (
        "SELECT version.id, max(version.version) AS version FROM touched"
        " JOIN quota_line_version AS version ON version.id = touched.id"
        f" WHERE {past.covers(LAST, 'version.replaced_xid')}"
        " AND NOT EXISTS (SELECT FROM quota_line_after AS line WHERE line.id = touched.id)"
        " GROUP BY version.id"
    )
