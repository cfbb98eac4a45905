"""Source plans: drafted, given their lines, submitted, reviewed."""

from collections.abc import Mapping

import strawberry
from asyncpg import Connection
from strawberry import UNSET

from enrollment import record, source_plans
from enrollment.actors import Actor
from enrollment.types import OnError
from schema.api.fields import asking, said
from schema.api.scalars import Date, Decimal
from schema.api.types.ledger import QuotaMovement
from schema.api.types.plans import SourcePlan
from schema.api.types.quotas import QuotaLine
from schema.api.writes.given import Given, Told, Verb, number, numbered, numbered_rows, of
from schema.api.writes.inputs import Input, Versioned
from schema.api.writes.payloads import Payload

OF = "sourcePlan", "SourcePlan", "source_plan_id"


@strawberry.input
class DraftSourcePlanInput(Input):
    special_plan: strawberry.ID


@strawberry.input
class SubmitSourcePlanInput(Versioned):
    source_plan: strawberry.ID


@strawberry.input
class WithdrawSourcePlanInput(Versioned):
    source_plan: strawberry.ID


@strawberry.input
class ReturnSourcePlanInput(Versioned):
    source_plan: strawberry.ID
    reason: str = said("What is to be changed.", "退回理由。")


@strawberry.input
class CommentOnSourcePlanInput(Input):
    source_plan: strawberry.ID
    text: str


@strawberry.input
class ApproveSourcePlanInput(Versioned):
    source_plan: strawberry.ID
    document_number: str = said("The document that orders it.", "文号。")
    reason: str | None = UNSET
    effective_on: Date | None = said("Today if left out.", "生效日期，默认当日。", default=UNSET)


@strawberry.input(
    description="A line of a source plan, by the national record's columns. 分专业计划。"
)
class QuotaLineRow:
    line: strawberry.ID | None = said(
        "The line to change; else it is found by what identifies it, or added.",
        "要修改的计划；不填则按识别列查找或新增。",
        default=UNSET,
    )
    requested_seats: int = said("Seats asked for (ZSJHS).", "申请名额。")
    programme_code: str = said("ZSZYDM.", "招生专业代码。")
    programme: str | None = said(
        "ZSZYMC; its registered name if left out.", "专业名称，默认登记名称。", default=UNSET
    )
    level_code: str = said("CCDM.", "层次代码。")
    level: str | None = said("CCMC.", "层次名称。", default=UNSET)
    batch_code: str = said("PCDM.", "批次代码。")
    batch: str | None = said("PCMC.", "批次名称。", default=UNSET)
    track_code: str = said("KLDM.", "科类代码。")
    track: str | None = said("KLMC.", "科类名称。", default=UNSET)
    plan_nature_code: str = said("JHXZDM.", "计划性质代码。")
    plan_nature: str | None = said("JHXZMC.", "计划性质名称。", default=UNSET)
    plan_category_code: str | None = said("JHLBDM.", "计划类别代码。", default=UNSET)
    plan_category: str | None = said("JHLBMC.", "计划类别名称。", default=UNSET)
    county: str | None = said(
        "The county it is bound to, by code or name; none: open to the plan's whole area.",
        "定向县代码或名称；空为不限县。",
        default=UNSET,
    )
    record_id: str | None = said("JHID.", "计划编号。", default=UNSET)
    institution_number: str | None = said("YXDH.", "院校代号。", default=UNSET)
    programme_number: str | None = said("XBZYDH.", "校编专业代号。", default=UNSET)
    provincial_programme_number: str | None = said("SBZYDH.", "省编专业代号。", default=UNSET)
    direction: str | None = said("ZKFX.", "招考方向。", default=UNSET)
    programmes_contained: str | None = said("BHZY.", "包含专业。", default=UNSET)
    foreign_language: str | None = said("WYYZ.", "外语语种。", default=UNSET)
    oral_test: str | None = said("SFKS.", "是否口试。", default=UNSET)
    subject_requirement: str | None = said("KSKMYQZW.", "选科要求。", default=UNSET)
    campus: str | None = said("BXDD.", "办学地点。", default=UNSET)
    pathway: str | None = said("PYLJ, as 3+2.", "培养路径，如 3+2。", default=UNSET)
    years: float | None = said("XZMC.", "学制（年）。", default=UNSET)
    tuition: Decimal | None = said("SFBZ.", "学费（元/年）。", default=UNSET)
    remarks: str | None = said("ZYBZ.", "专业备注。", default=UNSET)


