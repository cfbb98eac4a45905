"""What a candidate is judged on: the rules, areas and county codes of a year, in one statement."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
from asyncpg import Connection
from asyncpg.pool import PoolConnectionProxy

from enrollment import errors, lives
from enrollment.actors import Role
from enrollment.plans.areas import AREAS
from enrollment.types import AreaBasis, Condition, PlanKind, SpecialPlanState, Standing

FIRST, LAST = 2000, 2100  # years that a plan may have


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as it stands; where its condition counts years, how many are full by which day."""

    condition: Condition
    years: int | None
    counted_to: date
    clause: str
    clause_en: str | None
    source: str
    standing: Standing
    is_sample: bool


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The newest version of the rules of a year and kind."""

    code: str
    version: int
    is_sample: bool
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """What one kind of plan is judged on."""

    kind: PlanKind
    basis: AreaBasis
    area: frozenset[str]  # today's codes
    rule_set: RuleSet | None  # None: no rules are on record


@dataclass(frozen=True, slots=True)
class Place:
    """A county of the province, any of them, as it is today."""

    code: str
    name_zh: str
    name_en: str | None


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a year's plans are judged on; `places` has each county under all codes it has or had."""

    plans: tuple[Ground, ...]
    places: Mapping[str, Place]


async def read(conn: Connection | PoolConnectionProxy, year: int, role: Role) -> Grounds:
    """Return the grounds of the year, with the areas of those plans that the role sees.

    Refused: `errors.YearImplausible`.
    """
    check_year(year)
    kinds = [(kind, designation) for kind, of in AREAS.items() for designation in of]
    row = await conn.fetchrow(
        """
        select (select json_agg(json_build_object(
                           'kind', kind, 'plan', plan.area, 'designated', designated.area,
                           'ruleSet', newest.row, 'rules', newest.rules) order by place)
                  from unnest($2::text[]) with ordinality kinds (kind, place)
                  left join lateral (
                       select (select json_agg(county_code)
                                 from plan_area
                                where special_plan_id = special_plan.id) as area
                         from special_plan
                        where special_plan.year = $1 and special_plan.kind = kinds.kind
                          and not is_sample
                          and state = any($3::text[])) plan on true
                  left join lateral (
                       select json_agg(distinct county_code) as area
                         from unnest($4::text[], $5::text[]) wanted (kind, designation)
                         join county_designation on county_designation.kind = wanted.designation
                        where wanted.kind = kinds.kind
                          and valid @> make_date($1, 1, 1)) designated on true
                  left join lateral (
                       select row_to_json(rule_set) as row,
                              (select json_agg(rule order by number)
                                 from rule
                                where rule.rule_set = rule_set.code) as rules
                         from rule_set
                        where rule_set.year = $1 and rule_set.kind = kinds.kind
                        order by version desc
                        limit 1) newest on true) as plans,
               (select json_object_agg(known.code, json_build_array(d.code, name_zh, name_en))
                  from (select distinct on (code) code, present
                          from (select code, code as present, true as is_own, null::date as until
                                  from division
                                 where level = 'COUNTY'
                                 union all
                                select code, county_code, false, upper(valid)
                                  from county_alias) every_code
                         order by code, is_own desc, until desc nulls first) known
                  join division d on d.code = known.present) as places
        """,
        year,
        list(PlanKind),
        seen_with_area(role),
        [kind for kind, _ in kinds],
        [designation for _, designation in kinds],
    )
    assert row is not None
    return Grounds(
        tuple(ground(each) for each in orjson.loads(row["plans"])),
        {code: Place(*present) for code, present in orjson.loads(row["places"]).items()},
    )


def check_year(year: int) -> None:
    """Refuse with `errors.YearImplausible` a year that no plan can be of."""
    if not FIRST <= year <= LAST:
        raise errors.YearImplausible


def seen_with_area(role: Role) -> list[str]:
    """Return the states in which the role sees a plan that has its area: once it has opened."""
    states = lives.SPECIAL_PLAN_SEEN.items()
    return [state for state, roles in states if role in roles if state != SpecialPlanState.DRAFT]


def ground(found: Mapping[str, Any]) -> Ground:
    basis = AreaBasis.DESIGNATIONS if found["plan"] is None else AreaBasis.PLAN
    area = found["designated"] if found["plan"] is None else found["plan"]
    return Ground(
        PlanKind(found["kind"]),
        basis,
        frozenset(area or ()),
        None if found["ruleSet"] is None else rule_set(found["ruleSet"], found["rules"] or ()),
    )


def rule_set(found: Mapping[str, Any], rules: Any) -> RuleSet:
    return RuleSet(
        found["code"],
        found["version"],
        found["is_sample"],
        tuple(
            Rule(
                Condition(rule["condition"]),
                rule["years"],
                date.fromisoformat(rule["counted_to"] or found["counted_to"]),
                rule["clause"],
                rule["clause_en"],
                rule["source"],
                Standing(rule["standing"]),
                rule["is_sample"],
            )
            for rule in rules
        ),
    )
