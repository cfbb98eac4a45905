"""An account, as tests need one."""

from contextlib import nullcontext

import asyncpg

from enrollment.actors import Actor, Role
from schema.access import entry, staff
from schema.access.rights import Rights

PASSWORD = "correct horse"
RIGHTS = Rights(Role.ADMISSIONS, institution="10112")
LI = "李四"


def lent(conn: asyncpg.Connection) -> entry.Lent:
    """Return what lends that connection, whoever else has it."""
    return lambda: nullcontext(conn)


async def accepted(conn: asyncpg.Connection, actor: Actor, name: str = LI) -> int:
    """Return the number of an account with a password."""
    staff_id, secret = await staff.invite(conn, actor, name=name, rights=RIGHTS)
    await entry.accept(lent(conn), secret, PASSWORD)
    return staff_id
