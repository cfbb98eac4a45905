"""Refusals about eligibility. Those of a description repeat nothing of it: they may be logged."""

from enrollment.errors.refusal import Refusal


class PlaceUnknown(Refusal):
    """{field} has a county's code that is not known here; give today's six digits of GB/T 2260."""

    code = "PLACE_UNKNOWN"
    chinese = "{field} 中有无法识别的县代码；请填写现行六位行政区划代码。"


class StaysDisordered(Refusal):
    """{field} has to go from the earliest to the present one, each from a later day."""

    code = "STAYS_DISORDERED"
    chinese = "{field} 须由早到晚排列，日期逐项递增，最后一项为现在所在。"


class TooManyStays(Refusal):
    """{field} has more than {most} entries; give the last ones."""

    code = "TOO_MANY_STAYS"
    chinese = "{field} 超过 {most} 项；请只填最近的各项。"


class RulesMissing(Refusal):
    """A rule set asks for something: give at least one rule that is no note."""

    code = "RULES_MISSING"
    chinese = "报考条件不能为空：除说明（NOTE）外至少须有一项条件。"
    field = "rules"


class TooManyRules(Refusal):
    """There are {given} rules; a rule set may have {most}."""

    code = "TOO_MANY_RULES"
    chinese = "共有 {given} 项条件，最多 {most} 项。"
    field = "rules"


class RuleTwice(Refusal):
    """A rule set has each condition once; only notes may be several."""

    code = "RULE_TWICE"
    chinese = "同一条件只能出现一次；仅说明（NOTE）可有多项。"
    field = "rules"


class YearsMisplaced(Refusal):
    """Conditions that end in _YEARS have years, and countedTo if need be; others have neither."""

    code = "YEARS_MISPLACED"
    chinese = "以 _YEARS 结尾的条件须写明年数；其他条件不写年数和截止日。"
    field = "rules"


class YearsImplausible(Refusal):
    """A rule counts 1 to 30 years; check the number."""

    code = "YEARS_IMPLAUSIBLE"
    chinese = "年限须为 1 至 30 年，请核对。"
    field = "rules"


class CountedToImplausible(Refusal):
    """Years are counted to a day of the rules' own year or of the one before; check countedTo."""

    code = "COUNTED_TO_IMPLAUSIBLE"
    chinese = "年限须计算至当年或上一年的某日，请核对 countedTo。"
    field = "countedTo"


class DecisionImplausible(Refusal):
    """This was decided between {first} and {last}: after the version before it, not after today."""

    code = "DECISION_IMPLAUSIBLE"
    chinese = "决定日期须在 {first} 至 {last} 之间：不早于上一版，不晚于今日。"
    field = "decidedOn"
