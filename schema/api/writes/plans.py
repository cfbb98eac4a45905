"""Special plans: drafted, opened, published, closed."""

from collections.abc import Mapping

import strawberry
from strawberry import UNSET

from enrollment import plans
from enrollment.types import PlanKind
from schema.api.fields import asking, said
from schema.api.scalars import DateTime
from schema.api.types.places import County
from schema.api.types.plans import SpecialPlan
from schema.api.writes.given import Verb, of, plain
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


@strawberry.input
class PublishSpecialPlanInput(Versioned):
    special_plan: strawberry.ID


@strawberry.input
class CloseSpecialPlanInput(Versioned):
    special_plan: strawberry.ID


@strawberry.input
class AddAreaExceptionInput(Versioned):
    special_plan: strawberry.ID
    county: str = said("Its code.", "县代码。")
    reason: str
    document: str = said("The document that orders it.", "文号。")


@strawberry.type
class CreateSpecialPlanPayload(Payload):
    special_plan: SpecialPlan | None


@strawberry.type
class OpenSpecialPlanPayload(Payload):
    special_plan: SpecialPlan | None


@strawberry.type
class PublishSpecialPlanPayload(Payload):
    special_plan: SpecialPlan | None


@strawberry.type
class CloseSpecialPlanPayload(Payload):
    special_plan: SpecialPlan | None


@strawberry.type
class AddAreaExceptionPayload(Payload):
    special_plan: SpecialPlan | None
    county: County | None


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
    add_area_exception: AddAreaExceptionPayload | None = asking(
        "Add a county to a plan's area, by a document.",
        "依文件将某县增列入实施区域。",
        input=AddAreaExceptionInput,
    )
    publish_special_plan: PublishSpecialPlanPayload | None = asking(
        "Publish a plan with its approved source plans.",
        "公布专项计划及已批准的招生来源计划。",
        input=PublishSpecialPlanInput,
    )
    close_special_plan: CloseSpecialPlanPayload | None = asking(
        "Close a published plan; its numbers stay as they are.",
        "结束已公布的专项计划，数据不再变动。",
        input=CloseSpecialPlanInput,
    )


VERBS: Mapping[str, Verb] = {
    "createSpecialPlan": plain(plans.create),
    "openSpecialPlan": of("specialPlan", "SpecialPlan", "plan_id", plans.open),
    "addAreaException": of("specialPlan", "SpecialPlan", "plan_id", plans.add_area_exception),
    "publishSpecialPlan": of("specialPlan", "SpecialPlan", "plan_id", plans.publish_plan),
    "closeSpecialPlan": of("specialPlan", "SpecialPlan", "plan_id", plans.close_plan),
}
