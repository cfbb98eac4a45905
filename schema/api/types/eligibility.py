"""The rules of eligibility, and what a check of a candidate's description is given and answers."""

import strawberry
from strawberry import UNSET

from enrollment.types import AreaBasis, Condition, PlanKind, Standing, Verdict
from schema.api.connections import Node
from schema.api.fields import said
from schema.api.scalars import Date, DateTime

strawberry.enum(Verdict)
strawberry.enum(AreaBasis)


def told(english: str, chinese: str) -> bool | None:
    """Return a fact of the input that need not be told."""
    found: bool | None = strawberry.field(default=UNSET, description=f"{english} {chinese}")
    return found


@strawberry.type(description="A rule of eligibility, or a note. 一项报考条件或说明。")
class Rule:
    number: int
    condition: Condition
    years: int | None = said("Where the condition counts years.", "年限。")
    counted_to: Date | None = said("Where another day than the set's.", "另定的年限截止日。")
    clause: str = said("What it rests on: a quotation or a reference.", "依据的条款。")
    clause_en: str | None = said("The clause in English.", "条款英文。")
    source: str
    standing: Standing
    is_sample: bool = said("Another province's or made up: not decided here.", "是否示例数据。")


@strawberry.type(
    description="The rules of a year and kind of plan, a version of them. 某年某类计划的报考条件。"
)
class RuleSet(Node):
    year: int
    kind: PlanKind
    version: int = said("From 1; version 0 is the sample.", "版本号，自 1 起；0 为示例。")
    is_current: bool = said("The newest, by which checks go.", "是否现行版本。")
    is_sample: bool = said("Another province's or made up: not decided here.", "是否示例数据。")
    decided_on: Date | None = said("When it was decided; none of a sample.", "决定日期。")
    document: str | None = said("The document that decided it.", "文号。")
    counted_to: Date = said("The day to which years are counted.", "年限计算截止日。")
    counted_to_clause: str
    counted_to_source: str
    counted_to_standing: Standing
    recorded_at: DateTime
    rules: list[Rule] = said("In their order.", "各项条件与说明。")


@strawberry.input(
    description="From a day on in a county, until the next begins; the last is the present one. "
    "自某日起在某县，至下一项开始；最后一项为现在所在。"
)
class StayInput:
    county: str = said("Its code, of today or a former one.", "县代码，新旧均可。")
    since: Date | None = strawberry.field(default=UNSET, description="Its first day. 起始日期。")


@strawberry.input(
    description="A candidate, without a name; what is left out is unknown. Nothing of it is kept. "
    "考生情况，不含姓名；未填的视为未知；不作任何保存。"
)
class CandidateInput:
    registrations: list[StayInput] | None = strawberry.field(
        default=UNSET,
        description="Household registration, from early enough on. 户籍所在，由早到晚。",
    )
    is_rural: bool | None = told("Now registered in the countryside.", "现为农村户籍。")
    guardian_registrations: list[StayInput] | None = strawberry.field(
        default=UNSET,
        description="Of the father, mother or legal guardian who fits best. "
        "父亲、母亲或法定监护人（取最符合者）的户籍所在。",
    )
    is_guardian_rural: bool | None = told("That one's is rural.", "其为农村户籍。")
    schools: list[StayInput] | None = strawberry.field(
        default=UNSET, description="High schools on whose roll they were. 高中学籍所在。"
    )
    graduated_on: Date | None = strawberry.field(
        default=UNSET, description="Left out while on the roll. 高中毕业日期；在读不填。"
    )
    is_county_school: bool | None = told(
        "The high school is at county level or below.", "高中为县（含县级市）以下高中。"
    )
    has_attended: bool | None = told(
        "Actually attended it for as long as on its roll.", "在学籍所在高中实际就读。"
    )
    may_take_examination: bool | None = told(
        "Meets the conditions of registering for the examination.", "符合普通高考报名条件。"
    )
    is_poor_household: bool | None = told("Of a registered poor household.", "建档立卡贫困家庭。")
    has_given_up: bool | None = told(
        "Was admitted under a special plan before, and did not enter or left.",
        "往年被专项计划录取后放弃入学或退学。",
    )


@strawberry.type(description="What a condition came to. 一项条件的判断。")
class ConditionAnswer:
    condition: Condition
    required: str
    actual: str | None
    passed: bool | None = said("None where a fact is missing.", "缺少情况时为空。")
    why: str
    missing: str | None = said("The field of the input that would tell.", "尚缺的输入项。")
    clause: str
    clause_en: str | None
    source: str
    standing: Standing
    is_sample: bool


@strawberry.type(description="What the check can't decide, but has to be known. 须知。")
class EligibilityNote:
    clause: str
    clause_en: str | None
    source: str
    standing: Standing
    is_sample: bool


@strawberry.type(description="Whether a candidate may apply to a kind of plan. 能否报考某类计划。")
class EligibilityAnswer:
    kind: PlanKind
    verdict: Verdict = said("A no is a no whatever is missing.", "任一条件不符即为 NO。")
    why: str
    missing: list[str] = said("Fields of the input that would tell.", "尚缺的输入项。")
    area_basis: AreaBasis = said(
        "The open plan's own area, or the designations of 1 January.",
        "实施区域取自已开放的计划，或当年 1 月 1 日的认定。",
    )
    rule_set_id: strawberry.ID | None = said("The rules' id; none on record.", "所用条件的 id。")
    is_sample: bool = said("The rules are a sample.", "所用条件是否示例。")
    conditions: list[ConditionAnswer]
    notes: list[EligibilityNote]
