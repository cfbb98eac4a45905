"""What an actor sees, asked before a verb waits for a lock or tells anything of a row.

The rules are those by which the rows are read (`lives`, and the bindings of the reads): what is
hidden is not found. Each takes the name of the input field that the id came by, if by one.
"""

from asyncpg import Connection

from enrollment import errors, lives, record
from enrollment.actors import Actor, Role


async def special_plan(
    conn: Connection, actor: Actor, plan_id: int, field: str | None = None
) -> None:
    """Refuse with `NotFound` a special plan that the actor does not see."""
    state = None
    if record.is_id(plan_id):
        state = await conn.fetchval("select state from special_plan where id = $1", plan_id)
    if state is None or actor.role not in lives.SPECIAL_PLAN_SEEN[state]:
        raise errors.NotFound(field=field)


async def source_plan(
    conn: Connection, actor: Actor, source_plan_id: int, field: str | None = None
) -> None:
    """Refuse with `NotFound` a source plan that the actor does not see."""
    await of_institution(conn, actor, "source_plan", source_plan_id, field)


async def line(conn: Connection, actor: Actor, line_id: int, field: str | None = None) -> None:
    """Refuse with `NotFound` a quota line that the actor does not see: as its source plan."""
    await of_institution(conn, actor, "quota_line", line_id, field)


async def of_institution(
    conn: Connection, actor: Actor, table: str, row_id: int, field: str | None
) -> None:
    row = None
    if record.is_id(row_id):
        row = await conn.fetchrow(
            f"select state, institution_code from {table} where id = $1", row_id
        )
    if row is None or not (
        actor.role in lives.SOURCE_PLAN_SEEN[row["state"]]
        or (actor.role is Role.ADMISSIONS and actor.institution == row["institution_code"])
    ):
        raise errors.NotFound(field=field)
