"""By which rules and which area somebody is judged."""

from datetime import date

import asyncpg
import pytest

from enrollment import errors, plans
from enrollment.actors import Role
from enrollment.eligibility import NewRule, Stay
from enrollment.types import AreaBasis, Condition, PlanKind
from tests.enrollment.designated import a_county
from tests.enrollment.eligibility.described import (
    ENTERED,
    GIRL,
    RULES,
    YEAR,
    a_candidate,
    answers,
    failed,
    saved,
)
from tests.enrollment.factories import LIN, PROVINCE, YANGQU, a_draft, a_line, published


async def test_without_rules_nothing_can_be_said(conn: asyncpg.Connection):
    found = await answers(conn, GIRL, year=2024)

    for answer in found.values():
        assert (answer.verdict, answer.conditions) == ("UNKNOWN", ())
        assert answer.why.en.startswith("No rules of 2024 are on record")


async def test_an_open_plan_has_its_own_area(conn: asyncpg.Connection):
    plan_id = await a_draft(conn)
    await plans.open(conn, PROVINCE, plan_id=plan_id)
    await conn.execute(
        "insert into plan_area values ($1, $2, '易地搬迁', '晋教〔2020〕8号')", plan_id, YANGQU
    )
    stay = (Stay(YANGQU, ENTERED),)
    candidate = a_candidate(registrations=stay, guardian_registrations=stay, schools=stay)

    told = (await answers(conn, candidate, role=Role.COUNTY))[PlanKind.NATIONAL]
    public = (await answers(conn, candidate))[PlanKind.NATIONAL]

    assert (told.verdict, told.ground.basis) == ("YES", AreaBasis.PLAN)
    assert (public.verdict, public.ground.basis) == ("NO", AreaBasis.DESIGNATIONS)


async def test_a_published_plan_keeps_its_area_and_drafts_and_samples_have_no_say(
    conn: asyncpg.Connection,
):
    await published(conn, a_line(), is_sample=True)
    await published(
        conn,
        a_line(plan_kind=PlanKind.UNIVERSITY, plan_nature_code="3", plan_nature="高校专项计划"),
        document_number="晋招考〔2020〕2号",
    )
    await a_draft(conn, kind=PlanKind.LOCAL)

    found = await answers(conn, GIRL, role=Role.PROVINCE)

    assert {str(kind): str(answer.ground.basis) for kind, answer in found.items()} == {
        "NATIONAL": "DESIGNATIONS",
        "LOCAL": "DESIGNATIONS",
        "UNIVERSITY": "PLAN",
        "TARGETED": "DESIGNATIONS",
    }


async def test_a_county_that_is_designated_later_is_not_in_the_area_yet(conn: asyncpg.Connection):
    await a_county(conn, county=YANGQU, valid_from=date(YEAR, 1, 2))
    stay = (Stay(YANGQU, ENTERED),)
    candidate = a_candidate(registrations=stay)

    assert failed((await answers(conn, candidate))[PlanKind.TARGETED]) == [
        "REGISTRATION_AREA",
        "REGISTRATION_YEARS",
    ]


async def test_new_rules_are_the_ones_that_are_judged_by(conn: asyncpg.Connection):
    poor = NewRule(Condition.POOR_HOUSEHOLD, "建档立卡贫困家庭", "省招办文件")
    day = date(2020, 3, 1)
    years = NewRule(Condition.SCHOOL_YEARS, "学籍满2年", "省招办文件", years=2, counted_to=day)
    note = NewRule(Condition.NOTE, "审核后公示", "省招办文件")
    await saved(conn, rules=[*RULES["rules"], poor, years, note])

    found = (await answers(conn, GIRL))[PlanKind.NATIONAL]
    poor_girl = a_candidate(is_poor_household=True, schools=(Stay(LIN, date(2018, 3, 2)),))
    late = (await answers(conn, poor_girl))[PlanKind.NATIONAL]

    assert failed(found) == ["POOR_HOUSEHOLD"]
    assert [rule.clause for rule in found.notes] == ["审核后公示"]
    assert "sample" not in found.why.en
    assert failed(late) == ["SCHOOL_YEARS"]


async def test_every_answer_by_a_sample_says_so(conn: asyncpg.Connection):
    for answer in (await answers(conn, GIRL)).values():
        assert answer.ground.rule_set is not None
        assert answer.ground.rule_set.is_sample
        assert answer.why.zh.endswith("所用条件为示例，并非本省规定。")
        assert all(each.rule.is_sample and each.rule.source for each in answer.conditions)


@pytest.mark.parametrize("year", [0, -1, 1999, 2101, 2**31 - 1])
async def test_a_year_without_plans_is_refused(year: int, conn: asyncpg.Connection):
    with pytest.raises(errors.YearImplausible):
        await answers(conn, GIRL, year=year)
