"""`where`: each operator against Python's own, and the true complement of every filter."""

import operator
from collections.abc import Callable
from typing import Any

import pytest
from asyncpg import Pool
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schema.wire import Endpoint
from tests.schema.asking import answer, refusal

LINES = """
    query ($where: QuotaLineWhere) {
      quotaLines(where: $where, first: 500) { totalCount nodes { id } }
    }
"""

OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "lte": operator.le,
    "gt": operator.gt,
    "gte": operator.ge,
}


@pytest.mark.parametrize("name", OPERATORS)
async def test_numbers_compare(name: str, endpoint: Endpoint, pool: Pool):
    rows = await answer(endpoint, pool, "{ quotaLines(first: 500) { nodes { id seats } } }")
    middle = sorted(row["seats"] for row in rows["quotaLines"]["nodes"])[200]

    found = await answer(endpoint, pool, LINES, where={"seats": {name: middle}})

    expected = {
        row["id"] for row in rows["quotaLines"]["nodes"] if OPERATORS[name](row["seats"], middle)
    }
    assert {row["id"] for row in found["quotaLines"]["nodes"]} == expected


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({"nameZh": {"contains": "%"}}, 0),
        ({"nameZh": {"contains": "_"}}, 0),
        ({"nameEn": {"contains": "LIN C"}}, 2),
        ({"nameEn": {"startsWith": "lin county"}}, 1),
        ({"code": {"in": []}}, 0),
        ({"code": {"notIn": []}}, 58),
        ({"and": []}, 58),
        ({"or": []}, 0),
        ({"not": {}}, 0),
        ({}, 58),
        ({"contiguousArea": {"isNull": True}}, 37),
        ({"contiguousArea": {"isNull": False}}, 21),
        ({"contiguousArea": {"ne": "吕梁山区"}}, 45),
        ({"contiguousArea": {"notIn": ["吕梁山区"]}}, 45),
        ({"not": {"contiguousArea": {"startsWith": "吕梁"}}}, 45),
        ({"not": {"exitYear": {"lt": 2019}}}, 17),
        ({"tier": {"eq": "NATIONAL"}, "isDeepPoverty": {"eq": True}}, 10),
        ({"or": [{"code": {"eq": "141124"}}, {"code": {"eq": "140215"}}]}, 2),
        ({"prefecture": {"nameZh": {"eq": "大同市"}}}, 6),
        ({"prefecture": {"isNull": True}}, 0),
        ({"prefecture": {"isNull": False, "nameZh": {"eq": "大同市"}}}, 6),
        ({"not": {"prefecture": {"nameZh": {"eq": "大同市"}}}}, 52),
    ],
)
async def test_operators_mean_what_they_say(
    where: dict[str, Any], expected: int, endpoint: Endpoint, pool: Pool
):
    query = "query ($where: CountyWhere) { counties(where: $where) { totalCount } }"

    data = await answer(endpoint, pool, query, where=where)

    assert data["counties"]["totalCount"] == expected


leaves = st.one_of(
    st.builds(
        lambda name, value: {"seats": {name: value}},
        st.sampled_from(sorted(OPERATORS)),
        st.integers(0, 40),
    ),
    st.builds(
        lambda name, value: {"fillRate": {name: value}},
        st.sampled_from(sorted(OPERATORS)),
        st.floats(0, 1),
    ),
    st.builds(
        lambda name, value: {"campus": {name: value}},
        st.sampled_from(["eq", "ne", "contains", "startsWith"]),
        st.text("主新校区", max_size=3),
    ),
    st.builds(lambda value: {"campus": {"isNull": value}}, st.booleans()),
    st.builds(
        lambda name, values: {"track": {name: values}},
        st.sampled_from(["in", "notIn"]),
        st.lists(st.sampled_from(["文史", "理工", "无"]), max_size=2),
    ),
    st.builds(lambda value: {"county": {"isNull": value}}, st.booleans()),
    st.builds(
        lambda value: {"county": {"code": {"ne": value}}}, st.sampled_from(["141124", "140215"])
    ),
    st.builds(
        lambda value: {"institution": {"prefecture": {"nameZh": {"eq": value}}}},
        st.sampled_from(["太原市", "大同市"]),
    ),
    st.builds(
        lambda value: {"specialPlan": {"kind": {"eq": value}}},
        st.sampled_from(["NATIONAL", "TARGETED"]),
    ),
)
filters = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(lambda parts: {"and": parts}, st.lists(inner, max_size=3)),
        st.builds(lambda parts: {"or": parts}, st.lists(inner, max_size=3)),
        st.builds(lambda part: {"not": part}, inner),
        st.builds(lambda a, b: {**a, **b}, inner, inner),
    ),
    max_leaves=6,
)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(where=filters)
async def test_a_filter_and_its_complement_split_every_list(
    where: dict[str, Any], endpoint: Endpoint, pool: Pool
):
    everything = await answer(endpoint, pool, LINES)

    inside = await answer(endpoint, pool, LINES, where=where)
    outside = await answer(endpoint, pool, LINES, where={"not": where})

    found = [
        {row["id"] for row in part["quotaLines"]["nodes"]} for part in (inside, outside, everything)
    ]
    assert found[0] | found[1] == found[2]
    assert not found[0] & found[1]
    assert inside["quotaLines"]["totalCount"] == len(inside["quotaLines"]["nodes"])


async def test_null_inside_an_operator_is_refused(endpoint: Endpoint, pool: Pool):
    for where in (
        "{seats: {eq: null}}",
        "{county: {code: {in: null}}}",
        "{county: null}",
        "{not: null}",
        "{county: {isNull: null}}",
    ):
        query = f"{{ quotaLines(where: {where}) {{ totalCount }} }}"
        assert await refusal(endpoint, pool, query) == "OPERAND_IS_NULL"


async def test_text_that_postgresql_cannot_hold_is_refused(endpoint: Endpoint, pool: Pool):
    query = "query ($t: String!) { counties(where: {nameZh: {eq: $t}}) { totalCount } }"
    for text in ("a\x00b", "\ud800"):
        assert await refusal(endpoint, pool, query, t=text) == "TEXT_UNSTORABLE"
    assert (
        await refusal(endpoint, pool, '{ county(code: "\\u0000") { code } }') == "TEXT_UNSTORABLE"
    )
