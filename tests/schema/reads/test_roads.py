"""Both roads, the compiler's and graphql-core's, give the same bytes."""

import pytest
from asyncpg import Pool
from graphql import GraphQLObjectType, get_named_type, is_leaf_type

from schema.reads.bindings.catalogue import LISTINGS, NODES
from schema.wire import Endpoint
from tests.schema.asking import AUDITOR, answer, both_roads

SPELLINGS = {
    "aliases": "{ a: counties(first: 1) { b: nodes { c: code d: code } e: totalCount } }",
    "an alias like our own names": '{ t0: county(code: "141124") { o1: code p1: nameZh } }',
    "fragments": """
        query { county(code: "141124") { ...Names ... on County { tier } ... { code } } }
        fragment Names on County { nameZh nameEn prefecture { nameZh } }
    """,
    "merged fields": '{ county(code: "141124") { prefecture { code } prefecture { nameZh } } }',
    "include": """
        query ($yes: Boolean = true, $no: Boolean = false) {
          county(code: "141124") {
            code @include(if: $no) nameZh @skip(if: $no) tier @include(if: $yes)
          }
        }
    """,
    "typename": """
        { __typename counties(first: 1) { __typename edges { __typename node { __typename } }
          pageInfo { __typename } nodes { sources { __typename field } prefecture { __typename } } }
          quotaLines(first: 1) { totals { __typename lines } } }
    """,
    "node": """
        { node(id: "County:141124") {
            __typename id
            ... on County { nameZh quotaLines(first: 1) { totalCount } }
            ... on Institution { kind } } }
    """,
    "nodes": """
        { nodes(ids: ["Institution:10108", "x", "County:140215", "QuotaLine:99999999", "County:0",
                      "SpecialPlan:1", "Programme:010101", "Prefecture:140100", "County:140215"]) {
            id ... on Institution { nameZh } ... on County { tier } ... on SpecialPlan { title } } }
    """,
    "no such node": '{ a: node(id: "County:000000") { id } b: node(id: "Nothing:1") { id } }',
    "missing to-one": """
        { pool: quotaLines(first: 3, where: {county: {isNull: true}}) {
            nodes { county { code nameZh } } }
          institution(code: "10001") { prefecture { nameZh } county { code } }
          none: county(code: "1") { code } }
    """,
    "to-one of nulls only": """
        { institution(code: "C141124") { level ownership county { contiguousArea } } }
    """,
    "depth": """
        { specialPlans(first: 2, orderBy: [{year: ASC}]) { nodes { title
            area(first: 2) { totalCount nodes { nameZh specialPlans(first: 1) { nodes { kind
              sourcePlans(first: 2) { nodes { institution { nameZh prefecture { nameZh } }
                lines(first: 2) { totals { seats fillRate } pageInfo { hasNextPage endCursor }
                  edges { cursor node { programme { nameZh years } tuition fillRate } } }
              } } } } } } } } }
    """,
    "an empty list": """
        { counties(first: 0) {
            nodes { code } edges { cursor } pageInfo { hasNextPage startCursor endCursor } } }
    """,
}


@pytest.mark.parametrize("name", SPELLINGS)
async def test_every_spelling_gives_the_same_bytes(name: str, endpoint: Endpoint, pool: Pool):
    compiled, executed = await both_roads(endpoint, pool, SPELLINGS[name])

    assert compiled == executed


@pytest.mark.parametrize("type_name", NODES)
async def test_every_scalar_gives_the_same_bytes(type_name: str, endpoint: Endpoint, pool: Pool):
    kind = endpoint.schema.type_map[type_name]
    assert isinstance(kind, GraphQLObjectType)
    scalars = [
        name for name, field in kind.fields.items() if is_leaf_type(get_named_type(field.type))
    ]
    lists = [name for name, listing in LISTINGS.items() if listing.target == type_name]
    wanted = " ".join(scalars)
    query = {
        "Prefecture": f'{{ node(id: "Prefecture:140100") {{ ... on Prefecture {{ {wanted} }} }} }}',
        "Admission": f"{{ quotaLines {{ nodes {{ admissions {{ nodes {{ {wanted} }} }} }} }} }}",
        "CountyDesignation": f"""{{ counties {{
            nodes {{ designations {{ nodes {{ {wanted} }} }} }} }} }}""",
        "InstitutionDesignation": f"""{{ institutions(where: {{designations: {{some: {{}}}}}}) {{
            nodes {{ designations {{ nodes {{ {wanted} }} }} }} }} }}""",
        "SourcePlanReview": f"""{{ sourcePlans(where: {{reviews: {{some: {{}}}}}}) {{
            nodes {{ reviews {{ nodes {{ {wanted} }} }} }} }} }}""",
        "QuotaAccount": "{ quotaMovements { nodes { legs(first: 20) { nodes {"
        f" toAccount {{ {wanted} }} }} }} }} }} }}",
    }.get(type_name) or f"{{ {lists[0]}(first: 200) {{ nodes {{ {wanted} }} }} }}"

    compiled, executed = await both_roads(endpoint, pool, query, AUDITOR)

    assert compiled == executed
    assert len(compiled) > 100


async def test_a_document_of_both_roads_runs_as_one(endpoint: Endpoint, pool: Pool):
    data = await answer(endpoint, pool, "{ viewer { role } counties { totalCount } __typename }")

    assert data == {
        "viewer": {"role": "PUBLIC"},
        "counties": {"totalCount": 58},
        "__typename": "Query",
    }


async def test_introspection_is_answered(endpoint: Endpoint, pool: Pool):
    data = await answer(endpoint, pool, '{ __type(name: "County") { name } }')

    assert data == {"__type": {"name": "County"}}
