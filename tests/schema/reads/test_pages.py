"""Pages from both ends, between cursors, and what is said of where they stand."""

from typing import Any

import pytest
from asyncpg import Pool

from schema.wire import Endpoint
from tests.schema.asking import answer, refusal, sql

COUNTIES = """
    query ($first: Int, $after: String, $last: Int, $before: String, $o: [CountyOrderBy!]) {
      counties(first: $first, after: $after, last: $last, before: $before, orderBy: $o) {
        nodes { code } edges { cursor } pageInfo {
          hasNextPage hasPreviousPage startCursor endCursor } } }
"""
# Null for most counties, so that pages begin and end among nulls.
ORDER = [{"exitYear": "DESC"}, {"prefecture": {"nameZh": "ASC"}}]


async def page(endpoint: Endpoint, pool: Pool, **asked: Any) -> Any:
    return (await answer(endpoint, pool, COUNTIES, **asked))["counties"]


def codes(found: Any) -> list[str]:
    return [node["code"] for node in found["nodes"]]


@pytest.mark.parametrize("order", [[], ORDER, [{"isDeepPoverty": "DESC"}, {"tier": "ASC"}]])
async def test_pages_from_the_end_are_the_list_backwards(
    endpoint: Endpoint, pool: Pool, order: list[Any]
):
    whole = await page(endpoint, pool, first=100, o=order)
    found: list[str] = []
    before = None

    for _ in range(9):
        part = await page(endpoint, pool, last=7, before=before, o=order)
        found = codes(part) + found
        info = part["pageInfo"]
        assert info["hasNextPage"] is (before is not None)
        assert info["hasPreviousPage"] is (len(found) < 58)
        assert info["startCursor"] == part["edges"][0]["cursor"]
        assert info["endCursor"] == part["edges"][-1]["cursor"]
        before = info["startCursor"]

    assert found == codes(whole)


@pytest.mark.parametrize("order", [[], ORDER])
async def test_a_page_ends_before_its_cursor_and_begins_after_it(
    endpoint: Endpoint, pool: Pool, order: list[Any]
):
    whole = await page(endpoint, pool, first=100, o=order)
    cursors = [edge["cursor"] for edge in whole["edges"]]
    between = {"after": cursors[9], "before": cursors[30], "o": order}

    first = await page(endpoint, pool, first=5, **between)
    last = await page(endpoint, pool, last=5, **between)
    every = await page(endpoint, pool, first=100, **between)

    assert codes(first) == codes(whole)[10:15]
    assert codes(last) == codes(whole)[25:30]
    assert codes(every) == codes(whole)[10:30]
    for found in (first, last, every):
        assert (found["pageInfo"]["hasNextPage"], found["pageInfo"]["hasPreviousPage"]) == (
            True,
            True,
        )


async def test_first_and_last_together_are_refused(endpoint: Endpoint, pool: Pool):
    query = "{ counties(first: 1, last: 1) { totalCount } }"

    assert await refusal(endpoint, pool, query) == "PAGE_UNCLEAR"


async def test_a_nested_list_is_paged_from_its_end(endpoint: Endpoint, pool: Pool):
    query = """{ institutions(where: {quotaLines: {some: {}}}, first: 3) { nodes {
        all: quotaLines(orderBy: [{seats: DESC}]) { nodes { id } }
        end: quotaLines(orderBy: [{seats: DESC}], last: 2) { nodes { id } } } } }"""

    data = await answer(endpoint, pool, query)

    for node in data["institutions"]["nodes"]:
        assert node["end"]["nodes"] == node["all"]["nodes"][-2:]
        assert len(node["end"]["nodes"]) == 2


async def test_each_range_past_a_cursor_is_read_by_itself(endpoint: Endpoint, pool: Pool):
    query = """query ($after: String) {
        quotaLines(first: 2, after: $after, orderBy: [{seats: DESC}]) { edges { cursor } } }"""
    data = await answer(endpoint, pool, query)

    text = sql(endpoint, query, after=data["quotaLines"]["edges"][-1]["cursor"])

    assert text.count("UNION ALL") == 1
    assert " OR " not in text


async def test_an_object_is_found_by_a_former_code(endpoint: Endpoint, pool: Pool):
    query = """query ($ids: [ID!]!, $id: ID!) {
        nodes(ids: $ids) { id } node(id: $id) { ... on County { nameZh } } }"""

    data = await answer(endpoint, pool, query, ids=["County:140227"], id="County:140227")

    assert data == {"nodes": [{"id": "County:140215"}], "node": {"nameZh": "云州区"}}


async def test_a_line_is_found_by_its_id_and_nothing_else_is(endpoint: Endpoint, pool: Pool):
    data = await answer(endpoint, pool, "{ quotaLines(first: 1) { nodes { id } } }")
    (line,) = data["quotaLines"]["nodes"]
    query = "query ($id: ID!) { quotaLine(id: $id) { id } }"

    assert await answer(endpoint, pool, query, id=line["id"]) == {"quotaLine": line}
    for other in ("County:141124", "QuotaLine:0", "nothing"):
        assert await answer(endpoint, pool, query, id=other) == {"quotaLine": None}


async def test_a_wide_filter_is_written_once_past_a_cursor(endpoint: Endpoint, pool: Pool):
    query = """query ($after: String, $first: Int, $w: QuotaLineWhere) {
        quotaLines(first: $first, after: $after, where: $w,
            orderBy: [{seats: DESC}, {tuition: ASC}]) { nodes { id } edges { cursor } } }"""
    wide = {"or": [{"seats": {"eq": number}} for number in range(101)]}
    whole = (await answer(endpoint, pool, query, first=100, w=wide))["quotaLines"]
    after = whole["edges"][29]["cursor"]

    rest = (await answer(endpoint, pool, query, first=70, w=wide, after=after))["quotaLines"]
    text = sql(endpoint, query, first=70, w=wide, after=after)

    assert rest["nodes"] == whole["nodes"][30:100]
    assert "UNION ALL" not in text
