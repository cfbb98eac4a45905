"""Targeted training: what counties need, and their agreements with students."""

import strawberry

from enrollment.types import Action, AgreementState, TrainingCost
from schema.api.connections import Connection, Node
from schema.api.fields import listing, said
from schema.api.scalars import Date, DateTime, Decimal
from schema.api.types.institutions import Institution, Programme
from schema.api.types.places import County
from schema.api.types.quotas import QuotaLine, QuotaLineConnection


@strawberry.type(
    description="What a county needs of an occupation in a year: free targeted training. "
    "某县某年某紧缺岗位的定向培养需求。"
)
class TrainingDemand(Node):
    year: int
    occupation: str = said("The occupation that is short.", "紧缺岗位。")
    positions: int = said("How many are needed; 0: taken back.", "岗位数；0 为已撤回。")
    answered: int | None = said(
        "Seats on published lines bound to the county that year, of its programmes; none where it "
        "names no programme.",
        "该县该年已公布的定向计划中，需求所列专业的名额；未列专业为空。",
    )
    signed: int | None = said(
        "Agreements on those lines, neither broken nor released; told to bureaus.",
        "上述计划的有效协议数（含已履约），仅教育行政部门可见。",
    )
    serving: int | None = said(
        "Graduates who serve now; told to bureaus.", "正在服务的人数，仅教育行政部门可见。"
    )
    version: int
    recorded_at: DateTime = said("When this version was recorded.", "本版本记录时间。")
    county: County
    programmes: Connection[Programme] = listing(
        "Programme", "The programmes that answer it.", "对应的专业。"
    )
    lines: QuotaLineConnection = listing("QuotaLine", "The lines that answer it.", "对应的计划。")
    agreements: Connection["TrainingAgreement"] = listing(
        "TrainingAgreement", "The agreements on those lines.", "上述计划的协议。"
    )


@strawberry.type(
    description="A county's agreement with a student who is trained for it. 定向培养就业协议。"
)
class TrainingAgreement(Node):
    student: str = said("A number of the county's own, no name.", "学生自编代号，非姓名。")
    service_years: int = said("Years to serve.", "服务年限。")
    free_of: list[TrainingCost] = said("What the student does not pay.", "免除的费用。")
    subsidy: Decimal | None = said("Living subsidy, yuan a year.", "生活补助（元/年）。")
    document: str = said("The agreement's number.", "协议编号。")
    signed_on: Date = said("The day that it was signed.", "签订日期。")
    state: AgreementState
    reason: str | None = said("Why it was broken or released.", "违约或解除的原因。")
    version: int
    recorded_at: DateTime = said("When this version was recorded.", "本版本记录时间。")
    may: list[Action] = said("What the viewer may do to it now.", "当前用户现在可做的操作。")
    line: QuotaLine | None
    institution: Institution
    county: County
