"""One statement for each operation, its text told by structure alone."""

import asyncio

import pytest
from asyncpg import Pool

from schema.reads.sql import statement
from schema.wire import Endpoint
from tests.schema.asking import OneConnection, answer, sql

LINE = "id seats institution { nameZh prefecture { nameZh } }"
DEEPER = [
    "{ counties { totalCount } }",
    '{ county(code: "141124") { nameZh } }',
    "{ counties(first: 3) { nodes { nameZh prefecture { nameZh } } } }",
    "{ counties(first: 3) { totalCount nodes { nameZh quotaLines(first: 2) { totalCount } } } }",
    f"{{ quotaLines(first: 3) {{ totalCount totals {{ seats }} nodes {{ {LINE} }} }} }}",
    f"{{ specialPlans {{ nodes {{ quotaLines(first: 2) {{ nodes {{ {LINE} }} }} }} }} }}",
    f"{{ specialPlans {{ nodes {{ area(first: 2) {{ nodes {{ openQuota(year: 2020, first: 1)"
    f" {{ nodes {{ {LINE} }} }} }} }} }} }} }}",
    f"{{ institutions(first: 2) {{ nodes {{ sourcePlans {{ nodes {{ specialPlan {{ area(first: 1)"
    f" {{ nodes {{ quotaLines(first: 1) {{ nodes {{ {LINE} }} }} }} }} }} }} }} }} }} }}",
    '{ node(id: "County:141124") { ... on County { sources { field } specialPlans { nodes {'
    " sourcePlans(first: 1) { nodes { lines(first: 1) { nodes { programme { quotaLines(first: 1)"
    f" {{ nodes {{ {LINE} }} }} }} }} }} }} }} }} }} }} }} }}",
    '{ a: openQuota(county: "141124", year: 2020) { totalCount } b: nodes(ids: ["County:141124",'
    ' "Institution:10108"]) { id } c: specialPlan(year: 2020, kind: NATIONAL) { title } d: county'
    '(code: "140227") { quotaLines { totals { lines } } } e: counties { totalCount } }',
]


@pytest.mark.parametrize("depth", range(len(DEEPER)))
async def test_a_document_of_any_depth_runs_one_statement(
    depth: int, endpoint: Endpoint, pool: Pool
):
    run: list[str] = []
    async with pool.acquire() as conn:
        conn.add_query_logger(lambda record: run.append(record.query))

        await answer(endpoint, OneConnection(conn), DEEPER[depth])
        await asyncio.sleep(0.01)  # the logger is called on a later turn of the loop

    assert len(run) == 1


def test_the_text_depends_on_structure_only(endpoint: Endpoint):
    query = """
        query ($seats: Int, $codes: [String!], $first: Int) {
          quotaLines(first: $first, where: {seats: {gt: $seats}, institution: {code: {in: $codes}}})
            { nodes { id } }
        }
    """

    few = sql(endpoint, query, seats=1, codes=["10108"], first=51)
    many = sql(endpoint, query, seats=900, codes=["10001", "10002", "10003"], first=500)

    assert few == many
    assert "= ANY ($" in few


def test_a_structure_is_compiled_once(endpoint: Endpoint):
    query = "query ($year: Int!) { quotaLines(where: {year: {eq: $year}}) { totalCount } }"
    sql(endpoint, query, year=2019)
    assert statement.of.cache is not None
    kept = len(statement.of.cache)

    sql(endpoint, query, year=2020)

    assert len(statement.of.cache) == kept
