"""Makes the plan of a request: its roots, the things and pages below them, their values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from schema.access import Actor
from schema.limits import DEFAULT_PAGE, LARGEST_PAGE
from schema.reads import conditions, cursors, ordering, refusals
from schema.reads.bindings.catalogue import BINDINGS, LISTINGS, NODES, SINGLES
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
from schema.reads.values import Param, Values, checked

TYPENAME = "__typename"
TYPE = "#type"  # tells graphql-core which type an object of an interface has


def make(selected: Sequence[Selected], actor: Actor, typed: bool) -> tuple[Plan, list[Any]]:
    """Return the plan of root fields and its values; raises GraphQLError for what is refused.

    `typed` adds each interface object's type, for graphql-core to resolve.
    """
    planner = Planner(typed)
    roots = tuple(planner.root(item) for item in selected)
    return Plan(actor.role, roots), planner.values.values


@dataclass(slots=True)
class Planner:
    typed: bool
    values: Values = field(default_factory=Values)

    def root(self, item: Selected) -> Root:
        if item.name == TYPENAME:
            return Constant("", "Query")
        if item.name == "node":
            return self.node(item)
        if item.name == "nodes":
            return self.nodes(item)
        if item.name in SINGLES:
            single = SINGLES[item.name]
            arguments = self.arguments(item, single.arguments)
            return SingleRoot(item.name, arguments, self.thing(single.target, item.fields))
        listing = LISTINGS[item.name]
        arguments = self.arguments(item, listing.arguments)
        return ListRoot(item.name, arguments, self.page(item, BINDINGS[listing.target]))

    def arguments(self, item: Selected, kinds: Mapping[str, str]) -> tuple[tuple[str, Param], ...]:
        return tuple(
            (name, self.values.add(self.checked(item, name), kind)) for name, kind in kinds.items()
        )

    def checked(self, item: Selected, name: str) -> object:
        return checked(item.arguments[name], name, item.node, item.path)

    def node(self, item: Selected) -> NodeRoot:
        found = identified(item.arguments["id"])
        if found is None:
            return NodeRoot(None, None)
        type_name, key = found
        thing = self.abstract(type_name, item)
        return NodeRoot(self.values.add(key, key_kind(type_name)), thing)

    def nodes(self, item: Selected) -> NodesRoot:
        ids = item.arguments["ids"]
        if len(ids) > LARGEST_PAGE:
            raise refusals.at(
                refusals.PageTooLarge(argument="ids", asked=len(ids), most=LARGEST_PAGE),
                item.node,
                item.path,
            )
        found: dict[str, list[tuple[int, object]]] = {}
        for position, text in enumerate(ids):
            if known := identified(text):
                found.setdefault(known[0], []).append((position, known[1]))
        return NodesRoot(
            self.values.add(len(ids), "Int"),
            tuple(
                (
                    self.abstract(type_name, item),
                    self.values.add_many([key for _, key in places], key_kind(type_name)),
                    self.values.add_many([position for position, _ in places], "Int"),
                )
                for type_name, places in sorted(found.items())
            ),
        )

    def abstract(self, type_name: str, item: Selected) -> Thing:
        thing = self.thing(type_name, item.types[type_name])
        if not self.typed:
            return thing
        return Thing(type_name, (*thing.members, Constant(TYPE, type_name)))

    def thing(self, type_name: str, fields: Sequence[Selected]) -> Thing:
        binding = BINDINGS[type_name]
        return Thing(type_name, tuple(self.member(item, binding) for item in fields))

    def member(self, item: Selected, binding: Binding) -> Member:
        if item.name == TYPENAME:
            return Constant(item.key, binding.type)
        if item.name in binding.fields:
            return Leaf(item.key, item.name)
        if item.name in binding.to_one:
            target = binding.to_one[item.name].target
            return One(item.key, item.name, self.thing(target, item.fields))
        if item.name in binding.plain:
            target = binding.plain[item.name].target
            return Few(item.key, item.name, self.thing(target, item.fields))
        relation = binding.to_many[item.name]
        arguments = self.arguments(item, relation.arguments)
        page = self.page(item, BINDINGS[relation.target])
        return Many(item.key, item.name, arguments, page)

    def page(self, item: Selected, binding: Binding) -> Page:
        reader = conditions.Reader(self.values, item.node, item.path)
        condition = reader.read(item.arguments.get("where"), binding, "where")
        order = ordering.read(item.arguments.get("orderBy"), binding, item.node, item.path)
        return Page(
            binding.type,
            condition,
            order,
            self.first(item),
            self.after(item, binding, order),
            tuple(self.part(part, binding) for part in item.fields),
        )

    def first(self, item: Selected) -> Param:
        first = item.arguments.get("first")
        first = DEFAULT_PAGE if first is None else first
        if first > LARGEST_PAGE:
            raise refusals.at(
                refusals.PageTooLarge(argument="first", asked=first, most=LARGEST_PAGE),
                item.node,
                item.path,
            )
        if first < 0:
            refusal = refusals.PageNegative(first=first, most=LARGEST_PAGE)
            raise refusals.at(refusal, item.node, item.path)
        return self.values.add(first, "Int")

    def after(
        self, item: Selected, binding: Binding, order: tuple[ordering.Sort, ...]
    ) -> tuple[Param | None, ...] | None:
        cursor = item.arguments.get("after")
        if cursor is None:
            return None
        kinds = [ordering.kind(sort, binding) for sort in order]
        found = cursors.read(cursor, ordering.order_name(binding.type, order), kinds)
        if found is None or any(
            value is None and not ordering.is_nullable(sort, binding)
            for value, sort in zip(found, order, strict=True)
        ):
            raise refusals.at(refusals.CursorUnreadable(), item.node, item.path)
        return tuple(
            None if value is None else self.values.add(value, kind)
            for value, kind in zip(found, kinds, strict=True)
        )

    def part(self, item: Selected, binding: Binding) -> Part:
        match item.name:
            case "nodes":
                return Nodes(item.key, self.thing(binding.type, item.fields))
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
                return Nodes(item.key, self.thing(binding.type, item.fields))
            case "cursor":
                return Cursor(item.key)
            case _:
                return Constant(item.key, f"{binding.type}Edge")


def key_kind(type_name: str) -> str:
    return "BigInt" if BINDINGS[type_name].key == "id" else "String"


def identified(text: str) -> tuple[str, object] | None:
    """Return the type and key of an id, as `County:141124`; None where it is no id of ours."""
    type_name, _, key = text.partition(":")
    if type_name not in NODES or not key.isascii() or not key.isalnum():
        return None
    if BINDINGS[type_name].key != "id":
        return type_name, key
    is_number = key.isdecimal() and len(key) < 19 and str(int(key)) == key
    return (type_name, int(key)) if is_number else None
