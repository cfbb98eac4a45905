"""What the questions of an admissions office are answered with, checked by SQL of its own."""

import asyncpg
import pytest
from asyncpg import Pool

from schema.wire import Endpoint
from tests.schema.asking import OneConnection, answer

LIN, YANGQU = "141124", "140122"


async def open_lines(endpoint: Endpoint, pool: Pool, county: str, kind: str) -> int:
    data = await answer(
        endpoint,
        pool,
        """
        query ($county: String!, $kind: PlanKind) {
          openQuota(county: $county, year: 2020, where: {specialPlan: {kind: {eq: $kind}}}) {
            totalCount
          }
        }
        """,
        county=county,
        kind=kind,
    )
    found: int = data["openQuota"]["totalCount"]
    return found


async def test_the_counties_are_58_of_which_36_national_and_22_provincial(
    endpoint: Endpoint, pool: Pool
):
    data = await answer(
        endpoint,
        pool,
        """
        { all: counties { totalCount }
          n: counties(where: {tier: {eq: NATIONAL}}) { totalCount }
          p: counties(where: {tier: {eq: PROVINCIAL}}) { totalCount }
          deep: counties(where: {isDeepPoverty: {eq: true}}) { totalCount }
          county(code: "140227") { code nameZh } }
        """,
    )

    counts = [data[key]["totalCount"] for key in ("all", "n", "p", "deep")]
    assert counts == [58, 36, 22, 10]
    assert data["county"] == {"code": "140215", "nameZh": "云州区"}


@pytest.mark.parametrize(
    ("county", "kinds"),
    [(LIN, {"NATIONAL", "UNIVERSITY", "TARGETED"}), (YANGQU, {"LOCAL", "UNIVERSITY"})],
)
async def test_open_quota_is_of_the_plans_that_cover_the_county(
    county: str, kinds: set[str], endpoint: Endpoint, pool: Pool
):
    found = {
        kind: await open_lines(endpoint, pool, county, kind)
        for kind in ("NATIONAL", "LOCAL", "UNIVERSITY", "TARGETED")
    }

    assert {kind for kind, lines in found.items() if lines} == kinds


async def test_open_quota_is_what_sql_written_by_hand_finds(
    endpoint: Endpoint, pool: Pool, reading: str
):
    conn = await asyncpg.connect(reading)
    expected = await conn.fetchrow(
        """
        select count(*) as lines, sum(l.seats) as seats
          from quota_line l
          join source_plan s on s.id = l.source_plan_id
          join special_plan p on p.id = l.special_plan_id
         where p.year = 2020 and s.state = 'PUBLISHED'
           and exists (select from plan_area a
                        where a.special_plan_id = p.id and a.county_code = '141124')
           and coalesce(l.county_code, '141124') = '141124'
        """
    )
    await conn.close()

    data = await answer(
        endpoint, pool, '{ openQuota(county: "141124", year: 2020) { totals { lines seats } } }'
    )

    assert expected is not None
    assert data["openQuota"]["totals"] == dict(expected)


async def test_a_former_code_is_the_same_county(endpoint: Endpoint, pool: Pool):
    data = await answer(
        endpoint,
        pool,
        """
        { old: openQuota(county: "140227", year: 2020) { totals { lines seats } }
          new: openQuota(county: "140215", year: 2020) { totals { lines seats } } }
        """,
    )

    assert data["old"] == data["new"]
    assert data["new"]["totals"]["lines"] > 0


async def test_a_present_code_is_never_taken_for_a_former_one(
    endpoint: Endpoint, conn: asyncpg.Connection
):
    await conn.execute(
        """
        insert into county_alias (code, name_zh, county_code, valid, source, standing)
        values ('141124', '旧名', '140215', '[2010-01-01, 2011-01-01)', 'test', 'SAMPLE')
        """
    )

    data = await answer(endpoint, OneConnection(conn), '{ county(code: "141124") { nameZh } }')

    assert data == {"county": {"nameZh": "临县"}}


async def test_totals_are_of_the_whole_list_and_rates_from_their_own_parts(
    endpoint: Endpoint, pool: Pool
):
    data = await answer(
        endpoint,
        pool,
        """
        { page: quotaLines(first: 2, where: {year: {eq: 2019}}) { totalCount nodes { id }
            totals { lines requestedSeats seats admitted enrolled fillRate } }
          all: quotaLines(first: 500, where: {year: {eq: 2019}}) {
            nodes { requestedSeats seats admitted enrolled } } }
        """,
    )

    rows = data["all"]["nodes"]
    sums = {
        name: sum(row[name] for row in rows)
        for name in ("requestedSeats", "seats", "admitted", "enrolled")
    }
    rate = round(sums["admitted"] / sums["seats"], 4)
    assert len(data["page"]["nodes"]) == 2
    assert data["page"]["totalCount"] == len(rows)
    assert data["page"]["totals"] == {"lines": len(rows), **sums, "fillRate": rate}


async def test_names_sort_in_pinyin_order(endpoint: Endpoint, pool: Pool):
    data = await answer(
        endpoint,
        pool,
        """{ counties(orderBy: [{prefecture: {nameZh: ASC}}, {nameZh: ASC}], first: 500) {
               nodes { nameZh prefecture { nameZh } } } }""",
    )

    keys = [
        (row["prefecture"]["nameZh"].encode("gb18030"), row["nameZh"].encode("gb18030"))
        for row in data["counties"]["nodes"]
    ]
    assert keys == sorted(keys)
    assert data["counties"]["nodes"][0]["prefecture"]["nameZh"].startswith("长治")


async def test_sample_quotas_are_marked(endpoint: Endpoint, pool: Pool):
    data = await answer(
        endpoint,
        pool,
        "{ quotaLines(where: {isSample: {eq: false}, year: {gte: 2019}}) { totalCount } }",
    )

    assert data == {"quotaLines": {"totalCount": 0}}
