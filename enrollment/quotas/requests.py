"""Lines of a source plan that is being drafted: written as a publication's are, without seats."""

from collections.abc import Sequence

from asyncpg import Connection

from enrollment.quotas import lines, naming, seats
from enrollment.types import SourcePlanState, Standing


async def request(
    conn: Connection,
    wanted: Sequence[lines.Line],
    ids: Sequence[int | None],
    *,
    source_plan_id: int,
    state: SourcePlanState,
) -> list[int]:
    """Write what lines of the source plan ask for; return their ids, in the lines' order.

    `ids` are those of lines that are changed; others are found by what identifies them, or added.
    Programmes and yearly codes that nobody knew are added: they are the nation's, no secret of a
    draft. Refused: `RecordIdMissing`, `errors.CONSTRAINTS`.
    """
    await lines.stage(conn, wanted, ids)
    source = f"named by source plan {source_plan_id}"
    await naming.add_programmes(conn, source=source, standing=Standing.STATED)
    await naming.add_codes(conn)
    await lines.match(conn, is_sample=False, is_request=True)
    await lines.describe(conn)
    await seats.open_accounts(conn)
    await lines.add(conn, is_sample=False, report=lambda done: None, state=state)
    await lines.refuse_twins(conn, is_written=True)
    rows = await conn.fetch("select id from published_line order by number")
    await conn.execute("drop table published_line, sheet_line")
    return [row["id"] for row in rows]
