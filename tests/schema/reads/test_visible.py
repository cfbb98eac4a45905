"""The public sees what is published: nothing else, by no road."""

import asyncpg
from asyncpg import Pool

from enrollment import sample
from enrollment.actors import PUBLIC, Actor, Role
from schema.wire import Endpoint
from tests.enrollment.factories import a_line, a_plan, moved, published
from tests.schema.asking import AUDITOR, PROVINCE, OneConnection, answer
from tests.schema.conftest import DRAFT_YEAR


async def test_drafts_are_in_no_list_count_or_total(endpoint: Endpoint, pool: Pool):
    data = await answer(
        endpoint,
        pool,
        """
        query ($year: Int!) {
          specialPlans(where: {year: {eq: $year}}) { totalCount nodes { id } }
          specialPlan(year: $year, kind: NATIONAL) { id }
          sourcePlans(where: {state: {eq: DRAFT}}) { totalCount nodes { id } }
          quotaLines(where: {year: {eq: $year}}) { totalCount totals { lines seats } nodes { id } }
          openQuota(county: "140122", year: $year) { totalCount nodes { id } }
          institution(code: "99999") { sourcePlans { totalCount } quotaLines { totals { lines } } }
          county(code: "140122") { quotaLines(where: {year: {eq: $year}}) { totalCount } }
        }
        """,
        year=DRAFT_YEAR,
    )

    nothing = {"totalCount": 0, "nodes": []}
    assert data == {
        "specialPlans": nothing,
        "specialPlan": None,
        "sourcePlans": nothing,
        "quotaLines": {**nothing, "totals": {"lines": 0, "seats": 0}},
        "openQuota": nothing,
        "institution": {"sourcePlans": {"totalCount": 0}, "quotaLines": {"totals": {"lines": 0}}},
        "county": {"quotaLines": {"totalCount": 0}},
    }


async def test_drafts_are_found_by_no_id(endpoint: Endpoint, pool: Pool, reading: str):
    async with pool.acquire() as conn:
        ids = [
            *(
                f"SpecialPlan:{row[0]}"
                for row in await conn.fetch(
                    "select id from special_plan where year = $1", DRAFT_YEAR
                )
            ),
            *(
                f"QuotaLine:{row[0]}"
                for row in await conn.fetch("select id from quota_line where year = $1", DRAFT_YEAR)
            ),
            *(
                f"SourcePlan:{row[0]}"
                for row in await conn.fetch("select id from source_plan where state = 'DRAFT'")
            ),
        ]

    data = await answer(
        endpoint,
        pool,
        "query ($ids: [ID!]!, $id: ID!) { nodes(ids: $ids) { id } node(id: $id) { id } }",
        ids=ids,
        id=ids[0],
    )

    assert len(ids) == 6
    assert data == {"nodes": [None] * 6, "node": None}


async def test_a_filter_or_an_order_does_not_reveal_a_draft(endpoint: Endpoint, pool: Pool):
    query = """
        query ($year: Int!) {
          a: quotaLines(where: {not: {specialPlan: {year: {ne: $year}}}}) { totalCount }
          b: quotaLines(where: {specialPlan: {isNull: true}}) { totalCount }
          c: quotaLines(orderBy: [{specialPlan: {year: DESC}}], first: 1) { nodes { year } }
          d: counties(where: {code: {eq: "140122"}}) {
               nodes { specialPlans(where: {year: {eq: $year}}) { totalCount } } }
        }
    """

    data = await answer(endpoint, pool, query, year=DRAFT_YEAR)

    assert data["a"]["totalCount"] == data["b"]["totalCount"] == 0
    assert data["c"]["nodes"][0]["year"] == 2020
    assert data["d"]["nodes"][0]["specialPlans"]["totalCount"] == 0


async def test_a_movement_is_told_of_a_line_only_by_legs_that_are_seen(
    endpoint: Endpoint, conn: asyncpg.Connection
):
    """A line gave seats to a hidden one in a movement that is public for another leg."""
    seen = await a_plan(conn)
    hidden = await a_plan(conn, institution_code="99999", institution="未公布学院")
    await conn.execute(
        """
        update source_plan
           set state = 'APPROVED', submitted_by = 'staff:5', approved_by = 'staff:1'
         where id = $1
        """,
        hidden.source_plan_id,
    )
    other = await a_plan(conn, institution_code="10110", institution="中北大学")
    public = await moved(conn, (seen.line, hidden.line, 3), (other.line, seen.pool, 2))
    query = """
        query ($a: ID!, $b: ID!) {
          a: quotaLine(id: $a) { ...moved } b: quotaLine(id: $b) { ...moved }
          c: quotaLines(where: {movements: {some: {kind: {eq: TRANSFER}}}}) { nodes { id } } }
        fragment moved on QuotaLine {
          movements(where: {kind: {eq: TRANSFER}}) { nodes { id } }
          legs(where: {movement: {kind: {eq: TRANSFER}}}) { nodes { seats } } }
    """

    data = await answer(
        endpoint,
        OneConnection(conn),
        query,
        a=f"QuotaLine:{seen.line}",
        b=f"QuotaLine:{other.line}",
    )

    movement = {"id": f"QuotaMovement:{public}"}
    assert data["a"] == {"movements": {"nodes": []}, "legs": {"nodes": []}}
    assert data["b"] == {"movements": {"nodes": [movement]}, "legs": {"nodes": [{"seats": 2}]}}
    assert data["c"] == {"nodes": [{"id": f"QuotaLine:{other.line}"}]}


async def test_samples_that_gave_way_are_in_nobody_s_sums(
    endpoint: Endpoint, conn: asyncpg.Connection
):
    """The first real sheet of a year puts its samples out of sight, of the province too."""
    await sample.write(conn, lines=40, first_year=2030, last_year=2030)
    await published(conn, a_line(year=2030, seats=37))
    office = Actor(Role.ADMISSIONS, "an office", institution="10108")
    query = """{ quotaLines(where: {year: {eq: 2030}}) { totals { lines seats } }
        specialPlans(where: {year: {eq: 2030}}) { nodes { isSample } }
        sourcePlans(where: {specialPlan: {year: {eq: 2030}}}) { totalCount }
        viewer { inbox { kind } } }"""

    for actor in (PUBLIC, office, PROVINCE, AUDITOR):
        data = await answer(endpoint, OneConnection(conn), query, actor)

        assert data == {
            "quotaLines": {"totals": {"lines": 1, "seats": 37}},
            "specialPlans": {"nodes": [{"isSample": False}]},
            "sourcePlans": {"totalCount": 1},
            "viewer": {"inbox": []},
        }
