"""Refusals about quota lines and the ledger that moves their seats."""

from enrollment.errors.refusal import Refusal


class CountyOutsideArea(Refusal):
    """The county is outside the implementation area of the plan."""

    code = "COUNTY_OUTSIDE_AREA"
    chinese = "该县不在本专项计划的实施区域内。"


class NegativeSeats(Refusal):
    """The movement would take more seats than there are."""

    code = "NEGATIVE_SEATS"
    chinese = "调出的名额多于现有名额。"


class AdmittedAboveSeats(Refusal):
    """More would be admitted than the line has seats."""

    code = "ADMITTED_ABOVE_SEATS"
    chinese = "录取人数超过该计划的名额。"


class LineTwice(Refusal):
    """The line is there twice: same plan, institution and identifying columns, or record id."""

    code = "LINE_TWICE"
    chinese = "同一计划重复出现：专项计划、院校及各识别列（或计划编号）相同。"


class RecordIdMissing(Refusal):
    """A line of {institution}, {programme} differs by its JHID alone; it would count twice."""

    code = "RECORD_ID_MISSING"
    chinese = (
        "院校 {institution} 专业 {programme} 的同一计划，一处有计划编号（JHID）、一处没有，"
        "名额会重复计算。请都填或都不填。"
    )


class CountyMissing(Refusal):
    """A line of targeted training must name its county."""

    code = "COUNTY_MISSING"
    chinese = "免费定向定量培养计划必须写明县。"


class OtherName(Refusal):
    """A level, batch, track, plan nature or plan category has another name in that year."""

    code = "OTHER_NAME"
    chinese = "层次、批次、科类、计划性质或计划类别的代码在该年对应另一名称。"


class AppendOnly(Refusal):
    """Movements and audit events are never changed; record a reversing movement."""

    code = "APPEND_ONLY"
    chinese = "名额变动和审计记录不可修改；请用冲正变动更正。"