@strawberry.input
class SetQuotaLinesInput(Versioned):
    source_plan: strawberry.ID
    lines: list[QuotaLineRow]
    removed: list[strawberry.ID] | None = said("Lines that go.", "要删除的计划。", default=UNSET)
    on_error: OnError = said(
        "Whether one wrong row stops all of them.",
        "有错误行时：全部拒绝，或只拒绝该行。",
        default=OnError.REJECT_ALL,
    )


@strawberry.type
class DraftSourcePlanPayload(Payload):
    source_plan: SourcePlan | None


@strawberry.type
class SetQuotaLinesPayload(Payload):
    source_plan: SourcePlan | None
    lines: list[QuotaLine] | None = said("Those that were written.", "已写入的计划。")


@strawberry.type
class SubmitSourcePlanPayload(Payload):
    source_plan: SourcePlan | None


@strawberry.type
class WithdrawSourcePlanPayload(Payload):
    source_plan: SourcePlan | None


@strawberry.type
class ReturnSourcePlanPayload(Payload):
    source_plan: SourcePlan | None


@strawberry.type
class CommentOnSourcePlanPayload(Payload):
    source_plan: SourcePlan | None


@strawberry.type
class ApproveSourcePlanPayload(Payload):
    source_plan: SourcePlan | None
    movement: QuotaMovement | None = said("By which its seats came.", "分配名额的变动。")


async def set_quota_lines(conn: Connection, actor: Actor, given: Given, _: Told) -> record.Done:
    """An id that is none is 0, no line's, and refused in its place."""
    source_plan_id = numbered(given, "sourcePlan", "SourcePlan")[1]
    return await source_plans.set_quota_lines(
        conn,
        actor,
        source_plan_id=source_plan_id,
        lines=numbered_rows(given, "lines", "line", "QuotaLine"),
        removed=[number(text, "QuotaLine") for text in given.pop("removed", None) or ()],
        **given,
    )


@strawberry.type
class SourcePlanVerbs:
    draft_source_plan: DraftSourcePlanPayload | None = asking(
        "Begin your institution's source plan in an open special plan.",
        "在开放的专项计划下新建本校招生来源计划。",
        input=DraftSourcePlanInput,
    )
    set_quota_lines: SetQuotaLinesPayload | None = asking(
        "Write the lines of a source plan that is a draft or was returned, at most 500 at a time.",
        "填写草稿或被退回的分专业计划，每次最多 500 条。",
        input=SetQuotaLinesInput,
    )
    submit_source_plan: SubmitSourcePlanPayload | None = asking(
        "Submit a source plan for review.", "报送招生来源计划。", input=SubmitSourcePlanInput
    )
    withdraw_source_plan: WithdrawSourcePlanPayload | None = asking(
        "Take a submitted source plan back, to change it.",
        "撤回已报送的招生来源计划。",
        input=WithdrawSourcePlanInput,
    )
    return_source_plan: ReturnSourcePlanPayload | None = asking(
        "Return a submitted source plan, with a reason.",
        "退回已报送的招生来源计划，并说明理由。",
        input=ReturnSourcePlanInput,
    )
    comment_on_source_plan: CommentOnSourcePlanPayload | None = asking(
        "Comment on a source plan.", "对招生来源计划提出意见。", input=CommentOnSourcePlanInput
    )
    approve_source_plan: ApproveSourcePlanPayload | None = asking(
        "Approve a submitted source plan: its lines get the seats they ask for, from the pool.",
        "批准招生来源计划，并从未分配名额中分配所申请的名额。",
        input=ApproveSourcePlanInput,
    )


VERBS: Mapping[str, Verb] = {
    "draftSourcePlan": of("specialPlan", "SpecialPlan", "plan_id", source_plans.draft_source_plan),
    "setQuotaLines": set_quota_lines,
    "submitSourcePlan": of(*OF, source_plans.submit_source_plan),
    "withdrawSourcePlan": of(*OF, source_plans.withdraw_source_plan),
    "returnSourcePlan": of(*OF, source_plans.return_source_plan),
    "commentOnSourcePlan": of(*OF, source_plans.comment_on_source_plan),
    "approveSourcePlan": of(*OF, source_plans.approve_source_plan),
}
