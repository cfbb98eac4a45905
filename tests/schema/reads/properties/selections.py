"""What is asked of a list, drawn from the bindings: objects and lists within each other."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from schema.reads.bindings.catalogue import BINDINGS
from tests.schema.reads.properties.facts import Known
from tests.schema.reads.properties.filters import wheres
from tests.schema.reads.properties.lists import YEARS, List
from tests.schema.reads.properties.orders import orders

TYPENAME = "__typename"


@dataclass(frozen=True)
class Chosen:
    """A field of an answer: whose it is, under which key, with what arguments and fields."""

    of: str
    name: str
    key: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    fields: tuple["Chosen", ...] = ()


Selection = tuple[Chosen, ...]


@st.composite
def questions(draw: st.DrawFn, known: Known, of: List) -> Selection:
    """Draw root fields that ask for a list, of an object or of none."""
    arguments = {**dict(of.own), **draw_arguments(draw, known, of.target)}
    inner = draw_connection(draw, known, of.target, depth=2)
    found = (Chosen(of.owner_type, of.field, of.field, arguments, inner),)
    if of.owner is None:
        return found
    return (Chosen("Query", "node", "node", {"id": of.owner}, found),)


def draw_arguments(draw: st.DrawFn, known: Known, type_name: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if draw(st.booleans()):
        found["where"] = draw(wheres(known, type_name, 1))
    if draw(st.booleans()):
        found["orderBy"] = draw(orders(type_name, most=2))
    found[draw(st.sampled_from(("first", "last")))] = draw(st.sampled_from((3, 1, 5, 0)))
    return found


def draw_connection(draw: st.DrawFn, known: Known, target: str, depth: int) -> Selection:
    """Draw some parts of a list, in any order."""
    of = f"{target}Connection"
    names = ["nodes", "edges", "pageInfo", "totalCount", TYPENAME]
    names += ["totals"] if BINDINGS[target].totals else []
    parts = draw(st.lists(st.sampled_from(names), min_size=1, max_size=4, unique=True))
    return tuple(
        Chosen(of, name, name, {}, draw_part(draw, known, target, name, depth)) for name in parts
    )


def draw_part(draw: st.DrawFn, known: Known, target: str, name: str, depth: int) -> Selection:
    match name:
        case "nodes":
            return draw_object(draw, known, target, depth)
        case "edges":
            inner = draw_object(draw, known, target, depth)
            edge = f"{target}Edge"
            parts = (Chosen(edge, "node", "node", {}, inner), Chosen(edge, "cursor", "cursor"))
            return draw(st.sampled_from((parts, parts[:1], parts[1:], parts[::-1])))
        case "pageInfo":
            return draw_leaves(draw, "PageInfo", PAGE_INFO)
        case "totals":
            return draw_leaves(draw, f"{target}Totals", list(BINDINGS[target].totals))
    return ()


PAGE_INFO = ["hasNextPage", "hasPreviousPage", "startCursor", "endCursor"]


def draw_leaves(draw: st.DrawFn, of: str, names: list[str]) -> Selection:
    some = st.lists(st.sampled_from([*names, TYPENAME]), min_size=1, max_size=4, unique=True)
    return tuple(Chosen(of, name, name) for name in draw(some))


def draw_object(draw: st.DrawFn, known: Known, type_name: str, depth: int) -> Selection:
    binding = BINDINGS[type_name]
    found = list(draw_leaves(draw, type_name, list(binding.fields)))
    if not depth:
        return tuple(found)
    related = [*binding.to_one, *binding.plain, *binding.to_many]
    names = draw(st.lists(st.sampled_from(related), max_size=2)) if related else []
    for number, name in enumerate(names):
        found.insert(
            draw(st.integers(0, len(found))),
            draw_related(draw, known, type_name, name, f"{name}{number or ''}", depth - 1),
        )
    return tuple(found)


def draw_related(
    draw: st.DrawFn, known: Known, type_name: str, name: str, key: str, depth: int
) -> Chosen:
    """Draw an object or a list that a relation leads to."""
    binding = BINDINGS[type_name]
    relation = binding.relation(name)
    assert relation is not None
    if name not in binding.to_many:
        return Chosen(type_name, name, key, {}, draw_object(draw, known, relation.target, depth))
    own = {name: draw(YEARS) for name in binding.to_many[name].arguments}
    return Chosen(
        type_name,
        name,
        key,
        {**own, **draw_arguments(draw, known, relation.target)},
        draw_connection(draw, known, relation.target, depth),
    )
