"""`orderBy` and pages: joined they are the list, under equal keys, nulls and any direction."""

from typing import Any

import pytest
from asyncpg import Pool
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schema.wire import Endpoint
from tests.schema.asking import answer, refusal

PAGE = """
    query ($orderBy: [QuotaLineOrderBy!], $first: Int, $after: String) {
      quotaLines(orderBy: $orderBy, first: $first, after: $after, where: {year: {eq: 2020}}) {
        totalCount
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
        edges { cursor node { id } }
        nodes { id seats fillRate campus county { nameZh } institution { nameZh } }
      }
    }
"""
WAYS = st.sampled_from(["ASC", "DESC"])
FIELDS = st.sampled_from(
    ["seats", "campus", "fillRate", "year", "isSample", "tuition", "recordedAt"]
)
ORDERS = st.lists(
    st.one_of(
        st.builds(lambda field, way: {field: way}, FIELDS, WAYS),
        st.builds(lambda way: {"county": {"nameZh": way}}, WAYS),
        st.builds(lambda way: {"institution": {"prefecture": {"nameZh": way}}}, WAYS),
        st.builds(lambda way: {"specialPlan": {"kind": way}}, WAYS),
    ),
    max_size=3,
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(order=ORDERS, size=st.integers(60, 90))
async def test_pages_joined_are_the_list(
    order: list[dict[str, Any]], size: int, endpoint: Endpoint, pool: Pool
):
    whole = (await answer(endpoint, pool, PAGE, orderBy=order, first=500))["quotaLines"]

    joined: list[Any] = []
    after = None
    while True:
        page = await answer(endpoint, pool, PAGE, orderBy=order, first=size, after=after)
        lines = page["quotaLines"]
        joined += lines["nodes"]
        assert lines["pageInfo"]["hasPreviousPage"] == (after is not None)
        assert lines["pageInfo"]["startCursor"] == lines["edges"][0]["cursor"]
        assert lines["pageInfo"]["endCursor"] == lines["edges"][-1]["cursor"]
        after = lines["pageInfo"]["endCursor"]
        if not lines["pageInfo"]["hasNextPage"]:
            break

    assert joined == whole["nodes"]
    assert len(joined) == whole["totalCount"]
    assert [edge["node"]["id"] for edge in whole["edges"]] == [row["id"] for row in joined]


@pytest.mark.parametrize("way", ["ASC", "DESC"])
async def test_nulls_come_last_both_ways(way: str, endpoint: Endpoint, pool: Pool):
    data = await answer(endpoint, pool, PAGE, orderBy=[{"campus": way}], first=500)

    campuses = [row["campus"] for row in data["quotaLines"]["nodes"]]
    filled = [campus for campus in campuses if campus is not None]
    assert 0 < len(filled) < len(campuses)
    assert campuses[: len(filled)] == filled
    assert filled == sorted(filled, reverse=way == "DESC")


async def test_a_cursor_of_another_order_is_refused(endpoint: Endpoint, pool: Pool):
    page = await answer(endpoint, pool, PAGE, orderBy=[{"seats": "DESC"}], first=1)
    cursor = page["quotaLines"]["pageInfo"]["endCursor"]

    for order, after in (
        ([{"seats": "ASC"}], cursor),
        ([], cursor),
        ([], "x"),
        ([], "é"),
        ([], ""),
    ):
        code = await refusal(endpoint, pool, PAGE, orderBy=order, after=after)
        assert code == "CURSOR_UNREADABLE"


async def test_an_order_object_names_one_field(endpoint: Endpoint, pool: Pool):
    for order in ("[{}]", "[{seats: ASC, year: DESC}]", "[{institution: {}}]"):
        query = f"{{ quotaLines(orderBy: {order}) {{ totalCount }} }}"
        assert await refusal(endpoint, pool, query) == "ORDER_UNCLEAR"
    assert await refusal(
        endpoint, pool, "{ quotaLines(orderBy: [{seats: null}]) { totalCount } }"
    ) == ("OPERAND_IS_NULL")
