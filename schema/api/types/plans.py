"""Special plans and source plans."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from enrollment.actors import Role
from enrollment.types import Action, PlanKind, SourcePlanState, SpecialPlanState
from schema.api.connections import Connection, Node
from schema.api.fields import listing, said
from schema.api.scalars import DateTime
from schema.api.types.institutions import Institution
from schema.api.types.places import County

if TYPE_CHECKING:
    from schema.api.types.quotas import QuotaLineConnection


@strawberry.type(description="A special enrollment plan of a year. 专项计划。")
class SpecialPlan(Node):
    year: int
    kind: PlanKind
    title: str
    state: SpecialPlanState
    submission_opens: DateTime | None
    submission_closes: DateTime | None
    is_sample: bool = said("Invented to show the service at work.", "是否示例数据。")
    issued_seats: int | None = said(
        "Seats issued; told once the plan is published.", "下达名额，公布后可见。"
    )
    allocated_seats: int | None = said("Seats on lines.", "已分配名额。")
    unallocated_seats: int | None = said("Seats in the pool.", "未分配名额。")
    withdrawn_seats: int | None = said("Seats withdrawn.", "收回名额。")
    version: int
    may: list[Action] = said("What the viewer may do to it now.", "当前用户现在可做的操作。")
    area: Connection[County] = listing("County", "Its implementation area.", "实施区域。")
    source_plans: Connection["SourcePlan"] = listing(
        "SourcePlan", "The institutions' source plans.", "各院校招生来源计划。"
    )
    quota_lines: Annotated["QuotaLineConnection", strawberry.lazy("schema.api.types.quotas")] = (
        listing("QuotaLine", "All its lines.", "全部分专业计划。")
    )


@strawberry.type(description="An institution's part in a special plan. 招生来源计划。")
class SourcePlan(Node):
    state: SourcePlanState
    version: int
    requested_seats: int = said("Seats asked for, over its lines.", "申请名额合计。")
    seats: int = said("Seats in the ledger, over its lines.", "名额合计。")
    special_plan: SpecialPlan | None
    institution: Institution
    lines: Annotated["QuotaLineConnection", strawberry.lazy("schema.api.types.quotas")] = listing(
        "QuotaLine", "Its lines.", "分专业计划。"
    )
    may: list[Action] = said("What the viewer may do to it now.", "当前用户现在可做的操作。")
    reviews: Connection["SourcePlanReview"] = listing(
        "SourcePlanReview",
        "Its submissions, returns, comments and approval; told to its office and the province.",
        "报送、退回、意见与批准记录，本校和省厅可见。",
    )


@strawberry.type(description="A step of a source plan's review, or a comment. 审核记录。")
class SourcePlanReview(Node):
    step: Action
    text: str | None = said("The reason, or what was said.", "理由或意见。")
    actor: str = said("Who did it.", "操作人。")
    role: Role
    recorded_at: DateTime
    source_plan: SourcePlan | None
