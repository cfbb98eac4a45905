"""Plans drafted, and opened for submissions."""

from collections.abc import Mapping
from datetime import datetime

from asyncpg import Connection

from enrollment import errors, inputs, lives, record, rights
from enrollment.actors import Actor, Role
from enrollment.plans.areas import draw_area
from enrollment.types import Action, PlanKind, SpecialPlanState

VERBS: Mapping[str, frozenset[Role]] = {
    "createSpecialPlan": lives.roles(lives.SPECIAL_PLAN, Action.CREATE),
    "openSpecialPlan": lives.roles(lives.SPECIAL_PLAN, Action.OPEN),
}

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
LONGEST_TITLE = 200  # characters

TITLES = {
    PlanKind.NATIONAL: "国家专项计划",
    PlanKind.LOCAL: "地方专项计划",
    PlanKind.UNIVERSITY: "高校专项计划",
    PlanKind.TARGETED: "免费定向定量培养计划",
}


async def create(
    conn: Connection,
    actor: Actor,
    *,
    year: int,
    kind: PlanKind,
    title: str | None = None,
    submission_opens: datetime | None = None,
    submission_closes: datetime | None = None,
) -> record.Done:
    """Add the plan of the year and kind as a draft; without a title it gets its kind's.

    Refused: `rights.allow`, `inputs`, `PlanExists`, `YearImplausible`, `WindowReversed`.
    """
    rights.allow(actor, VERBS["createSpecialPlan"])
    named = default_title(year, kind) if title is None else title
    named = inputs.text("title", named, most=LONGEST_TITLE)
    plausible(submissionOpens=submission_opens, submissionCloses=submission_closes)
    with errors.named():
        async with conn.transaction():
            plan_id: int = await conn.fetchval(
                """
                insert into special_plan (year, kind, title, submission_opens, submission_closes)
                values ($1, $2, $3, $4, $5)
                returning id
                """,
                year,
                kind,
                named,
                submission_opens,
                submission_closes,
            )
            await record.changed(conn, actor, "createSpecialPlan", PLAN, plan_id)
    return {"specialPlan": plan_id}


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

    Its area is written from the designations valid on 1 January of its year. Refused: `NotFound`,
    `rights.allow`, `inputs`, `Conflict`, `SamplePlan`, `WrongState`, `WindowMissing`,
    `WindowReversed`, `NoArea`.
    """
    rights.recognise(actor)
    window = plausible(submissionOpens=submission_opens, submissionCloses=submission_closes)
    with errors.named():
        async with conn.transaction():
            await require_seen(conn, actor, plan_id)
            rights.allow(actor, VERBS["openSpecialPlan"])
            plan = await record.take(conn, PLAN, plan_id)
            if plan is None:
                raise errors.NotFound
            mine = {"state": SpecialPlanState.OPEN, **window}
            await record.expect(conn, PLAN, plan, expected_version, mine)
            if plan.fields["isSample"]:
                raise errors.SamplePlan
            await conn.execute(
                """
                update special_plan
                   set state             = $2,
                       submission_opens  = coalesce($3, submission_opens),
                       submission_closes = coalesce($4, submission_closes)
                 where id = $1
                """,
                plan_id,
                lives.after(lives.SPECIAL_PLAN, Action.OPEN, actor.role, plan.fields["state"]),
                submission_opens,
                submission_closes,
            )
            await draw_area(conn, plan_id, plan.fields["year"], plan.fields["kind"])
            await record.changed(conn, actor, "openSpecialPlan", PLAN, plan_id, before=plan)
    return {"specialPlan": plan_id}


async def require_seen(conn: Connection, actor: Actor, plan_id: int) -> None:
    """Refuse with `errors.NotFound` what the actor doesn't see, before it waits for any lock."""
    state = None
    if record.is_id(plan_id):
        state = await conn.fetchval("select state from special_plan where id = $1", plan_id)
    if state is None or actor.role not in lives.SPECIAL_PLAN_SEEN[state]:
        raise errors.NotFound


def plausible(**ends: datetime | None) -> dict[str, datetime]:
    """Return the ends that are given; their order is the database's to judge."""
    given = {field: end for field, end in ends.items() if end is not None}
    for field, end in given.items():
        inputs.when(field, end)
    return given


def default_title(year: int, kind: PlanKind) -> str:
    return f"{year}年{TITLES[kind]}"
