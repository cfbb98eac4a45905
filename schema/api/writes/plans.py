"""Special plans drafted and opened."""

from collections.abc import Mapping

import strawberry
from asyncpg import Connection
from strawberry import UNSET

from enrollment import plans, record
from enrollment.actors import Actor
from enrollment.types import PlanKind
from schema.api.fields import asking
from schema.api.scalars import DateTime
from schema.api.types.plans import SpecialPlan
from schema.api.writes.given import Given, Told, Verb, numbered, plain
from schema.api.writes.inputs import Input, Versioned
from schema.api.writes.payloads import Payload


@strawberry.input
class CreateSpecialPlanInput(Input):
    year: int
    kind: PlanKind
    title: str | None = UNSET
    submission_opens: DateTime | None = UNSET
    submission_closes: DateTime | None = UNSET


@strawberry.input
class OpenSpecialPlanInput(Versioned):
    special_plan: strawberry.ID
    submission_opens: DateTime | None = UNSET
    submission_closes: DateTime | None = UNSET


@strawberry.type
class CreateSpecialPlanPayload(Payload):
    special_plan: SpecialPlan | None


@strawberry.type
class OpenSpecialPlanPayload(Payload):
    special_plan: SpecialPlan | None


async def open_special_plan(conn: Connection, actor: Actor, given: Given, _: Told) -> record.Done:
    plan_id = numbered(given, "specialPlan", "SpecialPlan")[1]
    return await plans.open(conn, actor, plan_id=plan_id, **given)


@strawberry.type
class PlanVerbs:
    create_special_plan: CreateSpecialPlanPayload | None = asking(
        "Draft the special plan of a year and kind.",
        "新建某年某类专项计划草稿。",
        input=CreateSpecialPlanInput,
    )
    open_special_plan: OpenSpecialPlanPayload | None = asking(
        "Open a draft for submissions; its area is written now.",
        "开放计划，接受申报；实施区域即时确定。",
        input=OpenSpecialPlanInput,
    )


VERBS: Mapping[str, Verb] = {
    "createSpecialPlan": plain(plans.create),
    "openSpecialPlan": open_special_plan,
}
