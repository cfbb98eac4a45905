"""Refusals about the admissions of quota lines."""

from enrollment.errors.quotas import AdmittedAboveSeats
from enrollment.errors.refusal import Refusal
from enrollment.errors.training import AgreementsAboveAdmitted


class AdmissionsUneven(Refusal):
    """The counts of these admissions don't agree with each other; nothing was written."""

    code = "ADMISSIONS_UNEVEN"
    chinese = "录取数据前后不一致，未写入任何内容。"


class CountNegative(AdmissionsUneven):
    """{field} is {count}; give 0 or more."""

    code = "COUNT_NEGATIVE"
    chinese = "{field} 为 {count}，须为 0 或以上。"


class NumberFromOne(AdmissionsUneven):
    """{field} is {number}; it counts from 1."""

    code = "NUMBER_FROM_ONE"
    chinese = "{field} 为 {number}，须从 1 起。"


class ScoreImplausible(AdmissionsUneven):
    """A score lies between 0 and 9999.99 with two decimals at most; this is {score}."""

    code = "SCORE_IMPLAUSIBLE"
    chinese = "分数须在 0 至 9999.99 之间，最多两位小数；现为 {score}。"
    field = "lowestScore"


class EnrolledAboveAdmitted(AdmissionsUneven):
    """{enrolled} are enrolled, but only {admitted} admitted."""

    code = "ENROLLED_ABOVE_ADMITTED"
    chinese = "报到 {enrolled} 人，超过录取的 {admitted} 人。"
    field = "enrolled"


class AdmittedAboveFiled(AdmissionsUneven):
    """{admitted} are admitted, but only {filed} files were sent to the institution."""

    code = "ADMITTED_ABOVE_FILED"
    chinese = "录取 {admitted} 人，超过投档的 {filed} 人。"
    field = "admitted"


class TotalMissing(AdmissionsUneven):
    """Round {round} of this line has counties and no total; add its row without originCounty."""

    code = "TOTAL_MISSING"
    chinese = "该计划第 {round} 轮有分县数据而无合计；请补充 originCounty 为空的合计行。"
    field = "originCounty"


class PartsUneven(AdmissionsUneven):
    """In round {round} {field} is {total} in all and {parts} by county; they have to be equal."""

    code = "PARTS_UNEVEN"
    chinese = "第 {round} 轮 {field} 合计为 {total}，分县相加为 {parts}，两者须相等。"


class RoundIncomplete(AdmissionsUneven):
    """Row {row} of the same line and round is refused; a round is written whole or not at all."""

    code = "ROUND_INCOMPLETE"
    chinese = "同一计划同一轮的第 {row} 行被拒绝；一轮数据须整体写入。"


class RowTwice(AdmissionsUneven):
    """Row {row} has this line, round and county already; give each once."""

    code = "ROW_TWICE"
    chinese = "第 {row} 行已有相同的计划、轮次和生源县；请只保留一行。"
    field = "originCounty"


class TooManyAdmitted(AdmittedAboveSeats):
    """{admitted} would be admitted in all rounds; the line has {seats} seats."""

    chinese = "各轮录取合计 {admitted} 人，超过该计划的 {seats} 个名额。"
    field = "admitted"


class TooFewAdmitted(AgreementsAboveAdmitted):
    """{admitted} would be admitted in all rounds; {agreements} students have an agreement."""

    chinese = "各轮录取合计 {admitted} 人，少于已签协议的 {agreements} 人。"
    field = "admitted"


class AdmissionsNotOpen(Refusal):
    """Admissions are of published lines of published plans; the line is {line}, its plan {plan}."""

    code = "ADMISSIONS_NOT_OPEN"
    chinese = "只有已公布专项计划的已公布计划可以录入录取数据；该计划为 {line}，专项计划为 {plan}。"
    field = "line"


class SampleLine(Refusal):
    """This line is a sample, its numbers are invented; take a real line."""

    code = "SAMPLE_LINE"
    chinese = "这是示例计划，数据为虚构；请使用正式计划。"
    field = "line"
