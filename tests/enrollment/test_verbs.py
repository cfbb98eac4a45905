"""Every verb × every role: done, or refused by name. A verb without a row here fails."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import asyncpg
import pytest

from enrollment import (
    admissions,
    designations,
    eligibility,
    errors,
    ledger,
    plans,
    record,
    source_plans,
    training,
)
from enrollment.actors import PUBLIC, SCOPES, Actor, Role
from enrollment.types import (
    Action,
    CountyDesignationKind,
    InstitutionDesignationKind,
    PlanKind,
    SourcePlanState,
)
from enrollment.verbs import VERBS
from tests.enrollment import drafted, factories
from tests.enrollment.eligibility.described import RULES
from tests.enrollment.factories import LIN, PROVINCE, a_draft, a_plan
from tests.enrollment.training import trained

DAY = date(2021, 1, 1)
OWN = {"institution": "10108", "county": LIN, "prefecture": "141100"}


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


Verb = Callable[..., Awaitable[record.Done]]
ORDER: dict[str, Any] = {"reason": "调剂", "document_number": "晋教〔2026〕1号"}
# In which state a verb finds the source plan that it is done to.
IN_STATE: dict[str, tuple[Verb, SourcePlanState, dict[str, object]]] = {
    "setQuotaLines": (
        source_plans.set_quota_lines,
        SourcePlanState.DRAFT,
        {"lines": [drafted.ROW]},
    ),
    "submitSourcePlan": (source_plans.submit_source_plan, SourcePlanState.DRAFT, {}),
    "withdrawSourcePlan": (source_plans.withdraw_source_plan, SourcePlanState.SUBMITTED, {}),
    "returnSourcePlan": (
        source_plans.return_source_plan,
        SourcePlanState.SUBMITTED,
        {"reason": "请核对"},
    ),
    "commentOnSourcePlan": (
        source_plans.comment_on_source_plan,
        SourcePlanState.SUBMITTED,
        {"text": "已阅"},
    ),
    "approveSourcePlan": (
        source_plans.approve_source_plan,
        SourcePlanState.SUBMITTED,
        {"document_number": "晋教〔2026〕1号"},
    ),
}


def on_source_plan(name: str) -> Callable[[asyncpg.Connection, Actor], Awaitable[record.Done]]:
    verb, state, given = IN_STATE[name]

    async def do(conn: asyncpg.Connection, actor: Actor) -> record.Done:
        plan = await drafted.a_source_plan(conn, await drafted.an_open_plan(conn), state=state)
        return await verb(conn, actor, source_plan_id=plan.id, **given)

    return do


def on_open_plan(
    verb: Verb, **given: object
) -> Callable[[asyncpg.Connection, Actor], Awaitable[record.Done]]:
    async def do(conn: asyncpg.Connection, actor: Actor) -> record.Done:
        return await verb(conn, actor, plan_id=await drafted.an_open_plan(conn), **given)

    return do


async def close_plan(conn: asyncpg.Connection, actor: Actor) -> record.Done:
    return await plans.close_plan(conn, actor, plan_id=(await factories.a_plan(conn)).id)


async def transfer(conn: asyncpg.Connection, actor: Actor) -> record.Done:
    one = await factories.a_plan(conn)
    other = await factories.a_plan(conn, institution_code="10112", institution="太原理工大学")
    return await ledger.transfer_seats(
        conn, actor, from_line=one.line, to_line=other.line, seats=1, **ORDER
    )


async def adjust(conn: asyncpg.Connection, actor: Actor) -> record.Done:
    line = (await factories.a_plan(conn)).line
    return await ledger.adjust_seats(conn, actor, line_id=line, change=-1, **ORDER)


async def withdraw(conn: asyncpg.Connection, actor: Actor) -> record.Done:
    line = (await factories.a_plan(conn)).line
    return await ledger.withdraw_seats(conn, actor, line_id=line, seats=1, **ORDER)


async def reverse(conn: asyncpg.Connection, actor: Actor) -> record.Done:
    movement_id = await drafted.issued(conn, await drafted.an_open_plan(conn, seats=0), 9)
    return await ledger.reverse_movement(conn, actor, movement_id=movement_id, **ORDER)


async def record_admissions(conn: asyncpg.Connection, actor: Actor) -> record.Done:
    plan = await a_plan(conn)
    row = admissions.Row(plan.line, 1, applied=9, filed=8, admitted=7, enrolled=6, withdrawn=1)
    return await admissions.record_admissions(conn, actor, rows=[row])


async def state_demand(conn: asyncpg.Connection, actor: Actor) -> record.Done:
    return await training.state(conn, actor, **trained.DEMAND)


async def sign_agreement(conn: asyncpg.Connection, actor: Actor) -> record.Done:
    line_id = (await trained.a_line(conn)).line
    return await training.sign(conn, actor, line_id=line_id, **trained.AGREEMENT)


async def advance_agreement(conn: asyncpg.Connection, actor: Actor) -> record.Done:
    """Do what the role may do to an agreement that is signed."""
    agreement_id = await trained.an_agreement(conn, (await trained.a_line(conn)).line)
    own = {Role.ADMISSIONS: Action.STUDY, Role.COUNTY: Action.BREACH}
    action = own.get(actor.role, Action.RELEASE)
    reason = None if action is Action.STUDY else "因故"
    return await training.advance(
        conn, actor, agreement_id=agreement_id, action=action, reason=reason
    )


async def save_rule_set(conn: asyncpg.Connection, actor: Actor) -> record.Done:
    return await eligibility.save(conn, actor, **RULES)


DO: dict[str, Callable[[asyncpg.Connection, Actor], Awaitable[record.Done]]] = {
    "createSpecialPlan": create,
    "openSpecialPlan": open_plan,
    "addAreaException": on_open_plan(
        plans.add_area_exception, county="140122", reason="增列", document="晋教〔2026〕1号"
    ),
    "publishSpecialPlan": on_open_plan(plans.publish_plan),
    "closeSpecialPlan": close_plan,
    "draftSourcePlan": on_open_plan(source_plans.draft_source_plan),
    **{name: on_source_plan(name) for name in IN_STATE},
    "issueQuota": on_open_plan(ledger.issue_quota, seats=1, **ORDER),
    "transferSeats": transfer,
    "adjustSeats": adjust,
    "withdrawSeats": withdraw,
    "reverseMovement": reverse,
    "designateCounty": designate_county,
    "designateInstitution": designate_institution,
    "endDesignation": end_designation,
    "recordAdmissions": record_admissions,
    "stateTrainingDemand": state_demand,
    "signAgreement": sign_agreement,
    "advanceAgreement": advance_agreement,
    "saveRuleSet": save_rule_set,
}

# What hides from some: an actor of another role is told that it isn't there.
NOT_OF_IT = set(Role) - {Role.PROVINCE, Role.AUDITOR, Role.ADMISSIONS}
HIDDEN_FROM = {
    "openSpecialPlan": NOT_OF_IT | {Role.ADMISSIONS},
    **dict.fromkeys(IN_STATE, NOT_OF_IT),
    "advanceAgreement": {Role.COLLEGE, Role.CENTRE},
}


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
    actor = PUBLIC if role is Role.PUBLIC else Actor(role, "staff:7", institution="10108")
    scope = {SCOPES[role]: OWN[SCOPES[role]]} if role in SCOPES else {}
    actor = PUBLIC if role is Role.PUBLIC else Actor(role, "staff:7", **scope)
    told = refused(verb, role)

    if told is None:
        await DO[verb](conn, actor)
    else:
        with pytest.raises(told):
            await DO[verb](conn, actor)

    event = "select exists (select from audit_event where verb = $1 and actor = $2)"
    assert await conn.fetchval(event, verb, actor.name) == (told is None)


def test_no_verb_is_for_those_who_only_read() -> None:
    assert not any(roles & {Role.PUBLIC, Role.AUDITOR} for roles in VERBS.values())


async def test_who_is_refused_is_told_who_may(conn: asyncpg.Connection) -> None:
    with pytest.raises(errors.Forbidden) as refusal:
        await create(conn, Actor(Role.COUNTY, "staff:7", county=LIN))

    assert refusal.value.message("en") == "The role COUNTY may not do this; it is for PROVINCE."
    assert PROVINCE.role in refusal.value.message("zh")
