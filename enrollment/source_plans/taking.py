"""A source plan that something is done to: who may, from which state, on which version."""

from dataclasses import dataclass
from datetime import datetime

from asyncpg import Connection

from enrollment import errors, lives, record, rights, sight
from enrollment.actors import Actor, Role
from enrollment.types import Action, PlanKind, SourcePlanState, SpecialPlanState

SOURCE_PLAN = record.Kept(
    "source_plan",
    "SourcePlan",
    {
        "specialPlan": "special_plan_id",
        "institution": "institution_code",
        "state": "state",
        "submittedBy": "submitted_by",
        "approvedBy": "approved_by",
    },
)


@dataclass(frozen=True, slots=True)
class Taken:
    """A source plan that is locked, its special plan, and the state that the verb leads to."""

    version: record.Version
    plan_id: int
    year: int
    kind: PlanKind
    opens: datetime
    closes: datetime
    after: SourcePlanState

    @property
    def id(self) -> int:
        return self.version.id

    @property
    def institution(self) -> str:
        return str(self.version.fields["institution"])

    @property
    def state(self) -> SourcePlanState:
        return SourcePlanState(self.version.fields["state"])


async def take(
    conn: Connection,
    actor: Actor,
    source_plan_id: int,
    verb: Action,
    *,
    expected_version: int | None = None,
    alone: bool = False,
) -> Taken:
    """Lock the source plan for the verb, and its special plan: `alone`, or shared with others.

    Refused: `NotFound`, `rights.allow`, `SamplePlan`, `WrongState`, `Conflict`.
    """
    rights.recognise(actor)
    await sight.source_plan(conn, actor, source_plan_id)
    rights.allow(actor, lives.roles(lives.SOURCE_PLAN, verb))
    plan = await conn.fetchrow(
        f"""
        select id, year, kind, state, is_sample, submission_opens, submission_closes
          from special_plan
         where id = (select special_plan_id from source_plan where id = $1)
           for {"no key update" if alone else "share"}
        """,
        source_plan_id,
    )
    version = await record.take(conn, SOURCE_PLAN, source_plan_id)
    if plan is None or version is None:
        raise errors.NotFound
    if actor.role is Role.ADMISSIONS and actor.institution != version.fields["institution"]:
        raise errors.Forbidden(role=actor.role, roles=version.fields["institution"])
    if plan["is_sample"]:
        raise errors.SamplePlan
    require_open(plan["state"])
    await record.expect(
        conn, SOURCE_PLAN, version, expected_version, lives.wanted(lives.SOURCE_PLAN, verb)
    )
    return Taken(
        version,
        plan["id"],
        plan["year"],
        PlanKind(plan["kind"]),
        plan["submission_opens"],
        plan["submission_closes"],
        lives.after(lives.SOURCE_PLAN, verb, actor.role, version.fields["state"]),
    )


def require_open(state: str) -> None:
    """Refuse with `WrongState` a special plan that takes no source plans now."""
    if state != SpecialPlanState.OPEN:
        raise errors.WrongState(
            state=lives.NAMES[SpecialPlanState(state)],
            right=lives.NAMES[SpecialPlanState.OPEN],
        )


async def noted(
    conn: Connection, actor: Actor, verb: str, taken: Taken, step: Action, text: str | None
) -> None:
    """Put the step on record: among the source plan's reviews, and in the audit."""
    await conn.execute(
        """
        insert into source_plan_review (source_plan_id, step, text, actor, role)
        values ($1, $2, $3, $4, $5)
        """,
        taken.id,
        step,
        text,
        actor.name,
        actor.role,
    )
    await record.changed(conn, actor, verb, SOURCE_PLAN, taken.id, before=taken.version)
