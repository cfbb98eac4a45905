"""Every verb × every role: done, or refused by name. A verb without a row here fails."""

from collections.abc import Awaitable, Callable
from datetime import date

import asyncpg
import pytest

from enrollment import designations, errors, plans, record
from enrollment.actors import PUBLIC, Actor, Role
from enrollment.types import CountyDesignationKind, InstitutionDesignationKind, PlanKind
from enrollment.verbs import VERBS
from tests.enrollment.factories import LIN, PROVINCE, a_draft

DAY = date(2021, 1, 1)


async def create(conn: asyncpg.Connection, actor: Actor) -> record.Done:
    return await plans.create(conn, actor, year=2020, kind=PlanKind.LOCAL)


async def open_plan(conn: asyncpg.Connection, actor: Actor) -> record.Done:
    return await plans.open(conn, actor, plan_id=await a_draft(conn))


async def designate_county(conn: asyncpg.Connection, actor: Actor) -> record.Done:
    return await designations.designate_county(
        conn,
        actor,
        county="140122",
        kind=CountyDesignationKind.TARGETED_TRAINING,
        valid_from=DAY,
        document="D",
        source="S",
    )


async def designate_institution(conn: asyncpg.Connection, actor: Actor) -> record.Done:
    return await designations.designate_institution(
        conn,
        actor,
        institution="10108",
        kind=InstitutionDesignationKind.ASSISTING_UNIVERSITY,
        valid_from=DAY,
        document="D",
        source="S",
    )


async def end_designation(conn: asyncpg.Connection, actor: Actor) -> record.Done:
    designation_id = await conn.fetchval(
        "select id from county_designation where county_code = $1 and kind = 'TARGETED_TRAINING'",
        LIN,
    )
    return await designations.end_designation(
        conn,
        actor,
        designated=designations.Designated.COUNTY,
        designation_id=designation_id,
        ends_on=DAY,
        document="D",
    )


DO: dict[str, Callable[[asyncpg.Connection, Actor], Awaitable[record.Done]]] = {
    "createSpecialPlan": create,
    "openSpecialPlan": open_plan,
    "designateCounty": designate_county,
    "designateInstitution": designate_institution,
    "endDesignation": end_designation,
}

# What hides from some: an actor of another role is told that it isn't there.
HIDDEN_FROM = {"openSpecialPlan": set(Role) - {Role.PROVINCE, Role.AUDITOR}}


def test_every_verb_has_its_row() -> None:
    assert set(DO) == set(VERBS)


def refused(verb: str, role: Role) -> type[errors.Refusal] | None:
    """Return what a role is told that does the verb; None: it is done."""
    if role in VERBS[verb]:
        return None
    if role is Role.PUBLIC:
        return errors.Unauthenticated
    return errors.NotFound if role in HIDDEN_FROM.get(verb, ()) else errors.Forbidden


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("verb", VERBS)
async def test_a_verb_is_done_by_its_roles_alone(
    conn: asyncpg.Connection, verb: str, role: Role
) -> None:
    actor = PUBLIC if role is Role.PUBLIC else Actor(role, "staff:7")
    told = refused(verb, role)
    events = "select count(*) from audit_event where verb = $1"
    before = await conn.fetchval(events, verb)

    if told is None:
        await DO[verb](conn, actor)
    else:
        with pytest.raises(told):
            await DO[verb](conn, actor)

    assert await conn.fetchval(events, verb) - before == (told is None)


def test_no_verb_is_for_those_who_only_read() -> None:
    assert not any(roles & {Role.PUBLIC, Role.AUDITOR} for roles in VERBS.values())


async def test_who_is_refused_is_told_who_may(conn: asyncpg.Connection) -> None:
    with pytest.raises(errors.Forbidden) as refusal:
        await create(conn, Actor(Role.COUNTY, "staff:7", county=LIN))

    assert refusal.value.message("en") == "The role COUNTY may not do this; it is for PROVINCE."
    assert PROVINCE.role in refusal.value.message("zh")
