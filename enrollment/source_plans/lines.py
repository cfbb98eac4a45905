"""The seats that a source plan asks for, line by line."""

from collections.abc import Mapping, Sequence

from asyncpg import Connection

from enrollment import errors, inputs, lives, quotas, record
from enrollment.actors import Actor, Role
from enrollment.rows import Rows
from enrollment.sheets import known
from enrollment.source_plans.rows import Given, read
from enrollment.source_plans.taking import SOURCE_PLAN, Taken, take
from enrollment.types import Action, OnError

VERBS: Mapping[str, frozenset[Role]] = {
    "setQuotaLines": lives.roles(lives.SOURCE_PLAN, Action.SET_LINES),
}
MOST_ROWS = 500
MOST_SEATS = 100_000  # that one institution may ask for in a special plan


async def set_quota_lines(
    conn: Connection,
    actor: Actor,
    *,
    source_plan_id: int,
    lines: Sequence[Given],
    removed: Sequence[int] = (),
    on_error: OnError = OnError.REJECT_ALL,
    expected_version: int | None = None,
) -> record.Done:
    """Write the lines of a source plan that is being drafted: seats asked for, and what they are.

    A row with a `line` changes that line; one without finds its line by what identifies it
    (DOMAIN, quota line) or adds it. `removed` lines go; others stay as they are. Refused: `take`,
    `inputs.rows`, `errors.Refusals` of rows, `RecordIdMissing`, `RequestImplausible`,
    `errors.CONSTRAINTS`.
    """
    with errors.named():
        async with record.atomic(conn):
            taken = await take(
                conn, actor, source_plan_id, Action.SET_LINES, expected_version=expected_version
            )
            inputs.few("lines", len(lines) + len(removed), most=MOST_ROWS)
            before = await summed(conn, source_plan_id)
            rows = Rows("lines", lines, on_error)
            await require_own(conn, taken, rows, removed)
            found = read(rows, await known.read(conn), taken, taken.institution)
            rows.settle()
            await remove(conn, removed)
            written = await quotas.request(
                conn,
                [found[number] for number in sorted(found)],
                [lines[number].get("line") for number in sorted(found)],
                source_plan_id=source_plan_id,
                state=taken.state,
            )
            after = await summed(conn, source_plan_id)
            require_plausible(after["requestedSeats"])
            await conn.execute("update source_plan set state = state where id = $1", source_plan_id)
            await record.write(
                conn,
                actor=actor,
                verb="setQuotaLines",
                object_type=SOURCE_PLAN.type,
                object_id=str(source_plan_id),
                before=before,
                after={**after, "removed": list(removed)},
            )
    return {"sourcePlan": source_plan_id, "lines": written, "refused": rows.reasons}


async def require_own(
    conn: Connection, taken: Taken, rows: Rows[Given], removed: Sequence[int]
) -> None:
    """Refuse the lines that are not the source plan's, or go, and those that two rows change.

    Two rows of one line would leave the seats of one of them. Refused: `NotFound`, `LineTwice`.
    """
    own = {
        row["id"]
        for row in await conn.fetch(
            "select id from quota_line where source_plan_id = $1 order by id for no key update",
            taken.id,
        )
    }
    for place, line_id in enumerate(removed):
        if line_id not in own:
            refusal = errors.NotFound(field=str(place))
            refusal.within = ("removed",)
            raise refusal
    left = own - set(removed)
    named: set[int] = set()
    for number, given in rows:
        if given.get("line") is None:
            continue
        with rows.judging(number):
            if given["line"] not in left:
                raise errors.NotFound(field="line")
            if given["line"] in named:
                raise errors.LineTwice(field="line")
            named.add(given["line"])


async def remove(conn: Connection, line_ids: Sequence[int]) -> None:
    """Delete lines that hold no seats; their versions stay on record."""
    await conn.execute("delete from quota_line where id = any($1::bigint[])", list(line_ids))


async def summed(conn: Connection, source_plan_id: int) -> dict[str, int]:
    """Return how many lines the source plan has, and the seats it asks for."""
    row = await conn.fetchrow(
        """
        select count(*) as lines, coalesce(sum(requested_seats), 0) as seats
          from quota_line
         where source_plan_id = $1
        """,
        source_plan_id,
    )
    assert row is not None
    return {"lines": row["lines"], "requestedSeats": row["seats"]}


def require_plausible(seats: int) -> None:
    if seats > MOST_SEATS:
        raise errors.RequestImplausible(seats=seats, most=MOST_SEATS)
