"""The steps of a special plan's life: opened, given exceptions to its area, published, closed."""

from collections.abc import Mapping
from datetime import datetime

from asyncpg import Connection

from enrollment import designations, errors, inputs, ledger, lives, record
from enrollment.actors import Actor, Role
from enrollment.plans.areas import draw_area
from enrollment.plans.drafts import plausible
from enrollment.plans.taking import PLAN, require_reviewed, take
from enrollment.types import Action, SourcePlanState, SpecialPlanState

VERBS: Mapping[str, frozenset[Role]] = {
    "openSpecialPlan": lives.roles(lives.SPECIAL_PLAN, Action.OPEN),
    "addAreaException": lives.roles(lives.SPECIAL_PLAN, Action.ADD_AREA_EXCEPTION),
    "publishSpecialPlan": lives.roles(lives.SPECIAL_PLAN, Action.PUBLISH),
    "closeSpecialPlan": lives.roles(lives.SPECIAL_PLAN, Action.CLOSE),
}


async def open(
    conn: Connection,
    actor: Actor,
    *,
    plan_id: int,
    expected_version: int | None = None,
    submission_opens: datetime | None = None,
    submission_closes: datetime | None = None,
) -> record.Done:
    """Open the draft for submissions; an end of the window that isn't given stays as it is.

    Its area is written from the designations valid on 1 January of its year, its accounts are
    opened. Refused: `take`, `inputs`, `WindowMissing`, `WindowReversed`, `NoArea`.
    """
    window = plausible(submissionOpens=submission_opens, submissionCloses=submission_closes)
    with errors.named():
        async with record.atomic(conn):
            plan, after = await take(
                conn, actor, plan_id, Action.OPEN, expected_version=expected_version, mine=window
            )
            await conn.execute(
                """
                update special_plan
                   set state             = $2,
                       submission_opens  = coalesce($3, submission_opens),
                       submission_closes = coalesce($4, submission_closes)
                 where id = $1
                """,
                plan_id,
                after,
                submission_opens,
                submission_closes,
            )
            await draw_area(conn, plan_id, plan.fields["year"], plan.fields["kind"])
            await ledger.open_accounts(conn, plan_id)
            await record.changed(conn, actor, "openSpecialPlan", PLAN, plan_id, before=plan)
    return {"specialPlan": plan_id}


async def add_area_exception(
    conn: Connection,
    actor: Actor,
    *,
    plan_id: int,
    county: str,
    reason: str,
    document: str,
    expected_version: int | None = None,
) -> record.Done:
    """Add a county to the plan's area, by a code it has or had, for a reason and by a document.

    Refused: `take`, `inputs`, `CountyUnknown`, `CountyInArea`.
    """
    code = inputs.text("county", county, most=designations.LONGEST_CODE)
    reason = inputs.text("reason", reason, most=inputs.LONGEST_REASON)
    document = inputs.text("document", document, most=inputs.LONGEST_DOCUMENT)
    with errors.named():
        async with record.atomic(conn):
            await take(
                conn,
                actor,
                plan_id,
                Action.ADD_AREA_EXCEPTION,
                expected_version=expected_version,
            )
            present = await designations.take_county(conn, code)
            await conn.execute(
                """
                insert into plan_area (special_plan_id, county_code, reason, document)
                values ($1, $2, $3, $4)
                """,
                plan_id,
                present,
                reason,
                document,
            )
            await record.write(
                conn,
                actor=actor,
                verb="addAreaException",
                object_type=PLAN.type,
                object_id=str(plan_id),
                after={"county": present, "reason": reason, "document": document},
            )
    return {"specialPlan": plan_id, "county": present}


async def publish_plan(
    conn: Connection, actor: Actor, *, plan_id: int, expected_version: int | None = None
) -> record.Done:
    """Publish the open plan and its approved source plans; drafts and returned ones stay hidden.

    Refused: `take`, `ReviewsPending` while a submitted source plan waits for its review.
    """
    with errors.named():
        async with record.atomic(conn):
            plan, after = await take(
                conn, actor, plan_id, Action.PUBLISH, expected_version=expected_version
            )
            await require_reviewed(conn, plan_id)
            await become(conn, plan_id, after)
            await conn.execute(
                "update source_plan set state = $2 where special_plan_id = $1 and state = $3",
                plan_id,
                SourcePlanState.PUBLISHED,
                SourcePlanState.APPROVED,
            )
            await record.changed(conn, actor, "publishSpecialPlan", PLAN, plan_id, before=plan)
    return {"specialPlan": plan_id}


async def close_plan(
    conn: Connection, actor: Actor, *, plan_id: int, expected_version: int | None = None
) -> record.Done:
    """Close the published plan: its seats and admissions stay as they are. Refused: `take`."""
    with errors.named():
        async with record.atomic(conn):
            plan, after = await take(
                conn, actor, plan_id, Action.CLOSE, expected_version=expected_version
            )
            await become(conn, plan_id, after)
            await record.changed(conn, actor, "closeSpecialPlan", PLAN, plan_id, before=plan)
    return {"specialPlan": plan_id}


async def become(conn: Connection, plan_id: int, state: SpecialPlanState) -> None:
    await conn.execute("update special_plan set state = $2 where id = $1", plan_id, state)
