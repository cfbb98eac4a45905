"""The fields an operation selects, merged: aliases, fragments, `@include`, `@skip`, arguments.

All of it by graphql-core's own functions, so that both roads read a document alike. Fields are
counted as they are collected: a few fragments that spread each other twice would else grow
without end.
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

from enrollment.errors import Refusal
from schema import limits
from schema.reads import refusals

# Objects that are parts of a list, no relations of their own.
PARTS = {"edges", "node", "nodes", "pageInfo", "totals"}


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
    return Collector(context).selected(root_type, collected, ())


@dataclass(slots=True)
class Collector:
    """Collects the fields of one operation, and counts them."""

    context: ExecutionContext
    fields: int = 0
    relations: int = 0

    def selected(
        self,
        parent: GraphQLObjectType,
        collected: Mapping[str, list[FieldNode]],
        path: tuple[str, ...],
    ) -> tuple[Selected, ...]:
        return tuple(self.one(parent, key, nodes, (*path, key)) for key, nodes in collected.items())

    def one(
        self, parent: GraphQLObjectType, key: str, nodes: list[FieldNode], path: tuple[str, ...]
    ) -> Selected:
        node = nodes[0]
        name = node.name.value
        if refusal := self.refusal(key):
            raise refusals.at(refusal, node, path)
        definition = parent.fields.get(name)
        if definition is None:  # __typename, __schema, __type
            return Selected(key, name, node, path)
        arguments = (
            get_argument_values(definition, node, self.context.variable_values)
            if definition.args
            else {}
        )
        kinds = self.object_types(definition.type)
        if kinds and name not in PARTS:
            self.relations += 1
        return Selected(
            key,
            name,
            node,
            path,
            arguments,
            {kind.name: self.selected(kind, self.collect(kind, nodes), path) for kind in kinds},
        )

    def refusal(self, key: str) -> Refusal | None:
        """Count a field; return why it can't be had, if so."""
        self.fields += 1
        if (size := len(key)) > limits.LONGEST_KEY:  # names are ASCII
            return refusals.AliasTooLong(alias=key, bytes=size)
        if self.fields > limits.MOST_FIELDS:
            return refusals.TooManyFields(most=limits.MOST_FIELDS)
        if self.relations > limits.MOST_RELATIONS:
            return refusals.TooManyRelations(most=limits.MOST_RELATIONS)
        return None

    def collect(
        self, kind: GraphQLObjectType, nodes: list[FieldNode]
    ) -> Mapping[str, list[FieldNode]]:
        return collect_sub_fields(
            self.context.schema,
            self.context.fragments,
            self.context.variable_values,
            kind,
            nodes,
        )

    def object_types(self, kind: Any) -> list[GraphQLObjectType]:
        """Return the object types that a value of `kind` can have; none for a leaf."""
        named = get_named_type(kind)
        if is_object_type(named):
            return [named]
        if is_abstract_type(named):
            return list(self.context.schema.get_possible_types(named))
        return []
