"""Refusals about quota lines and the ledger that moves their seats."""

from enrollment.errors.refusal import Refusal, Text


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


class RowWrong(Refusal):
    """This row can't be written: {said}"""

    code = "ROW_WRONG"
    chinese = "该行不能写入：{said}"

    def __init__(self, *, code: str, said: Text, field: str | None) -> None:
        self.code = code  # a sheet's, since rows of an input are judged as those of a sheet
        super().__init__(field=field, said=said)


class KindDiffers(Refusal):
    """The plan nature and category are those of the {other} plan; this one is {kind}."""

    code = "KIND_DIFFERS"
    chinese = "计划性质和类别属于 {other} 专项计划，本计划为 {kind}。"
    field = "planNature"


class RequestImplausible(Refusal):
    """The source plan would ask for {seats:,} seats; {most:,} are the most, check the numbers."""

    code = "REQUEST_IMPLAUSIBLE"
    chinese = "该招生来源计划共申请 {seats:,} 个名额，最多 {most:,} 个，请核对。"
    field = "lines"


class SeatsShort(Refusal):
    """The line has {seats} seats, {admitted} of them admitted to; {asked} can't be taken."""

    code = "SEATS_SHORT"
    chinese = "该计划有名额 {seats} 个，其中已录取 {admitted} 个；不能调出 {asked} 个。"


class PoolShort(Refusal):
    """The plan has {seats} unallocated seats; {asked} are wanted: issue more, or ask for fewer."""

    code = "POOL_SHORT"
    chinese = "该专项计划未分配名额为 {seats} 个，需要 {asked} 个；请先下达名额或减少数量。"


class SeatsImplausible(Refusal):
    """Seats are moved one at least and {most:,} at most; check the number."""

    code = "SEATS_IMPLAUSIBLE"
    chinese = "一次变动的名额须在 1 至 {most:,} 之间，请核对。"


class IssueImplausible(Refusal):
    """A plan would have issued more than 100,000,000 seats; check the number."""

    code = "ISSUE_IMPLAUSIBLE"
    chinese = "该专项计划下达名额将超过 100,000,000 个，请核对。"
    field = "seats"


class SameLine(Refusal):
    """Seats can't be moved from a line to itself; name another line."""

    code = "SAME_LINE"
    chinese = "调出和调入不能是同一计划，请另选。"
    field = "toLine"


class OtherPlan(Refusal):
    """Seats stay within their special plan; name a line of the same one."""

    code = "OTHER_PLAN"
    chinese = "名额只能在同一专项计划内调整；请选择同一专项计划的分专业计划。"


class OneOrigin(Refusal):
    """Name either the line or the special plan whose pool the seats are withdrawn from."""

    code = "ONE_ORIGIN"
    chinese = "请写明从分专业计划（line）还是专项计划（specialPlan）的未分配名额收回，二者选一。"
    field = "line"


class ReversedAlready(Refusal):
    """This movement has been reversed already; reverse the reversal if that was wrong."""

    code = "REVERSED_ALREADY"
    chinese = "该变动已被冲销；如冲销有误，请冲销该次冲销。"
    field = "movement"
