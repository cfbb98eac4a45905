"""A plan is kept where only values change, and made anew where they change the plan."""

import base64
from typing import Any

import orjson
import pytest
from asyncpg import Pool

from enrollment.actors import PUBLIC
from schema.reads import planned
from schema.reads.plan import Plan
from schema.wire import Endpoint
from tests.schema.asking import a_question, answer, refusal

LINES = """
    query ($year: Int!, $name: String, $no: Boolean, $first: Int, $after: String, $way: Order!) {
      quotaLines(first: $first, after: $after, orderBy: [{seats: $way}], where: {
          year: {eq: $year}, campus: {isNull: $no}, not: {institution: {nameZh: {eq: $name}}}}) {
        totalCount nodes { seats year institution { nameZh } } } }
"""
GIVEN: dict[str, Any] = {"year": 2020, "name": "山西大学", "no": False, "way": "DESC", "first": 5}


def plan(endpoint: Endpoint, query: str, **variables: Any) -> tuple[Plan, list[Any]]:
    operation = endpoint.operation(a_question(query, **variables))
    return planned.make(endpoint.selection(operation), operation.variables, PUBLIC)


def test_a_plan_is_kept_while_only_operands_change(endpoint: Endpoint):
    first, values = plan(endpoint, LINES, **GIVEN)
    second, others = plan(endpoint, LINES, **{**GIVEN, "year": 2019, "name": "太原师范学院"})

    assert second is first
    assert [*values[:2], *others[:2]] == [2020, "山西大学", 2019, "太原师范学院"]


@pytest.mark.parametrize(
    "changed", [{"no": True}, {"way": "ASC"}, {"first": 51}, {"first": None}], ids=str
)
def test_what_shapes_the_plan_makes_another(endpoint: Endpoint, changed: dict[str, Any]):
    first, _ = plan(endpoint, LINES, **GIVEN)
    second, values = plan(endpoint, LINES, **{**GIVEN, **changed})

    assert second is not first
    assert values[:2] == [2020, "山西大学"]


def test_a_plan_is_kept_from_page_to_page(endpoint: Endpoint):
    pages = [plan(endpoint, LINES, **GIVEN, after=cursor(seats, "7")) for seats in ("3", "9")]

    assert pages[0][0] is pages[1][0]
    assert pages[0][0] is not plan(endpoint, LINES, **GIVEN)[0]
    assert [values[-2:] for _, values in pages] == [[3, 7], [9, 7]]


async def test_one_cursor_for_two_orders_is_refused_as_by_the_first_plan(
    endpoint: Endpoint, pool: Pool
):
    query = """query ($after: String) { a: quotaLines(after: $after, orderBy: [{seats: DESC}])
        { nodes { id } } b: quotaLines(after: $after, first: 3, orderBy: [{%s: DESC}])
        { nodes { id } } }"""
    same, other = query % "seats", query % "year"

    await answer(endpoint, pool, same, after=cursor("3", "7"))
    await answer(endpoint, pool, same, after=cursor("4", "7"))
    await answer(endpoint, pool, other)
    assert await refusal(endpoint, pool, other, after=cursor("3", "7")) == "CURSOR_UNREADABLE"


def cursor(*values: str | None) -> str:
    order = "QuotaLine seats- #id+"
    return base64.urlsafe_b64encode(orjson.dumps([order, *values])).decode()


async def test_the_same_document_answers_each_value_rightly(endpoint: Endpoint, pool: Pool):
    for year in (2019, 2020, 2019):
        for name in ("山西大学", "太原师范学院"):
            for way in ("ASC", "DESC"):
                asked = {**GIVEN, "year": year, "name": name, "way": way}

                found = (await answer(endpoint, pool, LINES, **asked))["quotaLines"]

                seats = [line["seats"] for line in found["nodes"]]
                assert {line["year"] for line in found["nodes"]} == {year}
                assert name not in {line["institution"]["nameZh"] for line in found["nodes"]}
                assert seats == sorted(seats, reverse=way == "DESC")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"name": None}, "OPERAND_IS_NULL"),
        ({"no": None}, "OPERAND_IS_NULL"),
        ({"name": "\ud800"}, "TEXT_UNSTORABLE"),
        ({"first": 501}, "PAGE_TOO_LARGE"),
        ({"after": "x"}, "CURSOR_UNREADABLE"),
    ],
    ids=str,
)
async def test_a_kept_plan_refuses_what_is_refused(
    endpoint: Endpoint, pool: Pool, changed: dict[str, Any], code: str
):
    await answer(endpoint, pool, LINES, **GIVEN)

    assert await refusal(endpoint, pool, LINES, **{**GIVEN, **changed}) == code


async def test_a_variable_that_is_not_given_leaves_its_condition_out(
    endpoint: Endpoint, pool: Pool
):
    query = "query ($year: Int) { quotaLines(where: {year: {eq: $year}}) { totalCount } }"

    one = await answer(endpoint, pool, query, year=2020)
    every = await answer(endpoint, pool, query)

    assert one["quotaLines"]["totalCount"] < every["quotaLines"]["totalCount"]


async def test_ids_of_any_type_are_found_by_one_document(endpoint: Endpoint, pool: Pool):
    query = """query ($id: ID!, $code: ID!) {
        node(id: $id) { __typename id } quotaLine(id: $id) { id }
        nodes(ids: [$code]) { id } again: node(id: $code) { id } }"""
    line = (await answer(endpoint, pool, "{ quotaLines(first: 1) { nodes { id } } }"))[
        "quotaLines"
    ]["nodes"][0]

    for name in (line["id"], "County:141124", "Institution:10108", "County:999999", "no", ""):
        found = await answer(endpoint, pool, query, id=name, code=name)

        type_name = name.partition(":")[0]
        is_there = name not in ("County:999999", "no", "")
        assert found["node"] == ({"__typename": type_name, "id": name} if is_there else None)
        assert found["quotaLine"] == (line if name == line["id"] else None)
        assert found["nodes"] == [found["again"]] == [{"id": name} if is_there else None]
