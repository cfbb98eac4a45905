"""The closed vocabularies of enrollment: each member is stored, sent and filtered by its name."""

from enum import StrEnum


class InboxKind(StrEnum):
    """What waits for somebody."""

    SPECIAL_PLANS_DRAFT = "SPECIAL_PLANS_DRAFT"
    SOURCE_PLANS_SUBMITTED = "SOURCE_PLANS_SUBMITTED"
    SOURCE_PLANS_DRAFT = "SOURCE_PLANS_DRAFT"
    SOURCE_PLANS_RETURNED = "SOURCE_PLANS_RETURNED"
    AGREEMENTS_UNSIGNED = "AGREEMENTS_UNSIGNED"  # students admitted for whom there is none
    AGREEMENTS_SIGNED = "AGREEMENTS_SIGNED"  # students who have not come yet
    AGREEMENTS_GRADUATED = "AGREEMENTS_GRADUATED"  # graduates who do not serve yet
    TRAINING_DEMANDS_UNANSWERED = "TRAINING_DEMANDS_UNANSWERED"


class OnError(StrEnum):
    """What becomes of a write of many rows, some of which are refused."""

    REJECT_ALL = "REJECT_ALL"  # nothing is written
    REJECT_ROWS = "REJECT_ROWS"  # the others are


class PlanKind(StrEnum):
    """The four special enrollment plans of Shanxi's 2020 action plan, part two (三) 1."""

    NATIONAL = "NATIONAL"  # 国家专项计划
    LOCAL = "LOCAL"  # 地方专项计划
    UNIVERSITY = "UNIVERSITY"  # 高校专项计划
    TARGETED = "TARGETED"  # 免费定向定量培养


class CountyTier(StrEnum):
    """Which list named a poverty county: the state's (国定) or the province's (省定)."""

    NATIONAL = "NATIONAL"
    PROVINCIAL = "PROVINCIAL"


class CountyDesignationKind(StrEnum):
    """What a county may be designated as; the first two are its tier, of which it has one."""

    NATIONAL = "NATIONAL"
    PROVINCIAL = "PROVINCIAL"
    DEEP_POVERTY = "DEEP_POVERTY"
    CONTIGUOUS_AREA = "CONTIGUOUS_AREA"
    TARGETED_TRAINING = "TARGETED_TRAINING"


class InstitutionDesignationKind(StrEnum):
    """What an institution may be designated as."""

    KEY_VOCATIONAL = "KEY_VOCATIONAL"  # 重点职业院校, of which there are 61
    ASSISTING_UNIVERSITY = "ASSISTING_UNIVERSITY"  # 帮扶高校, of which there are ten


class Standing(StrEnum):
    """How firmly a reference fact stands."""

    STATED = "STATED"  # a page or file that was read says it
    DERIVED = "DERIVED"  # it follows from what was read
    RECALLED = "RECALLED"  # from memory, no page was seen
    PLACEHOLDER = "PLACEHOLDER"  # made here until the fact is entered
    SAMPLE = "SAMPLE"  # invented to show the service at work


class DivisionLevel(StrEnum):
    PROVINCE = "PROVINCE"
    PREFECTURE = "PREFECTURE"
    COUNTY = "COUNTY"


class InstitutionKind(StrEnum):
    UNIVERSITY = "UNIVERSITY"
    HIGHER_VOCATIONAL_COLLEGE = "HIGHER_VOCATIONAL_COLLEGE"
    SECONDARY_VOCATIONAL_SCHOOL = "SECONDARY_VOCATIONAL_SCHOOL"
    COUNTY_VOCATIONAL_CENTRE = "COUNTY_VOCATIONAL_CENTRE"
    HIGH_SCHOOL = "HIGH_SCHOOL"
    SCHOOL = "SCHOOL"
    KINDERGARTEN = "KINDERGARTEN"


