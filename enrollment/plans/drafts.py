"""Special plans drafted."""

from collections.abc import Mapping
from datetime import datetime

from asyncpg import Connection

from enrollment import errors, inputs, lives, record, rights
from enrollment.actors import Actor, Role
from enrollment.plans.taking import PLAN
from enrollment.types import Action, PlanKind

VERBS: Mapping[str, frozenset[Role]] = {
    "createSpecialPlan": lives.roles(lives.SPECIAL_PLAN, Action.CREATE),
}

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
        async with record.atomic(conn):
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


def plausible(**ends: datetime | None) -> dict[str, datetime]:
    """Return the ends that are given; their order is the database's to judge."""
    given = {field: end for field, end in ends.items() if end is not None}
    for field, end in given.items():
        inputs.when(field, end)
    return given


def default_title(year: int, kind: PlanKind) -> str:
    return f"{year}年{TITLES[kind]}"
