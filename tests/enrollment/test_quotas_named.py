"""What a sheet names: what is added with it, and what is refused by name."""

from decimal import Decimal

import asyncpg
import pytest

from enrollment import errors, quotas
from enrollment.types import PlanKind
from tests.enrollment import factories
from tests.enrollment.factories import LIN, YANGQU, a_line, published


@pytest.mark.parametrize(
    ("sheet", "refusal"),
    [
        ([a_line(county_code=YANGQU)], errors.CountyOutsideArea),
        ([a_line(plan_kind=PlanKind.TARGETED)], errors.CountyMissing),
        ([a_line(plan_kind=PlanKind.TARGETED, county_code=LIN, year=2019)], errors.NoArea),
        ([a_line(seats=1), a_line(seats=2)], errors.LineTwice),
        ([a_line(), a_line(batch="本科二批", programme_number="9")], errors.OtherName),
    ],
)
async def test_what_breaks_a_rule_is_refused_by_name_and_nothing_is_written(
    conn: asyncpg.Connection, sheet: list[quotas.Line], refusal: type[errors.Refusal]
) -> None:
    with pytest.raises(refusal):
        await published(conn, *sheet)

    for table in ("special_plan", "source_plan", "account", "quota_line", "movement", "level"):
        assert await conn.fetchval(f"select count(*) from {table}") == 0


async def test_a_violation_without_a_refusal_stays_what_it_is(conn: asyncpg.Connection) -> None:
    with pytest.raises(asyncpg.CheckViolationError, match="tuition_never_negative"):
        await published(conn, a_line(tuition=Decimal(-1)))


async def test_what_a_sheet_names_is_added_with_it(conn: asyncpg.Connection) -> None:
    publication = await published(
        conn,
        a_line(institution_code="99001", institution="甲大学", programme_code="X1", programme="新"),
        a_line(
            institution_code="99002",
            institution="乙职业学院",
            level_code="2",
            level="专科",
            plan_category_code="11",
            plan_category="国家专项",
        ),
        document_number="D1",
    )

    assert publication.new_institutions == (
        quotas.Named("99001", "甲大学"),
        quotas.Named("99002", "乙职业学院"),
    )
    assert publication.new_programmes == (quotas.Named("X1", "新"),)
    assert publication.new_codes == (
        quotas.NamedCode("level", 2020, "1", "本科"),
        quotas.NamedCode("level", 2020, "2", "专科"),
        quotas.NamedCode("batch", 2020, "1", "本科一批"),
        quotas.NamedCode("track", 2020, "1", "文史"),
        quotas.NamedCode("plan_nature", 2020, "1", "国家专项计划"),
        quotas.NamedCode("plan_category", 2020, "11", "国家专项"),
    )
    assert await factories.rows(
        conn,
        """
        select kind, level, source, standing
          from institution
         where code in ('99001', '99002')
         order by code
        """,
    ) == [
        ("UNIVERSITY", "本科", "named by sheet D1", "STATED"),
        ("HIGHER_VOCATIONAL_COLLEGE", "专科", "named by sheet D1", "STATED"),
    ]


async def test_what_a_sample_names_is_a_sample(conn: asyncpg.Connection) -> None:
    await published(conn, a_line(institution_code="99001", programme_code="X1"), is_sample=True)

    standings = "select standing from {} where code = $1"
    assert await conn.fetchval(standings.format("institution"), "99001") == "SAMPLE"
    assert await conn.fetchval(standings.format("programme"), "X1") == "SAMPLE"


async def test_a_known_code_keeps_its_registered_name(conn: asyncpg.Connection) -> None:
    publication = await published(conn, a_line(institution="山西大学（太原）"))

    assert publication.new_institutions == ()
    name = await conn.fetchval("select name_zh from institution where code = '10108'")
    assert name == "山西大学"
