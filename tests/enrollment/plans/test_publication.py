import asyncpg
import pytest

from enrollment import errors, plans
from enrollment.types import PlanKind, SourcePlanState
from tests.enrollment import factories
from tests.enrollment.drafted import a_source_plan, an_open_plan
from tests.enrollment.factories import LIN, a_line


async def area(conn: asyncpg.Connection, plan_id: int) -> list[str]:
    counties = await factories.rows(
        conn, "select county_code from plan_area where special_plan_id = $1 order by 1", plan_id
    )
    return [county for (county,) in counties]


@pytest.mark.parametrize(
    ("kind", "counties", "title"),
    [
        (PlanKind.NATIONAL, 36, "2020年国家专项计划"),
        (PlanKind.LOCAL, 22, "2020年地方专项计划"),
        (PlanKind.UNIVERSITY, 58, "2020年高校专项计划"),
        (PlanKind.TARGETED, 1, "2020年免费定向定量培养计划"),
    ],
)
async def test_a_plan_opens_for_the_counties_designated_for_it(
    conn: asyncpg.Connection, kind: PlanKind, counties: int, title: str
) -> None:
    plan_id, written = await plans.publish(conn, 2020, kind)

    plan = "select title, state, is_sample from special_plan where id = $1"
    assert await factories.row(conn, plan, plan_id) == (title, "PUBLISHED", False)
    assert len(await area(conn, plan_id)) == counties
    assert written


async def test_a_plan_that_is_there_is_found_and_not_written_again(
    conn: asyncpg.Connection,
) -> None:
    first, _ = await plans.publish(conn, 2020, PlanKind.LOCAL)

    assert await plans.publish(conn, 2020, PlanKind.LOCAL) == (first, False)


async def test_a_plan_of_a_year_without_designated_counties_is_refused(
    conn: asyncpg.Connection,
) -> None:
    with pytest.raises(errors.NoArea) as refusal:
        await plans.publish(conn, 2019, PlanKind.TARGETED)

    assert "2019" in refusal.value.message("zh")
    assert await conn.fetchval("select count(*) from special_plan") == 0


async def test_the_area_follows_the_first_of_january(conn: asyncpg.Connection) -> None:
    await conn.execute(
        """
        insert into county_designation (county_code, kind, valid, source, standing)
        values ('140122', 'TARGETED_TRAINING', '[2021-01-02,)', 'test', 'STATED')
        """
    )

    this_year, _ = await plans.publish(conn, 2021, PlanKind.TARGETED)
    next_year, _ = await plans.publish(conn, 2022, PlanKind.TARGETED)

    assert await area(conn, this_year) == [LIN]
    assert await area(conn, next_year) == ["140122", LIN]


async def test_the_area_of_an_open_plan_never_drifts(conn: asyncpg.Connection) -> None:
    plan_id, _ = await plans.publish(conn, 2020, PlanKind.TARGETED)
    await conn.execute(
        "update county_designation set valid = '[2030-01-01,)' where kind = 'TARGETED_TRAINING'"
    )

    await plans.publish(conn, 2020, PlanKind.TARGETED)

    assert await area(conn, plan_id) == [LIN]


@pytest.mark.parametrize(("state", "then"), [("DRAFT", "PUBLISHED"), ("CLOSED", "CLOSED")])
async def test_a_draft_is_published_and_a_closed_plan_stays_closed(
    conn: asyncpg.Connection, state: str, then: str
) -> None:
    plan_id, _ = await plans.publish(conn, 2020, PlanKind.LOCAL)
    await conn.execute("update special_plan set state = $2 where id = $1", plan_id, state)

    _, written = await plans.publish(conn, 2020, PlanKind.LOCAL)

    assert await conn.fetchval("select state from special_plan where id = $1", plan_id) == then
    assert written is (state != then)


async def test_what_was_approved_is_published_with_its_plan(conn: asyncpg.Connection) -> None:
    plan_id = await an_open_plan(conn)
    approved = await a_source_plan(conn, plan_id, state=SourcePlanState.APPROVED)

    await factories.published(conn, a_line(institution_code="10112", institution="太原理工大学"))

    assert await factories.row(
        conn,
        """
        select source_plan.state, quota_line.state, seats
          from quota_line
          join source_plan on source_plan.id = source_plan_id
         where source_plan_id = $1
        """,
        approved.id,
    ) == ("PUBLISHED", "PUBLISHED", 40)


async def test_retired_samples_are_out_of_sight_with_their_lines(conn: asyncpg.Connection) -> None:
    await factories.published(conn, a_line(), a_line(year=2021), is_sample=True)

    retired = await plans.retire_samples(conn, 2020)

    assert retired == 1
    states = await factories.rows(
        conn,
        """
        select quota_line.year, special_plan.state, source_plan.state, quota_line.state
          from quota_line
          join source_plan  on source_plan.id  = quota_line.source_plan_id
          join special_plan on special_plan.id = quota_line.special_plan_id
         order by quota_line.year
        """,
    )
    assert states == [
        (2020, "DRAFT", "DRAFT", "DRAFT"),
        (2021, "PUBLISHED", "PUBLISHED", "PUBLISHED"),
    ]
    assert await plans.retire_samples(conn, 2020) == 0


async def test_a_sample_plan_is_refused_beside_a_real_one(conn: asyncpg.Connection) -> None:
    await plans.publish(conn, 2020, PlanKind.LOCAL)

    with pytest.raises(errors.SampleExists):
        await plans.publish(conn, 2020, PlanKind.NATIONAL, is_sample=True)
