"""What the compiler refuses: by code, with what would pass."""

from asyncpg import Pool

from schema.wire import Endpoint
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
