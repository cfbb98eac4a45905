"""The tables whose history is kept, as they stood by a seal, each under its own name.

Below WITH a name means what is said there, so whatever is compiled of a table reads its past
unchanged, rights and computed fields too. PostgreSQL sets each of these queries in where its name
stands: rows are found by the indexes of the tables, and a balance is made only where it is asked
for, of a page after its rows are found.

A seal covers what had been written by then: transactions below its horizon that were not running.
A row stands by a seal that covers its writing and not its being replaced.
"""

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Table

from enrollment.tables import admissions, plans, quotas
from schema.reads.values import Param

# Of what keeps no versions a row stays as it was written.
ONLY_ADDED = (quotas.movement, quotas.leg, plans.plan_area, plans.source_plan_review)
VERSIONED = (admissions.admission, plans.special_plan, plans.source_plan)
quota_line = quotas.quota_line

SEALED = "sealed"
# Quota lines as pages of them are found: today's, removed ones, both.
KEPT, REMOVED, LISTED = "quota_line_kept", "quota_line_removed", "quota_line_listed"
# What never changes of a line: `migrations/versions/0012_history.py`.
FIXED = frozenset(
    {"id", "year", "plan_kind", "is_sample"}
    | {"special_plan_id", "source_plan_id", "institution_code"}
)


def under(tables: Iterable[str], query: str) -> str:
    """Return a query under tables of its own, as one value."""
    return f"(WITH {', '.join(tables)} SELECT {query})"


def as_of(instant: Param) -> list[str]:
    """Return the tables as they stood at the newest seal up to an instant."""
    return [seal(SEALED, instant), *tables(SEALED)]


def seal(name: str, instant: Param) -> str:
    """Return the newest seal up to an instant; `oldest_xid`: it covers whatever is older."""
    oldest = "coalesce((SELECT min(xid) FROM unnest(running_xids) xid), horizon_xid)"
    return (
        f"{name} AS MATERIALIZED (SELECT horizon_xid, running_xids, {oldest} AS oldest_xid"
        f" FROM seal WHERE sealed_at <= {instant.text} ORDER BY sealed_at DESC LIMIT 1)"
    )


def tables(seal: str, also: str = "false") -> Iterator[str]:
    """Yield every table with a history as it stood by a seal, the later made of the earlier.

    `also`: which versions of quota lines are taken as well.
    """
    yield moved_since(seal)
    for table in ONLY_ADDED:
        rows = f"{table.name} AS kept WHERE {covers(seal, 'kept.recorded_xid')}"
        yield named(table.name, values(table), rows)
    for table in VERSIONED:
        rows = of_versions(table, standing(seal))
        yield named(table.name, values(table, SUMS.get(table.name, {})), rows)
    yield from pages(seal)
    where = f"({standing(seal)} OR {also})"
    yield named(quota_line.name, values(quota_line, sums()), of_versions(quota_line, where))


def pages(seal: str) -> Iterator[str]:
    """Yield the quota lines as pages of them are found.

    Those of today's lines that were there then, found by today's indexes on what never changes of
    a line, each in its version of then; and those that were removed since.
    """
    today, earlier = (
        ", ".join(f"{row}.{name}" for name in quota_line.columns.keys())
        for row in ("today", "kept")
    )
    is_of_then = covers(seal, "today.recorded_xid")
    version = (
        f"SELECT {today} WHERE {is_of_then}"
        f" UNION ALL SELECT {earlier} FROM quota_line_version AS kept"
        f" WHERE kept.id = today.id AND NOT {is_of_then} AND {standing(seal)}"
    )
    of_today = {
        **{name: f"today.{name}" for name in FIXED},
        **sums(f"(today.seats + {since('today.id')})"),
    }
    lines = f"quota_line AS today CROSS JOIN LATERAL ({version}) AS kept"
    yield named(KEPT, values(quota_line, of_today), lines)
    ids = "SELECT id FROM quota_line_version WHERE is_removed"
    is_gone = "NOT EXISTS (SELECT FROM quota_line AS today WHERE today.id = kept.id)"
    lines = (
        f"quota_line_version AS kept WHERE kept.id IN ({ids}) AND {is_gone} AND {standing(seal)}"
    )
    yield named(REMOVED, values(quota_line, sums()), lines)
    yield named(LISTED, "*", f"{KEPT} UNION ALL SELECT * FROM {REMOVED}")