class Action(StrEnum):
    """What may be done to an object with a life; each is the verb of a step in `lives`."""

    CREATE = "CREATE"
    OPEN = "OPEN"
    ISSUE = "ISSUE"
    ADD_AREA_EXCEPTION = "ADD_AREA_EXCEPTION"
    PUBLISH = "PUBLISH"
    CLOSE = "CLOSE"
    DRAFT = "DRAFT"
    SET_LINES = "SET_LINES"
    SUBMIT = "SUBMIT"
    WITHDRAW = "WITHDRAW"
    RETURN = "RETURN"
    APPROVE = "APPROVE"
    COMMENT = "COMMENT"
    SIGN = "SIGN"
    STUDY = "STUDY"
    GRADUATE = "GRADUATE"
    SERVE = "SERVE"
    FULFIL = "FULFIL"
    BREACH = "BREACH"
    RELEASE = "RELEASE"


class SpecialPlanState(StrEnum):
    DRAFT = "DRAFT"
    OPEN = "OPEN"
    PUBLISHED = "PUBLISHED"
    CLOSED = "CLOSED"


class SourcePlanState(StrEnum):
    DRAFT = "DRAFT"
    SUBMITTED = "SUBMITTED"
    RETURNED = "RETURNED"
    APPROVED = "APPROVED"
    PUBLISHED = "PUBLISHED"


class AccountKind(StrEnum):
    """Where seats stand: what a plan issued, its unallocated pool, a line, what is withdrawn."""

    ISSUE = "ISSUE"
    POOL = "POOL"
    LINE = "LINE"
    WITHDRAWN = "WITHDRAWN"


class MovementKind(StrEnum):
    ISSUE = "ISSUE"
    ALLOCATE = "ALLOCATE"
    TRANSFER = "TRANSFER"
    ADJUST = "ADJUST"
    WITHDRAW = "WITHDRAW"
    REVERSE = "REVERSE"


class AgreementState(StrEnum):
    """How far an agreement of targeted training has come."""

    SIGNED = "SIGNED"
    STUDYING = "STUDYING"
    GRADUATED = "GRADUATED"
    SERVING = "SERVING"
    FULFILLED = "FULFILLED"
    BREACHED = "BREACHED"
    RELEASED = "RELEASED"


class TrainingCost(StrEnum):
    """What a student of targeted training does not pay."""

    TUITION = "TUITION"
    ACCOMMODATION = "ACCOMMODATION"
    TEXTBOOKS = "TEXTBOOKS"


class Condition(StrEnum):
    """What a rule of eligibility asks of a candidate; a note asks nothing and is only said."""

    REGISTRATION_AREA = "REGISTRATION_AREA"  # 户籍在实施区域
    REGISTRATION_TYPE = "REGISTRATION_TYPE"  # 农村户籍
    REGISTRATION_YEARS = "REGISTRATION_YEARS"  # 户籍年限
    GUARDIAN_AREA = "GUARDIAN_AREA"
    GUARDIAN_TYPE = "GUARDIAN_TYPE"
    GUARDIAN_YEARS = "GUARDIAN_YEARS"
    SCHOOL_AREA = "SCHOOL_AREA"
    SCHOOL_LEVEL = "SCHOOL_LEVEL"  # 县（含县级市）以下高中
    SCHOOL_YEARS = "SCHOOL_YEARS"  # 学籍年限
    ATTENDANCE = "ATTENDANCE"  # 实际就读
    EXAMINATION = "EXAMINATION"  # 符合普通高考报名条件
    POOR_HOUSEHOLD = "POOR_HOUSEHOLD"  # 建档立卡贫困家庭
    EARLIER_BREACH = "EARLIER_BREACH"  # 往年录取后放弃入学或退学
    NOTE = "NOTE"


class Verdict(StrEnum):
    """Whether a candidate may apply; unknown where a fact or the rules are missing."""

    YES = "YES"
    NO = "NO"
    UNKNOWN = "UNKNOWN"


class AreaBasis(StrEnum):
    """Where the area that a candidate was compared with comes from."""

    PLAN = "PLAN"  # written when the plan opened
    DESIGNATIONS = "DESIGNATIONS"  # valid on 1 January of the year
