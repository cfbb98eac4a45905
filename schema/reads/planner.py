"""Makes the plan of a request: its roots, the things and pages below them, their values."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from enrollment.actors import Actor
from schema.limits import LARGEST_PAGE
from schema.reads import paging, refusals
from schema.reads.bindings.catalogue import (
    BINDINGS,
    BY_ID,
    FEEDS,
    LISTINGS,
    NODES,
    PAST,
    SINGLES,
)
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
FOUND = "found"
TYPE = "#type"  # tells graphql-core which type an object of an interface has

CODE = re.compile(r"[0-9A-Za-z]+(-[0-9A-Za-z]+)*")  # that a key can be
KEY_KINDS = {name: BINDINGS[name].key_type(BINDINGS[name].key) for name in NODES}

Given = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PlannedParts:
    """One plan of the objects in a payload, whose keys are not known yet.

    `first` says where in the values those of each object begin.
    """

    selected: Sequence[Selected]
    plan: Plan
    rest: Sequence[Any]
    first: Sequence[int]

    def values(self, keys: Mapping[str, Any]) -> list[Any]:
        """Return the plan's values; an object without a key, by its name, is null."""
        found = list(self.rest)
        for item, place in zip(self.selected, self.first, strict=True):
            key = keys.get(item.name)
            if is_list(item):
                some = key or []
                found[place : place + 3] = [len(some), some, list(range(len(some)))]
            else:
                found[place] = key
        return found


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


def of_parts(selected: Selected, variables: Given, actor: Actor) -> PlannedParts:
    """Return the plan of the objects that are selected of a payload.

    Raises GraphQLError for what is refused, so before anything is done for the field.
    """
    parts = next(iter(selected.types.values()), ())
    objects = [part for part in parts if part.types.keys() & KEY_KINDS]
    planner = Planner(variables, typed=True)
    roots, first = [], []
    for item in objects:
        first.append(len(planner.values.values))
        roots.append(planner.part_of_payload(item))
    return PlannedParts(objects, Plan(actor.role, tuple(roots)), planner.values.values, first)


def is_list(selected: Selected) -> bool:
    assert selected.definition is not None
    return str(selected.definition.type).startswith("[")


def of_feed(selected: Selected, variables: Given, actor: Actor) -> tuple[Plan, list[Any]]:
    """Return the plan of what a subscription tells of rows with given keys, and its values.

    The first of these are the keys, at most as many as a page holds; the answer has the rows under
    `found`, in the order of their keys. Raises GraphQLError for what is refused.
    """
    planner = Planner(variables, typed=False)
    feed = FEEDS[selected.name]
    binding = BINDINGS[feed.target]
    keys = planner.values.add_many([], binding.key_type(binding.key))
    given = {"where": selected.arguments(variables).get("where"), "first": LARGEST_PAGE}
    parts = (Nodes(FOUND, planner.thing(feed.target, selected)),)
    page = paging.read(given, binding, selected.place, planner.values, parts)
    root = ListRoot(selected.name, (("keys", keys),), page)
    return Plan(actor.role, (root,)), planner.values.values


@dataclass(slots=True)
class Planner:
    variables: Given
    typed: bool
    values: Values = field(default_factory=Values)

    def part_of_payload(self, item: Selected) -> Root:
        """Return an object, or a list of them, whose keys come later."""
        (type_name,) = item.types
        kind = KEY_KINDS[type_name]
        if is_list(item):
            count = self.values.add(None, "Int")
            keys, places = self.values.add_many([], kind), self.values.add_many([], "Int")
            return NodesRoot(count, ((self.thing(type_name, item), keys, places),))
        return NodeRoot(self.values.add(None, kind), self.thing(type_name, item))

    def root(self, item: Selected) -> Root:
        given = item.arguments(self.variables)
        if item.name == TYPENAME:
            return Constant("", "Query")
        if item.name == "node":
            return self.node(given["id"], NODES, item)
        if item.name == "nodes":
            return self.nodes(given["ids"], item)
        if item.name in BY_ID:
            found = self.node(given["id"], (BY_ID[item.name],), item)
            return replace(found, as_of=self.as_of(given, item))
        if item.name in SINGLES:
            single = SINGLES[item.name]
            arguments = self.own(given, single.arguments, item)
            thing = self.thing(single.target, item)
            return SingleRoot(item.name, arguments, thing, self.as_of(given, item))
        listing = LISTINGS[item.name]
        arguments = self.own(given, listing.arguments, item)
        page = self.page(item, given, BINDINGS[listing.target])
        return ListRoot(item.name, arguments, page, self.as_of(given, item))

    def as_of(self, given: Given, item: Selected) -> Param | None:
        """Return the instant that is asked for; None: now."""
        instant = given.get("asOf") if item.name in PAST else None
        return None if instant is None else self.values.add(instant, "DateTime")

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
    if type_name not in NODES or not CODE.fullmatch(key):
        return None
    if KEY_KINDS[type_name] == "String":
        return type_name, key
    is_number = key.isdecimal() and len(key) < 19 and str(int(key)) == key
    return (type_name, int(key)) if is_number else None