def lines(seal: str, suffix: str, columns: Iterable[str]) -> Iterator[str]:
    """Yield the quota lines that stood by a seal, some columns of them, and what they are made of.

    Their names end in `suffix`, so that two instants can stand side by side.
    """
    yield moved_since(seal, suffix)
    rows = of_versions(quota_line, standing(seal))
    yield named(quota_line.name + suffix, values(quota_line, sums(suffix=suffix), columns), rows)


def moved_since(seal: str, suffix: str = "") -> str:
    """Return the legs that a seal does not cover."""
    is_late = f"recorded_xid >= (SELECT oldest_xid FROM {seal})"  # what an index finds
    rows = f"leg WHERE {is_late} AND NOT {covers(seal, 'recorded_xid')}"
    return named(f"leg_since{suffix}", "to_account, from_account, seats", rows)


def named(name: str, values: str, rows: str) -> str:
    return f"{name} AS NOT MATERIALIZED (SELECT {values} FROM {rows})"


def values(
    table: Table, others: Mapping[str, str] | None = None, columns: Iterable[str] | None = None
) -> str:
    """Return a table's columns, of the row called `kept` but for `others`."""
    of = others or {}
    return ", ".join(
        f"{of[name]} AS {name}" if name in of else f"kept.{name}"
        for name in columns or table.columns.keys()
    )


def of_versions(table: Table, where: str) -> str:
    """Return the versions of a table's rows for which `where` holds, replaced or not."""
    columns = ", ".join(table.columns.keys())
    return (
        f"(SELECT {columns}, null::bigint AS replaced_xid FROM {table.name} UNION ALL"
        f" SELECT {columns}, replaced_xid FROM {table.name}_version) AS kept WHERE {where}"
    )


def standing(seal: str) -> str:
    """Return whether a version stood by a seal."""
    return (
        f"({covers(seal, 'kept.recorded_xid')}"
        f" AND (kept.replaced_xid IS NULL OR NOT {covers(seal, 'kept.replaced_xid')}))"
    )


def covers(seal: str, xid: str) -> str:
    """Return whether a seal covers what a transaction wrote."""
    horizon, running = (f"(SELECT {name} FROM {seal})" for name in ("horizon_xid", "running_xids"))
    return f"({xid} < {horizon} AND {xid} <> ALL ({running}::bigint[]))"


def since(account_id: str, suffix: str = "") -> str:
    """Return by how many seats an account had more than it has: what went from it less what came.

    A balance of today is the sum of all legs, so without those since it is that of then.
    """
    went, came = (
        f"(SELECT coalesce(sum(seats), 0) FROM leg_since{suffix} WHERE {side} = {account_id})"
        for side in ("from_account", "to_account")
    )
    return f"({went} - {came})::integer"


def sums(seats: str = "", suffix: str = "") -> dict[str, str]:
    """Return what a quota line holds as sums of other rows, of which no versions are kept."""
    today = "coalesce((SELECT today.seats FROM quota_line AS today WHERE today.id = kept.id), 0)"
    return {
        "seats": seats or f"({today} + {since('kept.id', suffix)})",
        "admitted": admitted("admitted"),
        "enrolled": admitted("enrolled"),
    }


def admitted(column: str) -> str:
    """Return a sum over all rounds: rows without a county of origin are their totals."""
    of_line = "quota_line_id = kept.id AND origin_county_code IS NULL"
    return f"(SELECT coalesce(sum({column}), 0) FROM admission WHERE {of_line})::integer"


def balance_of_plan(kind: str, column: str, sign: str) -> str:
    today = f"SELECT today.{column} FROM special_plan AS today WHERE today.id = kept.id"
    account = f"account WHERE special_plan_id = kept.id AND kind = '{kind}'"
    moved = f"SELECT {sign} {since('account.id')} FROM {account}"
    return f"(coalesce(({today}), 0) + coalesce(({moved}), 0))"


# What special plans hold as sums of legs; from the issue seats only go.
SUMS = {
    "special_plan": {
        "issued_seats": balance_of_plan("ISSUE", "issued_seats", "-"),
        "unallocated_seats": balance_of_plan("POOL", "unallocated_seats", "+"),
        "withdrawn_seats": balance_of_plan("WITHDRAWN", "withdrawn_seats", "+"),
    }
}
