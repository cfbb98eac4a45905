"""Refusals about special plans and what counties and institutions are designated as."""

from enrollment.errors.refusal import Refusal


class SampleExists(Refusal):
    """{year} already has quotas; sample quotas are written into empty years only."""

    code = "SAMPLE_EXISTS"
    chinese = "{year} 年已有招生计划；示例数据只写入没有数据的年份。"


class NoArea(Refusal):
    """No county is designated for the {kind} plan of {year}; designate its counties first."""

    code = "NO_AREA"
    chinese = "{year} 年没有县被认定为 {kind} 专项计划的实施区域；请先认定。"


class PlanExists(Refusal):
    """There is a plan of this kind in this year already; go on with that one."""

    code = "PLAN_EXISTS"
    chinese = "该年已有同类专项计划；请使用已有的计划。"
    field = "kind"


class YearImplausible(Refusal):
    """Plans are of the years 2000 to 2100; check the year."""

    code = "YEAR_IMPLAUSIBLE"
    chinese = "专项计划的年份须在 2000 至 2100 之间，请核对。"
    field = "year"


class WindowMissing(Refusal):
    """A plan opens with a submission window: say when it opens and when it closes."""

    code = "WINDOW_MISSING"
    chinese = "开放专项计划须写明申报的开始和截止时间。"
    field = "submissionCloses"


class WindowReversed(Refusal):
    """The submission window has to close after it opens."""

    code = "WINDOW_REVERSED"
    chinese = "申报截止时间须晚于开始时间。"
    field = "submissionCloses"


class SamplePlan(Refusal):
    """This plan is a sample, to be looked at only; work on the real plan of its year."""

    code = "SAMPLE_PLAN"
    chinese = "这是示例计划，只供查看；请使用或新建该年的正式计划。"


class CountyUnknown(Refusal):
    """No county has the code {county!r}; a code has six digits, Lin County's is 141124."""

    code = "COUNTY_UNKNOWN"
    chinese = "没有代码为 {county!r} 的县；县代码为六位数字，例如临县为 141124。"
    field = "county"


class InstitutionUnknown(Refusal):
    """No institution has the code {institution!r}; Shanxi University's is 10108."""

    code = "INSTITUTION_UNKNOWN"
    chinese = "没有代码为 {institution!r} 的院校；例如山西大学的代码为 10108。"
    field = "institution"


class OverlappingDesignation(Refusal):
    """It already has this designation in a part of that time; end that one before this begins."""

    code = "OVERLAPPING_DESIGNATION"
    chinese = "在这段时间内已有同类认定；请先终止原认定。"


class EndsBeforeBeginning(Refusal):
    """The designation would end before it begins, on {begins}; give a later day."""

    code = "ENDS_BEFORE_BEGINNING"
    chinese = "终止日期早于开始日期 {begins}；请填写更晚的日期。"


class AreaNameMisplaced(Refusal):
    """A contiguous area is named for the designation CONTIGUOUS_AREA, and for no other."""

    code = "AREA_NAME_MISPLACED"
    chinese = "认定为 CONTIGUOUS_AREA（集中连片特困地区）须写明片区名称，其他认定不写。"
    field = "contiguousArea"


class ReviewsPending(Refusal):
    """{count} submitted source plans wait for their review; approve or return them first."""

    code = "REVIEWS_PENDING"
    chinese = "还有 {count} 份已报送的招生来源计划待审核；请先批准或退回。"


class CountyInArea(Refusal):
    """The county is in the plan's area already."""

    code = "COUNTY_IN_AREA"
    chinese = "该县已在本专项计划的实施区域内。"
    field = "county"


class SourcePlanExists(Refusal):
    """Your institution has a source plan for this special plan already; go on with that one."""

    code = "SOURCE_PLAN_EXISTS"
    chinese = "本校在该专项计划下已有招生来源计划；请使用已有的计划。"


class WindowShut(Refusal):
    """Source plans are submitted from {opens} to {closes}, Shanxi time."""

    code = "WINDOW_SHUT"
    chinese = "报送时间为 {opens} 至 {closes}（北京时间）。"


class NothingRequested(Refusal):
    """The source plan asks for no seats yet; enter its lines first."""

    code = "NOTHING_REQUESTED"
    chinese = "该招生来源计划尚未申请名额；请先填写分专业计划。"


class FourEyes(Refusal):
    """Whoever submits may not approve; let somebody else review it."""

    code = "FOUR_EYES"
    chinese = "报送人不得审批；请由他人审核。"
