"""What somebody may ask who looks for what is hidden: any roots, ids of all sorts, cursors."""

from collections.abc import Mapping
from typing import Any

from graphql import GraphQLSchema
from hypothesis import strategies as st

from schema.reads.bindings.catalogue import BINDINGS, NODES
from tests.schema.reads.properties.facts import Known
from tests.schema.reads.properties.filters import wheres
from tests.schema.reads.properties.lists import YEARS, List, fullest, hanging, roots
from tests.schema.reads.properties.orders import orders
from tests.schema.reads.properties.selections import (
    Chosen,
    Selection,
    draw_leaves,
    draw_object,
    questions,
)
from tests.schema.reads.properties.spellings import Spelled, Spelling, as_literal, as_variable

NOTHING = {"String": "X0", "BigInt": "987654321"}  # keys of nothing at all
EXPLAINED = ["isVisible", "role", "scope", "rule"]


@st.composite
def documents(draw: st.DrawFn, schema: GraphQLSchema, known: Known, ids: list[str]) -> Spelled:
    """Draw a document of a few root fields, and its variables; `ids` are looked up often."""
    count = draw(st.integers(1, 3))
    asked = [draw_root(draw, known, ids) for _ in range(count)]
    return spelled(draw, schema, tuple(keyed(each, n) for n, each in enumerate(asked)))


def spelled(draw: st.DrawFn, schema: GraphQLSchema, asked: Selection) -> Spelled:
    return Spelling(schema, draw(st.sampled_from([as_variable, as_literal]))).document(asked)


def keyed(each: Chosen, number: int) -> Chosen:
    return Chosen(each.of, each.name, f"{each.name}{number}", each.arguments, each.fields)


def draw_root(draw: st.DrawFn, known: Known, ids: list[str]) -> Chosen:
    return draw(st.sampled_from((a_list, a_list, a_list, a_node, a_single, an_access)))(
        draw, known, ids
    )


def a_list(draw: st.DrawFn, known: Known, ids: list[str]) -> Chosen:
    return draw(questions(known, draw(places(known))))[0]


def a_node(draw: st.DrawFn, known: Known, ids: list[str]) -> Chosen:
    found = draw(looked_up(known, ids))
    fields = draw_object(draw, known, found.partition(":")[0], 2)
    return Chosen("Query", "node", "node", {"id": found}, fields)


def a_single(draw: st.DrawFn, known: Known, ids: list[str]) -> Chosen:
    name, target, arguments = draw(st.sampled_from(SINGLES))
    fact = draw(st.sampled_from(known.facts[target])) if arguments else None
    given = {each: fact.fields[each] for each in arguments} if fact else {}
    return Chosen("Query", name, name, given, draw_object(draw, known, target, 2))


SINGLES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("viewer", "Viewer", ()),
    ("viewer", "Viewer", ()),
    ("specialPlan", "SpecialPlan", ("year", "kind")),
    ("county", "County", ("code",)),
    ("institution", "Institution", ("code",)),
)


def an_access(draw: st.DrawFn, known: Known, ids: list[str]) -> Chosen:
    """Draw a root that is not compiled, so that graphql-core executes the others as well."""
    given = {"id": draw(looked_up(known, ids))}
    fields = draw_leaves(draw, "AccessExplanation", EXPLAINED)
    return Chosen("Query", "explainAccess", "explainAccess", given, fields)


def looked_up(known: Known, ids: list[str]) -> st.SearchStrategy[str]:
    """Draw an id: of what is hidden, of anything, of nothing."""
    anything = [fact.id for name in NODES for fact in known.facts[name]]
    return st.one_of(st.sampled_from(ids), st.sampled_from(anything), st.sampled_from(ABSENT))


def absent(type_name: str) -> str:
    binding = BINDINGS[type_name]
    return f"{type_name}:{NOTHING[binding.key_type(binding.key)]}"


ABSENT = [absent(name) for name in NODES]


@st.composite
def places(draw: st.DrawFn, known: Known) -> List:
    """Draw any list, of any object, be it hidden."""
    if draw(st.booleans()):
        return draw(roots(known))
    owner, name, relation = draw(st.sampled_from(hanging(known)))
    own = (("year", draw(YEARS)),) if relation.arguments else ()
    facts = draw(st.sampled_from((known.facts[owner], fullest(known, owner, name))))
    return List(name, relation.target, own, draw(st.sampled_from(facts)).id)


@st.composite
def objects(draw: st.DrawFn, known: Known, type_name: str) -> Selection:
    """Draw some of an object's fields, and of those of what is beside it."""
    return draw_object(draw, known, type_name, 1)


# Pages

PAGE_INFO = tuple(
    Chosen("PageInfo", name, name)
    for name in ("hasNextPage", "hasPreviousPage", "startCursor", "endCursor")
)


def a_page(of: List, arguments: Mapping[str, Any]) -> Selection:
    """Return the question for a page: its rows' cursors, where it stands, how many there are."""
    edge, connection = f"{of.target}Edge", f"{of.target}Connection"
    fields = (
        Chosen(connection, "totalCount", "totalCount"),
        Chosen(connection, "edges", "edges", {}, (Chosen(edge, "cursor", "cursor"),)),
        Chosen(connection, "pageInfo", "pageInfo", {}, PAGE_INFO),
    )
    found = Chosen(of.owner_type, of.field, "list", {**dict(of.own), **arguments}, fields)
    if of.owner is None:
        return (found,)
    return (Chosen("Query", "node", "node", {"id": of.owner}, (found,)),)


@st.composite
def narrowed(draw: st.DrawFn, known: Known, of: List) -> dict[str, Any]:
    """Draw a filter, perhaps, and an order."""
    where = {"where": draw(wheres(known, of.target, 1))} if draw(st.booleans()) else {}
    return {**where, "orderBy": draw(orders(of.target, most=2))}
