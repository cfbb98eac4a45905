"""Source plans drafted, and taken back before they are reviewed."""

from collections.abc import Mapping

from asyncpg import Connection

from enrollment import errors, lives, record, rights, sight
from enrollment.actors import Actor, Role
from enrollment.source_plans.taking import SOURCE_PLAN, noted, require_open, take
from enrollment.types import Action

VERBS: Mapping[str, frozenset[Role]] = {
    "draftSourcePlan": lives.roles(lives.SOURCE_PLAN, Action.DRAFT),
    "withdrawSourcePlan": lives.roles(lives.SOURCE_PLAN, Action.WITHDRAW),
}


async def draft_source_plan(conn: Connection, actor: Actor, *, plan_id: int) -> record.Done:
    """Add the source plan of the actor's institution to an open special plan.

    Refused: `NotFound`, `rights.allow`, `SamplePlan`, `WrongState`, `SourcePlanExists`.
    """
    rights.recognise(actor)
    await sight.special_plan(conn, actor, plan_id)
    rights.allow(actor, VERBS["draftSourcePlan"])
    with errors.named():
        async with record.atomic(conn):
            plan = await conn.fetchrow(
                "select state, is_sample from special_plan where id = $1 for share", plan_id
            )
            if plan is None:
                raise errors.NotFound
            if plan["is_sample"]:
                raise errors.SamplePlan
            require_open(plan["state"])
            source_plan_id: int = await conn.fetchval(
                """
                insert into source_plan (special_plan_id, plan_state, institution_code)
                values ($1, $2, $3)
                returning id
                """,
                plan_id,
                plan["state"],
                actor.institution,
            )
            await record.changed(conn, actor, "draftSourcePlan", SOURCE_PLAN, source_plan_id)
    return {"sourcePlan": source_plan_id}


async def withdraw_source_plan(
    conn: Connection, actor: Actor, *, source_plan_id: int, expected_version: int | None = None
) -> record.Done:
    """Take a submitted source plan back to draft, to change it. Refused: `take`."""
    with errors.named():
        async with record.atomic(conn):
            taken = await take(
                conn, actor, source_plan_id, Action.WITHDRAW, expected_version=expected_version
            )
            await conn.execute(
                "update source_plan set state = $2, submitted_by = null where id = $1",
                source_plan_id,
                taken.after,
            )
            await noted(conn, actor, "withdrawSourcePlan", taken, Action.WITHDRAW, None)
    return {"sourcePlan": source_plan_id}
