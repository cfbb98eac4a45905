"""The fields an operation selects, merged: aliases, fragments, `@include`, `@skip`, arguments.

All of it by graphql-core's own functions, so that both roads read a document alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    ExecutionContext,
    FieldNode,
    GraphQLObjectType,
    get_named_type,
    is_abstract_type,
    is_object_type,
)
from graphql.execution.collect_fields import collect_fields, collect_sub_fields
from graphql.execution.values import get_argument_values

from schema.reads import refusals

LONGEST_KEY = 63  # bytes of a name in PostgreSQL


@dataclass(frozen=True, slots=True)
class Selected:
    """One field of an answer: its response key, its arguments, its own fields by object type."""

    key: str
    name: str
    node: FieldNode
    path: tuple[str, ...]
    arguments: Mapping[str, Any] = field(default_factory=dict)
    types: Mapping[str, tuple["Selected", ...]] = field(default_factory=dict)

    @property
    def fields(self) -> tuple["Selected", ...]:
        """The fields of the one object type this field can have."""
        (only,) = self.types.values()
        return only


def roots(context: ExecutionContext, root_type: GraphQLObjectType) -> tuple[Selected, ...]:
    """Return the root fields of `context`'s operation; raises GraphQLError on bad arguments."""
    collected = collect_fields(
        context.schema,
        context.fragments,
        context.variable_values,
        root_type,
        context.operation.selection_set,
    )
    return selected(context, root_type, collected, ())


def selected(
    context: ExecutionContext,
    parent: GraphQLObjectType,
    collected: Mapping[str, list[FieldNode]],
    path: tuple[str, ...],
) -> tuple[Selected, ...]:
    return tuple(one(context, parent, key, nodes, (*path, key)) for key, nodes in collected.items())


def one(
    context: ExecutionContext,
    parent: GraphQLObjectType,
    key: str,
    nodes: list[FieldNode],
    path: tuple[str, ...],
) -> Selected:
    node = nodes[0]
    name = node.name.value
    if (size := len(key)) > LONGEST_KEY:  # names are ASCII
        raise refusals.at(refusals.AliasTooLong(alias=key, bytes=size), node, path)
    definition = parent.fields.get(name)
    if definition is None:  # __typename, __schema, __type
        return Selected(key, name, node, path)
    return Selected(
        key,
        name,
        node,
        path,
        get_argument_values(definition, node, context.variable_values) if definition.args else {},
        {
            kind.name: selected(
                context,
                kind,
                collect_sub_fields(
                    context.schema, context.fragments, context.variable_values, kind, nodes
                ),
                path,
            )
            for kind in object_types(context, definition.type)
        },
    )


def object_types(context: ExecutionContext, kind: Any) -> list[GraphQLObjectType]:
    """Return the object types that a value of `kind` can have; none for a leaf."""
    named = get_named_type(kind)
    if is_object_type(named):
        return [named]
    if is_abstract_type(named):
        return list(context.schema.get_possible_types(named))
    return []
