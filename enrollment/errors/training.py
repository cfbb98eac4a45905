"""Refusals about targeted training: what counties need, and the agreements with students."""

from enrollment.errors.refusal import Refusal


class NotDesignated(Refusal):
    """{county} was not designated for targeted training on 1 January {year}; demand follows it."""

    code = "NOT_DESIGNATED"
    chinese = "{county} 于 {year} 年 1 月 1 日未被认定为免费定向定量培养县，不能提出该年需求。"
    field = "year"


class PositionsImplausible(Refusal):
    """Positions are between 0 and 10000; 0 takes the demand back."""

    code = "POSITIONS_IMPLAUSIBLE"
    chinese = "岗位数须在 0 至 10000 之间；0 表示撤回需求。"
    field = "positions"


class ProgrammeUnknown(Refusal):
    """No programme has the code {programme!r}; philosophy's is 010101."""

    code = "PROGRAMME_UNKNOWN"
    chinese = "没有代码为 {programme!r} 的专业；例如哲学的代码为 010101。"
    field = "programmes"


class ProgrammeInOtherDemand(Refusal):
    """Another demand of this county and year names one of these programmes; a seat answers one."""

    code = "PROGRAMME_IN_OTHER_DEMAND"
    chinese = "该县该年的另一需求已包含其中某专业；一个名额只对应一项需求。"
    field = "programmes"


class StudentNotPseudonymous(Refusal):
    """A student is your own number: up to 4 capital letters, 3 to 10 digits; no name, no id."""

    code = "STUDENT_NOT_PSEUDONYMOUS"
    chinese = (
        "学生须用自编代号：至多四个大写字母，后接 3 至 10 位数字，可用连字符分隔；"
        "不得填写姓名、身份证号、电话或考生号。"
    )
    field = "student"


class StudentTwice(Refusal):
    """This student has an agreement on this line; release that one first if it was wrong."""

    code = "STUDENT_TWICE"
    chinese = "该学生在本计划下已有协议；如有误，请先解除原协议。"
    field = "student"


class LineNotTargeted(Refusal):
    """Agreements are of lines of targeted training; this line is of the plan {kind}."""

    code = "LINE_NOT_TARGETED"
    chinese = "协议须对应免费定向定量培养计划；该计划属于 {kind} 专项计划。"
    field = "line"


class AgreementsAboveAdmitted(Refusal):
    """A line has no more agreements than students who were admitted on it."""

    code = "AGREEMENTS_ABOVE_ADMITTED"
    chinese = "一条计划的协议数不得超过其录取人数。"


class AllAgreed(AgreementsAboveAdmitted):
    """All {admitted} who were admitted on this line have an agreement; record admissions first."""

    chinese = "该计划录取的 {admitted} 人均已有协议；请先录入新的录取数据。"
    field = "line"


class ServiceYearsImplausible(Refusal):
    """Years of service are between 1 and 30."""

    code = "SERVICE_YEARS_IMPLAUSIBLE"
    chinese = "服务年限须在 1 至 30 年之间。"
    field = "serviceYears"


class AmountImplausible(Refusal):
    """{field} is in yuan, 0 to 9999999999.99, with two decimals at most."""

    code = "AMOUNT_IMPLAUSIBLE"
    chinese = "{field} 以元为单位，0 至 9999999999.99，最多两位小数。"


class ActionMisplaced(Refusal):
    """{action} is not done to an agreement; {right} are."""

    code = "ACTION_MISPLACED"
    chinese = "{action} 不是协议的操作；可用的操作为 {right}。"
    field = "action"


class ReasonMisplaced(Refusal):
    """A reason is given for a breach and a release, not for {action}."""

    code = "REASON_MISPLACED"
    chinese = "只有违约和解除须写明原因，{action} 不写。"
    field = "reason"
