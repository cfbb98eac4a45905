"""The fields an operation selects, merged: aliases, fragments, `@include`, `@skip`.

All of it by graphql-core's own functions, so that both roads read a document alike. A selection is
the document's alone but for the variables that switch fields on and off, so it is kept with the
document; what is asked of each field, its arguments, is read for each request. Fields are counted
as they are collected: a few fragments that spread each other twice would else grow without end.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    GraphQLField,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    get_named_type,
    is_abstract_type,
    is_object_type,
)
from graphql.execution.collect_fields import collect_fields, collect_sub_fields

from enrollment.errors import Refusal
from schema import limits
from schema.reads import arguments, refusals
from schema.reads.arguments import Use
from schema.reads.refusals import Place

# Objects that are parts of a list, no relations of their own.
PARTS = {"edges", "node", "nodes", "pageInfo", "totals"}


@dataclass(frozen=True, slots=True)
class Selected:
    """One field of an answer: its response key, its place, its own fields by object type.

    `arguments` reads its arguments, given the request's variables, and raises GraphQLError.
    `constant` are those object types of it below which nothing takes an argument, so that every
    request asks the same; `kept` is for what is made of these once, by object type.
    """

    key: str
    name: str
    place: Place
    definition: GraphQLField | None  # none: __typename, __schema, __type
    arguments: Callable[[Mapping[str, Any]], Mapping[str, Any]]
    types: Mapping[str, tuple["Selected", ...]] = field(default_factory=dict)
    constant: frozenset[str] = frozenset()
    kept: dict[str, Any] = field(default_factory=dict)

    @property
    def fields(self) -> tuple["Selected", ...]:
        """The fields of the one object type this field can have."""
        (only,) = self.types.values()
        return only

    @property
    def is_constant(self) -> bool:
        takes_arguments = self.definition is not None and self.definition.args
        return not takes_arguments and len(self.constant) == len(self.types)


@dataclass(frozen=True, slots=True)
class Selection:
    """The root fields of a query; `size` is how many fields there are below and with them.

    `operands` are the variables whose values no plan knows, `ids` those of which it knows the
    type, `cursors` those of which it knows that they are there, `others` those that may change it;
    `kept` holds the plans made so far.
    """

    roots: tuple[Selected, ...]
    size: int
    operands: frozenset[str] = frozenset()
    ids: frozenset[str] = frozenset()
    cursors: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    kept: dict[Any, Any] = field(default_factory=dict)


def collect(
    schema: GraphQLSchema,
    fragments: Mapping[str, FragmentDefinitionNode],
    operation: OperationDefinitionNode,
    switches: Mapping[str, Any],
) -> Selection:
    """Return what an operation selects; raises GraphQLError for what is too much.

    `switches` has the values of the variables in `@include` and `@skip`.
    """
    root = schema.get_root_type(operation.operation)
    assert root is not None
    collector = Collector(schema, dict(fragments), dict(switches))
    found = collect_fields(
        schema, collector.fragments, collector.switches, root, operation.selection_set
    )
    roots = collector.selected(root, found, ())
    operands, ids, cursors, others = (frozenset(collector.uses[use]) for use in Use)
    others |= (operands & ids) | (operands & cursors) | (ids & cursors)
    return Selection(
        roots, collector.fields, operands - others, ids - others, cursors - others, others
    )


@dataclass(slots=True)
class Collector:
    """Collects the fields of one operation, and counts them."""

    schema: GraphQLSchema
    fragments: dict[str, FragmentDefinitionNode]
    switches: dict[str, Any]
    fields: int = 0
    relations: int = 0
    uses: dict[Use, set[str]] = field(default_factory=lambda: {use: set() for use in Use})

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
        place = Place(nodes[0], path)
        name = nodes[0].name.value
        definition = parent.fields.get(name)
        kinds = [] if definition is None else self.object_types(definition.type)
        self.relations += bool(kinds) and name not in PARTS
        if refusal := self.refusal(key, len(path)):
            raise place.error(refusal)
        fields = {kind.name: self.selected(kind, self.collect(kind, nodes), path) for kind in kinds}
        for variable, use in arguments.uses(definition, nodes[0]):
            self.uses[use].add(variable)
        read = arguments.reader(definition, nodes[0])
        constant = (of for of, inner in fields.items() if all(one.is_constant for one in inner))
        return Selected(key, name, place, definition, read, fields, frozenset(constant))

    def refusal(self, key: str, depth: int) -> Refusal | None:
        """Count a field; return why it can't be had, if so."""
        self.fields += 1
        if (size := len(key)) > limits.LONGEST_KEY:  # names are ASCII
            return refusals.AliasTooLong(alias=key, bytes=size)
        if depth > limits.DEEPEST:
            return refusals.TooDeep(most=limits.DEEPEST)
        if self.fields > limits.MOST_FIELDS:
            return refusals.TooManyFields(most=limits.MOST_FIELDS)
        if self.relations > limits.MOST_RELATIONS:
            return refusals.TooManyRelations(most=limits.MOST_RELATIONS)
        return None

    def collect(
        self, kind: GraphQLObjectType, nodes: list[FieldNode]
    ) -> Mapping[str, list[FieldNode]]:
        return collect_sub_fields(self.schema, self.fragments, self.switches, kind, nodes)

    def object_types(self, kind: Any) -> list[GraphQLObjectType]:
        """Return the object types that a value of `kind` can have; none for a leaf."""
        named = get_named_type(kind)
        if is_object_type(named):
            return [named]
        if is_abstract_type(named):
            return list(self.schema.get_possible_types(named))
        return []
