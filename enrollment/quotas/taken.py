"""Lines looked at, and taken to be written under, so that nothing moves below the write."""

from collections.abc import Iterable

from asyncpg import Connection, Record

from enrollment import record


async def look_at_lines(conn: Connection, line_ids: Iterable[int]) -> dict[int, Record]:
    """Return each of the lines that is there, by its id."""
    lines = await conn.fetch(
        """
        select line.id, line.special_plan_id, source_plan_id, institution_code, county_code,
               plan_kind, line.state, line.is_sample, seats, admitted,
               special_plan.state as plan_state,
               (select count(*)
                  from training_agreement
                 where quota_line_id = line.id
                   and training_agreement.state <> 'RELEASED') as agreements
          from quota_line line
          join special_plan on special_plan.id = special_plan_id
         where line.id = any($1::bigint[])
        """,
        [line_id for line_id in set(line_ids) if record.is_id(line_id)],
    )
    return {line["id"]: line for line in lines}


async def take_lines(conn: Connection, line_ids: Iterable[int]) -> dict[int, Record]:
    """Lock the lines, below their plans; return each as it is then.

    In the order of all verbs: special plans, source plans, lines. The plans are held only against
    a change of their state, so that offices write beside each other. What hangs on the lines is
    read once they are locked, by a statement that sees what those before wrote. Judge lines by
    `look_at_lines` first: nobody locks what they don't see.
    """
    found = await look_at_lines(conn, line_ids)
    for table, key, strength in (
        ("special_plan", "special_plan_id", "key share"),
        ("source_plan", "source_plan_id", "key share"),
        ("quota_line", "id", "no key update"),
    ):
        await conn.execute(
            f"select from {table} where id = any($1::bigint[]) order by id for {strength}",
            [line[key] for line in found.values()],
        )
    return await look_at_lines(conn, found)
