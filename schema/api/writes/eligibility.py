"""The rules of a year and kind of plan, saved as a new version."""

from collections.abc import Mapping

import strawberry
from asyncpg import Connection
from strawberry import UNSET

from enrollment import eligibility, record
from enrollment.actors import Actor
from enrollment.types import Condition, PlanKind
from schema.api.fields import asking, said
from schema.api.scalars import Date
from schema.api.types.eligibility import RuleSet
from schema.api.writes.given import Given, Told, Verb, named
from schema.api.writes.inputs import Versioned
from schema.api.writes.payloads import Payload


@strawberry.input
class RuleInput:
    condition: Condition
    years: int | None = strawberry.field(
        default=UNSET, description="For conditions that end in _YEARS. 年限。"
    )
    counted_to: Date | None = strawberry.field(
        default=UNSET, description="Where another day than the set's. 另定的年限截止日。"
    )
    clause: str = said("What it rests on: a quotation or a reference.", "依据的条款。")
    clause_en: str | None = UNSET
    source: str = said("Where that can be read.", "出处。")


@strawberry.input
class SaveRuleSetInput(Versioned):
    year: int
    kind: PlanKind
    decided_on: Date = said("When it was decided.", "决定日期。")
    document: str = said("The document that decided it.", "文号。")
    counted_to: Date = said("The day to which years are counted.", "年限计算截止日。")
    counted_to_clause: str = said("What that day rests on.", "截止日依据的条款。")
    counted_to_source: str = said("Where that can be read.", "截止日的出处。")
    rules: list[RuleInput] = said("All of them, in their order.", "全部条件与说明，按顺序。")


@strawberry.type
class SaveRuleSetPayload(Payload):
    rule_set: RuleSet | None


async def save_rule_set(conn: Connection, actor: Actor, given: Given, _: Told) -> record.Done:
    rules = [eligibility.NewRule(**named(each)) for each in given.pop("rules")]
    return await eligibility.save(conn, actor, rules=rules, **given)


@strawberry.type
class EligibilityVerbs:
    save_rule_set: SaveRuleSetPayload | None = asking(
        "Save a new version of the rules of a year and kind; earlier ones stay as they were.",
        "保存某年某类计划报考条件的新版本；旧版本保持不变。",
        input=SaveRuleSetInput,
    )


VERBS: Mapping[str, Verb] = {"saveRuleSet": save_rule_set}
