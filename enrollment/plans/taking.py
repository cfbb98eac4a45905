"""A special plan that something is done to: who may, from which state, on which version."""

from collections.abc import Mapping

from asyncpg import Connection

from enrollment import errors, lives, record, rights, sight
from enrollment.actors import Actor
from enrollment.types import Action, SourcePlanState, SpecialPlanState

PLAN = record.Kept(
    "special_plan",
    "SpecialPlan",
    {
        "year": "year",
        "kind": "kind",
        "isSample": "is_sample",
        "title": "title",
        "state": "state",
        "submissionOpens": "submission_opens",
        "submissionCloses": "submission_closes",
    },
)


async def take(
    conn: Connection,
    actor: Actor,
    plan_id: int,
    verb: Action,
    *,
    expected_version: int | None = None,
    mine: Mapping[str, object] | None = None,
) -> tuple[record.Version, SpecialPlanState]:
    """Lock the plan for the verb; return it, and the state that the verb leads to.

    `mine` is what the verb wants of its fields besides the state. Refused: `NotFound`,
    `rights.allow`, `Conflict`, `SamplePlan`, `WrongState`.
    """
    rights.recognise(actor)
    await sight.special_plan(conn, actor, plan_id)
    rights.allow(actor, lives.roles(lives.SPECIAL_PLAN, verb))
    plan = await record.take(conn, PLAN, plan_id)
    if plan is None:
        raise errors.NotFound
    wanted = {**lives.wanted(lives.SPECIAL_PLAN, verb), **(mine or {})}
    await record.expect(conn, PLAN, plan, expected_version, wanted)
    if plan.fields["isSample"]:
        raise errors.SamplePlan
    return plan, lives.after(lives.SPECIAL_PLAN, verb, actor.role, plan.fields["state"])


async def require_reviewed(conn: Connection, plan_id: int) -> None:
    """Refuse with `ReviewsPending` to publish a plan while submitted source plans wait."""
    waiting = await conn.fetchval(
        "select count(*) from source_plan where special_plan_id = $1 and state = $2",
        plan_id,
        SourcePlanState.SUBMITTED,
    )
    if waiting:
        raise errors.ReviewsPending(count=waiting)
