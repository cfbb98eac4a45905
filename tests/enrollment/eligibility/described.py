"""Candidates and rule sets to test with."""

from dataclasses import replace
from datetime import date
from typing import Any

import asyncpg

from enrollment import eligibility
from enrollment.actors import Role
from enrollment.eligibility import Answer, Candidate, NewRule, Stay
from enrollment.types import Condition, PlanKind
from tests.enrollment.factories import LIN, PROVINCE

YEAR = 2020
BORN, ENTERED = date(2002, 3, 5), date(2017, 9, 1)
XING = "141123"  # Xing County: national tier, as Lin County is
TAIYUAN = "140105"  # Xiaodian District of Taiyuan: no poverty county
# A girl of Lin County, from a farm, in the third year of the county's high school.
GIRL = Candidate(
    registrations=(Stay(LIN, BORN),),
    is_rural=True,
    guardian_registrations=(Stay(LIN, date(1975, 1, 1)),),
    is_guardian_rural=True,
    schools=(Stay(LIN, ENTERED),),
    is_county_school=True,
    has_attended=True,
    may_take_examination=True,
    is_poor_household=False,
    has_given_up=False,
)
RULES: dict[str, Any] = {
    "year": YEAR,
    "kind": PlanKind.NATIONAL,
    "decided_on": date(2020, 2, 1),
    "document": "晋招考〔2020〕3号",
    "counted_to": date(2020, 8, 31),
    "counted_to_clause": "年限计算至8月31日",
    "counted_to_source": "省招办文件",
    "rules": [
        NewRule(Condition.REGISTRATION_AREA, "户籍在实施区域", "省招办文件"),
        NewRule(Condition.REGISTRATION_YEARS, "连续1年户籍", "省招办文件", years=1),
    ],
}


def a_candidate(**changes: object) -> Candidate:
    """Return the girl of Lin County, but for what is told otherwise."""
    return replace(GIRL, **changes)  # type: ignore[arg-type]


async def answers(
    conn: asyncpg.Connection,
    candidate: Candidate,
    *,
    year: int = YEAR,
    role: Role = Role.PUBLIC,
) -> dict[PlanKind, Answer]:
    grounds = await eligibility.read(conn, year, role)
    return {each.ground.kind: each for each in eligibility.answer(grounds, year, candidate)}


async def verdicts(
    conn: asyncpg.Connection, candidate: Candidate, **asked: object
) -> dict[str, str]:
    found = await answers(conn, candidate, **asked)  # type: ignore[arg-type]
    return {str(kind): str(answer.verdict) for kind, answer in found.items()}


def failed(answer: Answer) -> list[str]:
    return [str(each.rule.condition) for each in answer.conditions if each.found.passed is False]


async def saved(conn: asyncpg.Connection, **changes: object) -> str:
    done = await eligibility.save(conn, PROVINCE, **{**RULES, **changes})
    return str(done["ruleSet"])
