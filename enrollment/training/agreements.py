"""The agreement of a county with a student who is trained for it, on a line bound to the county.

A student is a number of the county's own. There are never more agreements on a line than students
admitted on it, but for those released: each is with one who was admitted.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from asyncpg import Connection

from enrollment import errors, inputs, lives, quotas, record, rights
from enrollment.actors import Actor, Role
from enrollment.types import Action, PlanKind, SourcePlanState, TrainingCost

VERBS: Mapping[str, frozenset[Role]] = {
    "signAgreement": lives.roles(lives.AGREEMENT, Action.SIGN),
    "advanceAgreement": frozenset(step.role for step in lives.AGREEMENT if step.before is not None),
}

AGREEMENT = record.Kept(
    "training_agreement",
    "TrainingAgreement",
    {
        "line": "'QuotaLine:' || quota_line_id",
        "student": "student",
        "serviceYears": "service_years",
        "freeOf": "free_of",
        "subsidy": "subsidy::text",
        "document": "document",
        "signedOn": "signed_on",
        "state": "state",
        "reason": "reason",
    },
)
# As `agreement_student_is_pseudonymous` has it; judged here first, since PostgreSQL would write a
# row that it refuses into its log, with the name that should not be kept.
PSEUDONYM = re.compile(r"[A-Z]{0,4}(-?[0-9]){3,10}", re.ASCII)
HIGHEST_AMOUNT, PENNY = Decimal("9999999999.99"), Decimal("0.01")
ENDED_EARLY = frozenset({Action.BREACH, Action.RELEASE})


async def sign(
    conn: Connection,
    actor: Actor,
    *,
    line_id: int,
    student: str,
    service_years: int,
    free_of: Sequence[TrainingCost],
    subsidy: Decimal | None = None,
    document: str,
    signed_on: date,
) -> record.Done:
    """Sign an agreement with a student who was admitted on a line of the actor's county.

    Refused: `rights.allow`, `inputs`, `StudentNotPseudonymous`, `AmountImplausible`, `NotFound`,
    `OutOfScope`, `SampleLine`, `LineNotTargeted`, `AllAgreed`, `StudentTwice`,
    `ServiceYearsImplausible`.
    """
    rights.allow(actor, VERBS["signAgreement"])
    if not PSEUDONYM.fullmatch(student):
        raise errors.StudentNotPseudonymous
    if subsidy is not None and not is_amount(subsidy):
        raise errors.AmountImplausible(field="subsidy")
    document = inputs.text("document", document, most=inputs.LONGEST_DOCUMENT)
    inputs.when("signedOn", signed_on)
    with errors.named():
        async with record.atomic(conn):
            for find in (quotas.look_at_lines, quotas.take_lines):
                judge(actor, (await find(conn, [line_id])).get(line_id))
            agreement_id: int = await conn.fetchval(
                """
                insert into training_agreement (quota_line_id, student, service_years, free_of,
                                                subsidy, document, signed_on)
                values ($1, $2, $3, $4, $5, $6, $7)
                returning id
                """,
                line_id,
                student,
                service_years,
                sorted(set(free_of)),
                subsidy,
                document,
                signed_on,
            )
            await record.changed(conn, actor, "signAgreement", AGREEMENT, agreement_id)
    return {"trainingAgreement": agreement_id}


def is_amount(value: Decimal) -> bool:
    return 0 <= value <= HIGHEST_AMOUNT and value == value.quantize(PENNY)


def judge(actor: Actor, line: Any) -> None:
    """Refuse a line on which the actor's county signs no agreement, or none more."""
    if line is None or line["state"] != SourcePlanState.PUBLISHED:
        raise errors.NotFound(field="line")
    if line["plan_kind"] != PlanKind.TARGETED:
        raise errors.LineNotTargeted(kind=line["plan_kind"])
    if line["county_code"] != actor.county:
        raise errors.OutOfScope(field="line", owner=line["county_code"], scope=actor.county)
    if line["is_sample"]:
        raise errors.SampleLine
    if line["agreements"] >= line["admitted"]:
        raise errors.AllAgreed(admitted=line["admitted"])


async def advance(
    conn: Connection,
    actor: Actor,
    *,
    agreement_id: int,
    action: Action,
    reason: str | None = None,
    expected_version: int | None = None,
) -> record.Done:
    """Lead the agreement to its next state; a breach and a release say why, without names.

    Refused: `NotFound`, `rights.allow`, `inputs`, `ActionMisplaced`, `ReasonMisplaced`,
    `Conflict`, `WrongState`.
    """
    rights.recognise(actor)
    steps = {step.verb for step in lives.AGREEMENT if step.before is not None}
    why = None if reason is None else inputs.text("reason", reason, most=inputs.LONGEST_REASON)
    with errors.named():
        async with record.atomic(conn):
            line_id = await seen_line(conn, actor, agreement_id)
            if action not in steps:
                raise errors.ActionMisplaced(action=action, right=", ".join(sorted(steps)))
            rights.allow(actor, lives.roles(lives.AGREEMENT, action))
            check_reason(action, why)
            await quotas.take_lines(conn, [line_id])
            before = await record.take(conn, AGREEMENT, agreement_id)
            assert before is not None  # no agreement goes
            (after,) = {step.after for step in lives.AGREEMENT if step.verb is action}
            mine = {"state": after, "reason": why}
            await record.expect(conn, AGREEMENT, before, expected_version, mine)
            lives.after(lives.AGREEMENT, action, actor.role, before.fields["state"])
            await conn.execute(
                "update training_agreement set state = $2, reason = $3 where id = $1",
                agreement_id,
                after,
                why,
            )
            await record.changed(
                conn, actor, "advanceAgreement", AGREEMENT, agreement_id, before=before
            )
    return {"trainingAgreement": agreement_id}


def check_reason(action: Action, reason: str | None) -> None:
    if action in ENDED_EARLY and reason is None:
        raise errors.TextMissing(field="reason")
    if action not in ENDED_EARLY and reason is not None:
        raise errors.ReasonMisplaced(action=action)


async def seen_line(conn: Connection, actor: Actor, agreement_id: int) -> int:
    """Return the agreement's line; refused with `errors.NotFound` where the actor sees neither.

    An agreement is seen by its county and that county's prefecture, by its institution, and by
    those who see everything.
    """
    found = None
    if record.is_id(agreement_id):
        found = await conn.fetchrow(
            """
            select line.id, institution_code, county_code, prefecture_code
              from training_agreement
              join quota_line line on line.id = quota_line_id
              join county on county.code = county_code
             where training_agreement.id = $1
            """,
            agreement_id,
        )
    if found is None or not sees(actor, found):
        raise errors.NotFound(field="agreement")
    return int(found["id"])


def sees(actor: Actor, line: Any) -> bool:
    match actor.role:
        case Role.PROVINCE | Role.AUDITOR:
            return True
        case Role.ADMISSIONS:
            return bool(line["institution_code"] == actor.institution)
        case Role.COUNTY:
            return bool(line["county_code"] == actor.county)
        case Role.PREFECTURE:
            return bool(line["prefecture_code"] == actor.prefecture)
    return False
