"""The arguments of a field: what the document says is read once, what variables bring each time.

graphql-core reads an input object by going through all fields of its type, fifty for a filter of
quota lines, at each request. Here that is done once, for what is given with its variables; where
one is missing, or null where null can't be, graphql-core is asked, which knows the defaults and
the errors. What no variable touches is one value for all requests: it is read, never changed.
"""

from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from typing import Any, TypeAlias

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLInputType,
    GraphQLNonNull,
    ListValueNode,
    Node,
    ObjectValueNode,
    Undefined,
    ValueNode,
    VariableNode,
    get_nullable_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
    value_from_ast,
)
from graphql.execution.values import get_argument_values

Variables: TypeAlias = Mapping[str, Any]
Reader: TypeAlias = Callable[[Variables], Any]

# What shapes an answer: a plan knows their values.
STRUCTURAL = {"first", "last", "after", "before", "orderBy", "id", "ids", "isNull"}


class Use(Enum):
    """What a variable is used as."""

    OPERAND = 1  # one value that is compared with, or that a field's own argument asks for
    ID = 2
    CURSOR = 3  # a place in an order, or an instant: a plan knows that it is there
    OTHER = 4


# Arguments of which a plan knows no more than what they are.
WHOLE = {"id": Use.ID, "after": Use.CURSOR, "before": Use.CURSOR, "asOf": Use.CURSOR}

NOTHING: Mapping[str, Any] = {}


class Unusual(Exception):
    """A value that only graphql-core knows how to read."""


def reader(definition: GraphQLField | None, node: FieldNode) -> Callable[[Variables], Variables]:
    """Return what reads the arguments of a field; it raises GraphQLError."""
    if definition is None or not definition.args:
        return lambda variables: NOTHING
    try:
        given = {argument.name.value: argument.value for argument in node.arguments}
        holders: set[int] = set()
        for argument in given.values():
            hold(argument, holders)
        parts = entries(definition.args, given, holders)
    except Unusual:
        return lambda variables: get_argument_values(definition, node, dict(variables))

    def read(variables: Variables) -> Variables:
        try:
            return {name: part(variables) for name, part in parts}
        except Unusual:
            return get_argument_values(definition, node, dict(variables))

    return read


def entries(
    kinds: Mapping[str, Any], given: Mapping[str, ValueNode], holders: set[int]
) -> list[tuple[str, Reader]]:
    """Return the readers of arguments, or of an object's fields, in the order of their type."""
    found = []
    for name, kind in kinds.items():
        out = kind.out_name or name
        if name in given:
            found.append((out, value(given[name], kind.type, holders)))
        elif kind.default_value is not Undefined:
            found.append((out, constant(kind.default_value)))
        elif is_non_null_type(kind.type):
            raise Unusual
    return found


def value(node: ValueNode, kind: GraphQLInputType, holders: set[int]) -> Reader:
    if isinstance(node, VariableNode):
        return variable(node.name.value, is_nullable=not is_non_null_type(kind))
    if id(node) not in holders:
        found = value_from_ast(node, kind)
        if found is Undefined:
            raise Unusual
        return constant(found)
    bare: Any = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
    if is_list_type(bare):
        nodes = node.values if isinstance(node, ListValueNode) else (node,)
        items = [value(item, bare.of_type, holders) for item in nodes]
        return lambda variables: [item(variables) for item in items]
    if not isinstance(node, ObjectValueNode) or is_leaf_type(bare):
        raise Unusual
    parts = entries(bare.fields, {field.name.value: field.value for field in node.fields}, holders)
    return lambda variables: bare.out_type({name: part(variables) for name, part in parts})


def uses(definition: GraphQLField | None, node: FieldNode) -> Iterator[tuple[str, Use]]:
    """Yield the variables in a field's arguments, and what each is used as there."""
    if definition is None:
        return
    for argument in node.arguments:
        name, value = argument.name.value, argument.value
        if name in WHOLE and isinstance(value, VariableNode):
            yield value.name.value, WHOLE[name]
        else:
            kind = definition.args[name].type
            # A field's own argument that can be left out may change the plan by being there.
            may_be = name == "where" or (is_non_null_type(kind) and name not in STRUCTURAL)
            yield from used(value, kind, may_be)


def used(node: ValueNode, kind: Any, may_be_operand: bool) -> Iterator[tuple[str, Use]]:
    bare = get_nullable_type(kind)
    if isinstance(node, VariableNode):
        is_operand = may_be_operand and is_leaf_type(bare)
        yield node.name.value, Use.OPERAND if is_operand else Use.OTHER
    elif isinstance(node, ListValueNode):
        inner = bare.of_type if is_list_type(bare) else bare
        for item in node.values:
            yield from used(item, inner, may_be_operand and not is_leaf(inner))
    elif isinstance(node, ObjectValueNode):
        of: Any = get_nullable_type(bare.of_type) if is_list_type(bare) else bare
        for field in node.fields:
            name = field.name.value
            inner = bare if is_leaf_type(of) else of.fields[name].type
            may_be = may_be_operand and name not in STRUCTURAL and not is_leaf_type(of)
            yield from used(field.value, inner, may_be)


def is_leaf(kind: Any) -> bool:
    return is_leaf_type(get_nullable_type(kind))


def constant(found: Any) -> Reader:
    return lambda variables: found


def variable(name: str, is_nullable: bool) -> Reader:
    def read(variables: Variables) -> Any:
        found = variables.get(name, Undefined)
        if found is Undefined or (found is None and not is_nullable):
            raise Unusual
        return found

    return read


def hold(node: Node, holders: set[int]) -> bool:
    """Return whether a variable stands in `node`, and gather the nodes where one does."""
    found = isinstance(node, VariableNode)
    if isinstance(node, ListValueNode):
        found = sum(hold(item, holders) for item in node.values) > 0  # all are looked at
    elif isinstance(node, ObjectValueNode):
        found = sum(hold(field.value, holders) for field in node.fields) > 0
    if found:
        holders.add(id(node))
    return found
