"""Makes the plan of a request: its roots, the things and pages below them, their values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from enrollment.actors import Actor
from schema.limits import LARGEST_PAGE
from schema.reads import paging, refusals
from schema.reads.bindings.catalogue import BINDINGS, BY_ID, LISTINGS, NODES, SINGLES
from schema.reads.bindings.model import Binding
from schema.reads.plan import (
    Constant,
    Count,
    Cursor,
    Edges,
    Few,
    Leaf,
    ListRoot,
    Many,
    Member,
    NodeRoot,
    Nodes,
    NodesRoot,
    One,
    Page,
    PageInfo,
    Part,
    Plan,
    Root,
    SingleRoot,
    Thing,
    Totals,
)
from schema.reads.selection import Selected
from schema.reads.values import Mark, Param, Values, checked

TYPENAME = "__typename"
TYPE = "#type"  # tells graphql-core which type an object of an interface has

KEY_KINDS = {name: BINDINGS[name].key_type(BINDINGS[name].key) for name in NODES}

Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PlannedObject:
    """The plan of one object whose key is not known yet, or of a list by their keys."""

    selected: Selected
    plan: Plan
    rest: Sequence[Any]

    def values(self, key: Any) -> list[Any]:
        """Return the plan's values: what `of_object` left open is the first of them."""
        if is_list(self.selected):
            return [len(key), key, list(range(len(key))), *self.rest]
        return [key, *self.rest]


def make(
    selected: Sequence[Selected], variables: Given, actor: Actor, typed: bool
) -> tuple[Plan, list[Any]]:
    """Return the plan of root fields and its values; raises GraphQLError for what is refused.

    `variables` are those of the request, coerced. `typed` adds each interface object's type, for
    graphql-core to resolve.
    """
    planner = Planner(variables, typed)
    roots = tuple(planner.root(item) for item in selected)
    return Plan(actor.role, roots), planner.values.values


def of_parts(selected: Selected, variables: Given, actor: Actor) -> dict[str, PlannedObject]:
    """Return the plans of the objects that are selected of a field, by response key.

    Raises GraphQLError for what is refused, so before anything is done for the field.
    """
    parts = next(iter(selected.types.values()), ())
    return {
        part.key: of_object(part, variables, actor)
        for part in parts
        if part.types.keys() & KEY_KINDS
    }


def of_object(selected: Selected, variables: Given, actor: Actor) -> PlannedObject:
    (type_name,) = selected.types
    planner, kind = Planner(variables, typed=True), KEY_KINDS[type_name]
    values = planner.values
    root: Root
    if is_list(selected):
        count = values.add(None, "Int")
        keys, places = values.add_many([], kind), values.add_many([], "Int")
        root = NodesRoot(count, ((planner.thing(type_name, selected), keys, places),))
        rest = values.values[3:]
    else:
        root = NodeRoot(values.add(None, kind), planner.thing(type_name, selected))
        rest = values.values[1:]
    return PlannedObject(selected, Plan(actor.role, (root,)), rest)


def is_list(selected: Selected) -> bool:
    assert selected.definition is not None
    return str(selected.definition.type).startswith("[")


