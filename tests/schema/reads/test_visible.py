"""The public sees what is published: nothing else, by no road."""

from asyncpg import Pool

from schema.wire import Endpoint
from tests.schema.asking import answer
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
