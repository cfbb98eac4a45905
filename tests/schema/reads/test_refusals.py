"""What the compiler refuses: by code, with what would pass."""

import pytest
from asyncpg import Pool

from enrollment.errors import Refusal
from schema import problems
from schema.reads import refusals
from schema.wire import Endpoint, Refused
from tests.schema.asking import answer, refusal


async def test_a_page_holds_at_most_500(endpoint: Endpoint, pool: Pool):
    for query, code in (
        ("{ counties(first: 501) { totalCount } }", "PAGE_TOO_LARGE"),
        ("{ counties(first: -1) { totalCount } }", "PAGE_NEGATIVE"),
        ("{ specialPlans { nodes { area(first: 501) { totalCount } } } }", "PAGE_TOO_LARGE"),
    ):
        assert await refusal(endpoint, pool, query) == code
    ids = ["County:141124"] * 501
    query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"
    assert await refusal(endpoint, pool, query, ids=ids) == "PAGE_TOO_LARGE"


async def test_an_alias_has_at_most_63_bytes(endpoint: Endpoint, pool: Pool):
    longest, longer = "a" * 63, "a" * 64

    data = await answer(endpoint, pool, f"{{ counties(first: 1) {{ {longest}: totalCount }} }}")
    code = await refusal(endpoint, pool, f"{{ counties(first: 1) {{ {longer}: totalCount }} }}")

    assert data["counties"] == {longest: 58}
    assert code == "ALIAS_TOO_LONG"


async def test_an_unknown_county_is_said_not_counted_as_zero(endpoint: Endpoint, pool: Pool):
    query = '{ openQuota(county: "141199", year: 2020) { totalCount } }'

    assert await refusal(endpoint, pool, query) == "COUNTY_UNKNOWN"


async def test_ids_of_no_shape_are_null(endpoint: Endpoint, pool: Pool):
    ids = [
        "",
        ":",
        "County:",
        "County:\u0000",
        "QuotaLine:1e5",
        "QuotaLine:-1",
        "County:\ud800",
        "QuotaLine:99999999999999999999",
        "QuotaLine:٣",
        "CountySource:code",
        "Query:1",
    ]
    query = "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }"

    data = await answer(endpoint, pool, query, ids=ids)

    assert data == {"nodes": [None] * len(ids)}


@pytest.mark.parametrize(
    ("arguments", "code", "argument"),
    [
        ("first: 501", "PAGE_TOO_LARGE", "first"),
        ("last: -1", "PAGE_NEGATIVE", "last"),
        ("first: 1, last: 1", "PAGE_UNCLEAR", "last"),
        ('after: "x"', "CURSOR_UNREADABLE", "after"),
        (f"orderBy: [{'{code: ASC}, {nameZh: ASC}, ' * 5}]", "TOO_MANY_SORTS", "orderBy"),
        ('before: "x"', "CURSOR_UNREADABLE", "before"),
        ("orderBy: [{code: ASC}, {}]", "ORDER_UNCLEAR", "orderBy[1]"),
        ("orderBy: [{prefecture: {code: null}}]", "OPERAND_IS_NULL", "orderBy[0].prefecture.code"),
        ("where: {code: {eq: null}}", "OPERAND_IS_NULL", "where.code.eq"),
        (
            "where: {or: [{}, {not: {exitYear: {lt: null}}}]}",
            "OPERAND_IS_NULL",
            "where.or[1].not.exitYear.lt",
        ),
        ("where: {quotaLines: {some: null}}", "OPERAND_IS_NULL", "where.quotaLines.some"),
        ('where: {nameZh: {contains: "\\u0000"}}', "TEXT_UNSTORABLE", "where.nameZh.contains"),
    ],
)
async def test_a_refusal_says_what_was_wrong_where_and_what_would_pass(
    endpoint: Endpoint, pool: Pool, arguments: str, code: str, argument: str
):
    query = f"{{\n  a: counties(\n    {arguments}\n  ) {{ totalCount }}\n}}"

    with pytest.raises(Refused) as refused:
        await answer(endpoint, pool, query)

    (error,) = refused.value.errors
    found = problems.said(error, "en")
    assert found["path"] == ["a"]
    assert found["locations"][0]["line"] == 3
    assert found["extensions"] == {"code": code, "argument": argument}
    assert found["message"] != problems.said(error, "zh")["message"]


def test_every_refusal_says_in_both_languages_what_would_pass():
    kinds = [kind for kind in vars(refusals).values() if isinstance(kind, type)]
    for kind in kinds:
        if issubclass(kind, Refusal) and kind is not Refusal:
            assert kind.code
            assert ";" in (kind.__doc__ or ""), kind
            assert "；" in kind.chinese, kind


async def test_an_order_leads_through_few_relations(endpoint: Endpoint, pool: Pool):
    def order(depth: int) -> str:
        path = "{reverses: " * depth + "{kind: ASC}" + "}" * depth
        return f"{{ quotaMovements(orderBy: [{path}]) {{ nodes {{ id }} }} }}"

    await answer(endpoint, pool, order(4))

    assert await refusal(endpoint, pool, order(5)) == "SORT_TOO_LONG"
