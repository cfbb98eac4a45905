"""Every field of every list, with every operator and both orders: none is forgotten."""

import base64
from decimal import Decimal
from typing import Any

import orjson
import pytest
from asyncpg import Pool

from schema.reads.bindings.catalogue import BINDINGS, LISTINGS
from schema.wire import Endpoint
from tests.schema.asking import AUDITOR, answer, refusal

LISTS = [name for name, listing in LISTINGS.items() if not listing.arguments]
VALUES: dict[str, Any] = {
    "String": "1",
    "Int": 2020,
    "Float": 0.8,
    "Decimal": "5000.00",
    "Boolean": True,
    "Date": "2020-07-01",
    "DateTime": "2020-07-01T08:00:00+08:00",
}
ENUMS = {
    "PlanKind": "LOCAL",
    "CountyTier": "NATIONAL",
    "Standing": "STATED",
    "InstitutionKind": "UNIVERSITY",
    "SpecialPlanState": "PUBLISHED",
    "SourcePlanState": "PUBLISHED",
    "MovementKind": "ISSUE",
    "Role": "PROVINCE",
    "AgreementState": "SIGNED",
}


def operand(kind: str, operator: str) -> Any:
    value = {**VALUES, **ENUMS}[kind]
    return {"in": [value], "notIn": [value], "isNull": True}.get(operator, value)


@pytest.mark.parametrize("name", LISTS)
async def test_every_operator_of_every_field_splits_the_list(
    name: str, endpoint: Endpoint, pool: Pool
):
    binding = BINDINGS[LISTINGS[name].target]
    query = f"""
        query ($w: {binding.type}Where) {{
          a: {name} {{ totalCount }} b: {name}(where: $w) {{ totalCount }}
          c: {name}(where: {{not: $w}}) {{ totalCount }} }}
    """.replace("{not: $w}", "{and: [{not: $w}]}")
    for field_name, field in binding.fields.items():
        for operator in field.operators:
            where = {field_name: {operator: operand(field.type, operator)}}

            data = await answer(endpoint, pool, query, w=where)

            counts = {key: part["totalCount"] for key, part in data.items()}
            assert counts["a"] == counts["b"] + counts["c"], where


@pytest.mark.parametrize("name", LISTS)
async def test_every_field_orders_both_ways_and_pages_join(
    name: str, endpoint: Endpoint, pool: Pool
):
    binding = BINDINGS[LISTINGS[name].target]
    query = f"""
        query ($o: [{binding.type}OrderBy!], $after: String, $first: Int) {{
          {name}(orderBy: $o, after: $after, first: $first) {{
            edges {{ cursor }} }} }}
    """
    for field_name, field in binding.fields.items():
        for way in ("ASC", "DESC") if field.is_ordered else ():
            order = [{field_name: way}]
            data = await answer(endpoint, pool, query, AUDITOR, o=order, first=40)
            whole = data[name]["edges"]
            middle = len(whole) // 2

            asked = {"o": order, "first": 40 - middle, "after": whole[middle - 1]["cursor"]}
            rest = (await answer(endpoint, pool, query, AUDITOR, **asked))[name]["edges"]

            assert rest[:middle] == whole[middle : 2 * middle] != [], order


async def test_a_rate_is_compared_as_it_is_shown(endpoint: Endpoint, pool: Pool):
    query = """
        query ($r: Float) {
          eq: quotaLines(where: {fillRate: {eq: $r}}) { totalCount }
          in: quotaLines(where: {fillRate: {in: [$r]}}) { totalCount }
          lt: quotaLines(where: {fillRate: {lt: $r}}) { totalCount }
          lte: quotaLines(where: {fillRate: {lte: $r}}) { totalCount } }
    """.replace("$r: Float", "$r: Float!")
    data = await answer(endpoint, pool, "{ quotaLines(first: 500) { nodes { fillRate } } }")
    rates = [row["fillRate"] for row in data["quotaLines"]["nodes"] if row["fillRate"] is not None]

    for rate in sorted(set(rates))[::5]:
        found = await answer(endpoint, pool, query, r=rate)

        counts = {key: part["totalCount"] for key, part in found.items()}
        assert counts["eq"] == counts["in"] == rates.count(rate) > 0
        assert counts["lt"] == sum(Decimal(str(each)) < Decimal(str(rate)) for each in rates)
        assert counts["lte"] == counts["lt"] + counts["eq"]


async def test_a_cursor_with_null_where_none_can_be_is_refused(endpoint: Endpoint, pool: Pool):
    query = """
        query ($after: String, $o: [QuotaLineOrderBy!]) {
          quotaLines(after: $after, orderBy: $o) { nodes { id } } }
    """
    for parts, order in (
        (["QuotaLine #id+", None], []),
        (["QuotaLine seats+ #id+", None, "1"], [{"seats": "ASC"}]),
        (["QuotaLine seats- #id+", None, "1"], [{"seats": "DESC"}]),
    ):
        cursor = base64.urlsafe_b64encode(orjson.dumps(parts)).decode()
        assert await refusal(endpoint, pool, query, after=cursor, o=order) == "CURSOR_UNREADABLE"


async def test_a_prefecture_is_no_province_and_no_county(endpoint: Endpoint, pool: Pool):
    ids = ["Prefecture:140000", "Prefecture:141124", "Prefecture:140100", "QuotaLine:007"]

    data = await answer(
        endpoint,
        pool,
        "query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Prefecture { nameZh } } }",
        ids=ids,
    )

    assert data["nodes"] == [None, None, {"nameZh": "太原市"}, None]


async def test_spellings_of_roots_share_one_statement(endpoint: Endpoint, pool: Pool):
    for number in range(3):
        data = await answer(endpoint, pool, f"{{ a{number}: counties {{ totalCount }} }}")
        assert data == {f"a{number}": {"totalCount": 58}}