@dataclass(slots=True)
class Planner:
    variables: Given
    typed: bool
    values: Values = field(default_factory=Values)

    def root(self, item: Selected) -> Root:
        given = item.arguments(self.variables)
        if item.name == TYPENAME:
            return Constant("", "Query")
        if item.name == "node":
            return self.node(given["id"], NODES, item)
        if item.name == "nodes":
            return self.nodes(given["ids"], item)
        if item.name in BY_ID:
            return self.node(given["id"], (BY_ID[item.name],), item)
        if item.name in SINGLES:
            single = SINGLES[item.name]
            arguments = self.own(given, single.arguments, item)
            return SingleRoot(item.name, arguments, self.thing(single.target, item))
        listing = LISTINGS[item.name]
        arguments = self.own(given, listing.arguments, item)
        return ListRoot(item.name, arguments, self.page(item, given, BINDINGS[listing.target]))

    def own(
        self, given: Given, kinds: Mapping[str, str], item: Selected
    ) -> tuple[tuple[str, Param], ...]:
        """Return the arguments that a field has besides those of every list."""
        return tuple(
            (name, self.values.add(checked(given[name], name, item.place), kind))
            for name, kind in kinds.items()
        )

    def node(self, text: str | Mark, types: Sequence[str], item: Selected) -> NodeRoot:
        found = identified(text)
        if found is None or found[0] not in types:
            return NodeRoot(None, None)
        type_name, key = found
        thing = self.abstract(type_name, item)
        return NodeRoot(self.values.add(key, KEY_KINDS[type_name]), thing)

    def nodes(self, ids: Sequence[str], item: Selected) -> NodesRoot:
        if len(ids) > LARGEST_PAGE:
            refusal = refusals.PageTooLarge(argument="ids", asked=len(ids), most=LARGEST_PAGE)
            raise item.place.error(refusal, "ids")
        found: dict[str, list[tuple[int, object]]] = {}
        for position, text in enumerate(ids):
            if known := identified(text):
                found.setdefault(known[0], []).append((position, known[1]))
        return NodesRoot(
            self.values.add(len(ids), "Int"),
            tuple(
                (
                    self.abstract(type_name, item),
                    self.values.add_many([key for _, key in places], KEY_KINDS[type_name]),
                    self.values.add_many([position for position, _ in places], "Int"),
                )
                for type_name, places in sorted(found.items())
            ),
        )

    def abstract(self, type_name: str, item: Selected) -> Thing:
        thing = self.thing(type_name, item)
        if not self.typed:
            return thing
        return Thing(type_name, (*thing.members, Constant(TYPE, type_name)))

    def thing(self, type_name: str, item: Selected) -> Thing:
        """Return what is asked of an object, made anew only where it depends on the request."""
        thing: Thing | None = item.kept.get(type_name)
        if thing is None:
            binding = BINDINGS[type_name]
            fields = item.types[type_name]
            thing = Thing(type_name, tuple(self.member(field, binding) for field in fields))
            if type_name in item.constant:
                item.kept[type_name] = thing
        return thing

    def member(self, item: Selected, binding: Binding) -> Member:
        if item.name == TYPENAME:
            return Constant(item.key, binding.type)
        if item.name in binding.fields:
            return Leaf(item.key, item.name)
        if item.name in binding.to_one:
            target = binding.to_one[item.name].target
            return One(item.key, item.name, self.thing(target, item))
        if item.name in binding.plain:
            target = binding.plain[item.name].target
            return Few(item.key, item.name, self.thing(target, item))
        relation = binding.to_many[item.name]
        given = item.arguments(self.variables)
        arguments = self.own(given, relation.arguments, item)
        page = self.page(item, given, BINDINGS[relation.target])
        return Many(item.key, item.name, arguments, page)

    def page(self, item: Selected, given: Given, binding: Binding) -> Page:
        parts = tuple(self.part(part, binding) for part in item.fields)
        return paging.read(given, binding, item.place, self.values, parts)

    def part(self, item: Selected, binding: Binding) -> Part:
        match item.name:
            case "nodes":
                return Nodes(item.key, self.thing(binding.type, item))
            case "edges":
                return Edges(item.key, tuple(self.edge(inner, binding) for inner in item.fields))
            case "pageInfo":
                return PageInfo(item.key, tuple((inner.key, inner.name) for inner in item.fields))
            case "totalCount":
                return Count(item.key)
            case "totals":
                return Totals(item.key, tuple((inner.key, inner.name) for inner in item.fields))
            case _:
                return Constant(item.key, f"{binding.type}Connection")

    def edge(self, item: Selected, binding: Binding) -> Constant | Cursor | Nodes:
        match item.name:
            case "node":
                return Nodes(item.key, self.thing(binding.type, item))
            case "cursor":
                return Cursor(item.key)
            case _:
                return Constant(item.key, f"{binding.type}Edge")


def identified(text: str | Mark | None) -> tuple[str, object] | None:
    """Return the type and key of an id, as `County:141124`; None where it is no id of ours."""
    if isinstance(text, Mark):
        return text.type_name, text
    if text is None:
        return None
    type_name, _, key = text.partition(":")
    if type_name not in NODES or not key.isascii() or not key.isalnum():
        return None
    if KEY_KINDS[type_name] == "String":
        return type_name, key
    is_number = key.isdecimal() and len(key) < 19 and str(int(key)) == key
    return (type_name, int(key)) if is_number else None
