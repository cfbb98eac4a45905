"""The API and the bindings agree, and the printed schema is the one that is committed."""

from pathlib import Path

from graphql import (
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    is_leaf_type,
    is_non_null_type,
)

import schema
from schema.api import assembled
from schema.reads.bindings.catalogue import BINDINGS, BY_ID, FEEDS, LISTINGS, SINGLES
from schema.wire import Endpoint

ROOT = Path(schema.__file__).parent


def object_type(endpoint: Endpoint, name: str) -> GraphQLObjectType:
    found = endpoint.schema.type_map[name]
    assert isinstance(found, GraphQLObjectType)
    return found


def test_every_field_of_a_type_is_bound_and_every_bound_field_is_in_the_type(endpoint: Endpoint):
    for name, binding in BINDINGS.items():
        bound = {*binding.fields, *binding.to_one, *binding.to_many, *binding.plain}
        assert set(object_type(endpoint, name).fields) == bound


def test_scalars_have_the_type_and_the_nullability_of_their_binding(endpoint: Endpoint):
    for name, binding in BINDINGS.items():
        fields = object_type(endpoint, name).fields
        for field_name, field in binding.fields.items():
            kind = fields[field_name].type
            assert get_named_type(kind).name == field.type, f"{name}.{field_name}"
            assert is_leaf_type(get_named_type(kind))
            if field.nullable:
                assert not is_non_null_type(kind) or field_name == "standing", (
                    f"{name}.{field_name}"
                )


def test_a_relation_into_rows_that_may_be_hidden_is_nullable(endpoint: Endpoint):
    for name, binding in BINDINGS.items():
        fields = object_type(endpoint, name).fields
        for field_name, relation in binding.to_one.items():
            required = isinstance(fields[field_name].type, GraphQLNonNull)
            assert required == (not relation.nullable)
            if any(right.rule for right in BINDINGS[relation.target].visible.values()):
                assert not required, f"{name}.{field_name}"


def test_every_root_field_is_known_to_the_compiler_or_has_a_resolver(endpoint: Endpoint):
    roots = set(object_type(endpoint, "Query").fields)

    assert roots == {*LISTINGS, *SINGLES, *BY_ID, "node", "nodes", "explainAccess", "eligibility"}


def test_every_subscription_is_a_feed(endpoint: Endpoint):
    assert set(object_type(endpoint, "Subscription").fields) == set(FEEDS)


def test_the_printed_schema_is_the_one_that_is_committed():
    assert assembled.printed() == (ROOT / "api.graphql").read_text(encoding="utf-8")
