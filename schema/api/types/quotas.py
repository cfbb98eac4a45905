"""Quota lines, and the totals of a list of them."""

import strawberry

from enrollment.types import PlanKind, SourcePlanState
from schema.api.connections import Connection, Node
from schema.api.fields import listing, said
from schema.api.scalars import DateTime, Decimal
from schema.api.types.admissions import Admission, PreviousYear
from schema.api.types.institutions import Institution, Programme
from schema.api.types.ledger import QuotaLeg, QuotaMovement
from schema.api.types.places import County
from schema.api.types.plans import SourcePlan, SpecialPlan


@strawberry.type(description="Seats of one programme under a special plan. 分专业招生计划。")
class QuotaLine(Node):
    year: int
    plan_kind: PlanKind = said("The kind of its special plan.", "专项计划类型。")
    level: str = said("Level (CCMC).", "层次。")
    level_code: str
    batch: str = said("Batch (PCMC).", "批次。")
    batch_code: str
    track: str = said("Subject category (KLMC).", "科类。")
    track_code: str
    plan_nature: str = said("Plan nature (JHXZMC).", "计划性质。")
    plan_nature_code: str
    plan_category: str | None = said("Plan category (JHLBMC).", "计划类别。")
    plan_category_code: str | None
    requested_seats: int = said("Seats the institution asked for.", "申请名额。")
    seats: int = said("Its balance in the ledger.", "名额。")
    seats_left: int = said("Seats not yet admitted to.", "剩余名额。")
    admitted: int = said("Admitted in all rounds.", "录取人数。")
    enrolled: int = said("Enrolled in all rounds.", "报到人数。")
    fill_rate: float | None = said("Admitted by seats; none without seats.", "完成率。")
    tuition: Decimal | None = said("Yuan a year (SFBZ).", "学费（元/年）。")
    years: float | None = said("Length of study in years (XZMC).", "学制（年）。")
    campus: str | None = said("Place of teaching (BXDD).", "办学地点。")
    remarks: str | None = said("Remarks (ZYBZ).", "专业备注。")
    institution_number: str | None = said("Institution number (YXDH).", "院校代号。")
    programme_number: str | None = said("The institution's number (XBZYDH).", "校编专业代号。")
    provincial_programme_number: str | None = said("The province's (SBZYDH).", "省编专业代号。")
    direction: str | None = said("Admission direction (ZKFX).", "招考方向。")
    programmes_contained: str | None = said("Programmes contained (BHZY).", "包含专业。")
    foreign_language: str | None = said("Foreign language (WYYZ).", "外语语种。")
    oral_test: str | None = said("Oral test (SFKS).", "是否口试。")
    subject_requirement: str | None = said("Subject requirement (KSKMYQ).", "选科要求。")
    pathway: str | None = said("Pathway, as 3+2.", "培养路径，如 3+2。")
    record_id: str | None = said("Plan record id (JHID).", "计划编号。")
    state: SourcePlanState = said("The state of its source plan.", "来源计划状态。")
    version: int
    recorded_at: DateTime = said("When this version was recorded.", "本版本记录时间。")
    is_sample: bool = said("Invented to show the service at work.", "是否示例数据。")
    special_plan: SpecialPlan | None
    source_plan: SourcePlan | None
    institution: Institution
    programme: Programme
    county: County | None = said(
        "The county it is bound to; none: a pool line.", "定向县；空为不限县。"
    )
    previous_year: PreviousYear | None = said("What became of it a year before.", "上一年情况。")
    admissions: Connection[Admission] = listing(
        "Admission", "By round and county of origin.", "分轮次、分生源县的录取情况。"
    )
    movements: Connection[QuotaMovement] = listing(
        "QuotaMovement", "Movements of its seats.", "名额变动。"
    )
    legs: Connection[QuotaLeg] = listing(
        "QuotaLeg", "What each movement took from it or gave to it.", "各次变动的每一笔。"
    )


@strawberry.type(description="Sums over all lines of a list, whatever the page. 合计，与分页无关。")
class QuotaLineTotals:
    lines: int
    requested_seats: int
    seats: int
    admitted: int
    enrolled: int
    fill_rate: float | None


@strawberry.type
class QuotaLineConnection(Connection[QuotaLine]):
    totals: QuotaLineTotals
