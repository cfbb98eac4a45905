"""Whoever asks of the awkward rows: accounts and keys of every role, and what each has done."""

from collections.abc import Sequence

import asyncpg

from enrollment import record
from enrollment.actors import Actor, Role
from schema.access import api_keys, staff
from schema.access.rights import Rights

OWN = "10108"  # an institution some of whose source plans are published, and some are not
OTHER = "10109"  # another one
COUNTY = "141124"
PREFECTURE = "140100"

CLERK = Actor(Role.PROVINCE, "staff:1")
AUDITOR = Actor(Role.AUDITOR, "staff:2")
# In the order of their accounts; the last two have keys as well.
RIGHTS = (
    Rights(Role.PROVINCE),
    Rights(Role.AUDITOR),
    Rights(Role.COLLEGE, institution=OWN),
    Rights(Role.CENTRE, institution=f"C{COUNTY}"),
    Rights(Role.COUNTY, county=COUNTY),
    Rights(Role.PREFECTURE, prefecture=PREFECTURE),
    Rights(Role.ADMISSIONS, institution=OWN),
    Rights(Role.ADMISSIONS, institution=OTHER),
)
ACTORS = [rights.actor(f"staff:{number}") for number, rights in enumerate(RIGHTS, start=1)]
COLLEGE, CENTRE, BUREAU, CITY, OWN_OFFICE, OTHER_OFFICE = ACTORS[2:]
OWN_KEY, OTHER_KEY = (rights.actor(f"key:{n}") for n, rights in enumerate(RIGHTS[-2:], start=1))

# Names that are nearly those of others.
STRANGERS = ("staff:11", "STAFF:3", "staff:", "key:11", "key:", "staff:3 ", "%", "", "PUBLIC")


async def fill(url: str) -> None:
    """Write the accounts, the keys, and an act of each."""
    conn = await asyncpg.connect(url)
    await invited(conn, RIGHTS, "{role} {number}")
    for actor in (*ACTORS, OWN_KEY, OTHER_KEY):
        await acted(conn, actor)
    await conn.close()


async def invited(conn: asyncpg.Connection, all_rights: Sequence[Rights], name: str) -> None:
    for number, rights in enumerate(all_rights):
        called = name.format(role=rights.role, number=number)
        await staff.invite(conn, CLERK, name=called, rights=rights)
        if rights.role is Role.ADMISSIONS:
            await api_keys.create_key(conn, CLERK, name=called, rights=rights)


async def acted(conn: asyncpg.Connection, actor: Actor) -> None:
    await record.write(
        conn,
        actor=actor,
        verb="openSpecialPlan",
        object_type="SpecialPlan",
        object_id="8",
        before={"state": "DRAFT", "by": actor.name},
        after={"state": "OPEN"},
    )


async def hide(conn: asyncpg.Connection) -> None:
    """Write further accounts and keys, and acts of others, some called almost alike."""
    await invited(conn, RIGHTS, "another {role} {number}")
    for name in STRANGERS:
        for role in (Role.PROVINCE, Role.ADMISSIONS, Role.PUBLIC):
            await acted(conn, Actor(role, name))
