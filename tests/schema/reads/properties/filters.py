"""`where`, drawn from the bindings: every operator and relation, on values near those that are."""

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from enrollment import types
from enrollment.actors import Role
from schema.reads.bindings.catalogue import BINDINGS
from tests.schema.reads.properties.facts import Known

Where = dict[str, Any]
CHINA = timezone(timedelta(hours=8))
QUANTIFIERS = ("some", "none", "every")
# How often each kind of entry is drawn; what nests only where there is room.
LEAVES = ("field",) * 3
NESTING = (*LEAVES, "and", "or", "not", "one", "one", "many", "many")


@st.composite
def wheres(draw: st.DrawFn, known: Known, type_name: str, depth: int = 2) -> Where:
    """Draw a filter of a type's rows, with at most `depth` relations below each other."""
    return where(draw, known, type_name, depth, most=2)


def where(draw: st.DrawFn, known: Known, type_name: str, depth: int, most: int) -> Where:
    found: Where = {}
    for _ in range(draw(st.sampled_from(range(most, -1, -1) if depth else (1, 1, 0)))):
        kind = draw(st.sampled_from(NESTING if depth else LEAVES))
        found |= ENTRIES[kind](draw, known, type_name, depth)
    return found


def of_field(draw: st.DrawFn, known: Known, type_name: str, depth: int) -> Where:
    fields = [name for name, each in BINDINGS[type_name].fields.items() if each.operators]
    name = draw(st.sampled_from(fields))
    operators = BINDINGS[type_name].fields[name].operators
    chosen = draw(st.lists(st.sampled_from(operators), min_size=0, max_size=2, unique=True))
    return {name: {each: operand(draw, known, type_name, name, each) for each in chosen}}


def of_list(key: str) -> Callable[[st.DrawFn, Known, str, int], Where]:
    def entry(draw: st.DrawFn, known: Known, type_name: str, depth: int) -> Where:
        size = draw(st.sampled_from((2, 1, 2, 0)))
        return {key: [where(draw, known, type_name, depth - 1, most=2) for _ in range(size)]}

    return entry


def of_not(draw: st.DrawFn, known: Known, type_name: str, depth: int) -> Where:
    return {"not": where(draw, known, type_name, depth - 1, most=2)}


def of_one(draw: st.DrawFn, known: Known, type_name: str, depth: int) -> Where:
    relations = BINDINGS[type_name].to_one
    if not relations:
        return of_field(draw, known, type_name, depth)
    name = draw(st.sampled_from(list(relations)))
    inner = where(draw, known, relations[name].target, depth - 1, most=1)
    if draw(st.sampled_from((False, True, False))):
        inner["isNull"] = draw(st.booleans())
    return {name: inner}


def of_many(draw: st.DrawFn, known: Known, type_name: str, depth: int) -> Where:
    name = draw(st.sampled_from([*filtered(type_name), None]))
    if name is None:
        return of_field(draw, known, type_name, depth)
    quantifiers = draw(st.sampled_from((*((each,) for each in QUANTIFIERS), QUANTIFIERS[:2])))
    return {name: {each: of_target(draw, known, type_name, name, depth) for each in quantifiers}}


def of_target(draw: st.DrawFn, known: Known, type_name: str, name: str, depth: int) -> Where:
    relation = BINDINGS[type_name].relation(name)
    assert relation is not None
    return where(draw, known, relation.target, depth - 1, most=1)


def filtered(type_name: str) -> list[str]:
    """Return the relations to many that a filter of the type knows."""
    binding = BINDINGS[type_name]
    return [*(name for name, each in binding.to_many.items() if not each.arguments), *binding.plain]


ENTRIES: dict[str, Callable[[st.DrawFn, Known, str, int], Where]] = {
    "field": of_field,
    "and": of_list("and"),
    "or": of_list("or"),
    "not": of_not,
    "one": of_one,
    "many": of_many,
}


# What a field is compared with


def operand(draw: st.DrawFn, known: Known, type_name: str, name: str, operator: str) -> Any:
    kind = BINDINGS[type_name].fields[name].type
    present = known.values[type_name, name] or ABSENT.get(kind, [None])
    one = near(kind, present)
    if operator == "isNull":
        return draw(st.booleans())
    if operator in ("in", "notIn"):
        return draw(st.lists(one, max_size=3))
    return draw(one)


ABSENT: dict[str, list[Any]] = {
    "String": ["无"],
    "Int": [0],
    "Float": [0.5],
    "Decimal": ["500.00"],
    "Date": ["2020-07-01"],
    "DateTime": ["2020-07-01T00:00:00+00:00"],
}


def near(kind: str, present: list[Any]) -> st.SearchStrategy[Any]:
    """Draw a value that is there, one beside it, or one that is not."""
    if kind == "Boolean":
        return st.booleans()
    if kind not in TWISTS:
        names = Role if kind == "Role" else getattr(types, kind)
        return st.sampled_from([str(each) for each in names])
    return st.builds(lambda value, twist: twist(value), st.sampled_from(present), TWISTS[kind])


def by_days(count: int) -> Callable[[str], str]:
    return lambda text: (date.fromisoformat(text) + timedelta(count)).isoformat()


def by_microseconds(count: int) -> Callable[[str], str]:
    def twist(text: str) -> str:
        found = datetime.fromisoformat(text) + timedelta(microseconds=count)
        return found.astimezone(CHINA).isoformat()

    return twist


def same(value: Any) -> Any:
    return value


def plus(step: int) -> Callable[[int], int]:
    return lambda value: value + step


def plus_rate(step: float) -> Callable[[float], float]:
    return lambda value: value + step


def plus_money(step: str) -> Callable[[str], str]:
    return lambda value: str(Decimal(value) + Decimal(step))


def instead(value: Any) -> Callable[[Any], Any]:
    return lambda _: value


TWISTS: dict[str, st.SearchStrategy[Callable[[Any], Any]]] = {
    "String": st.sampled_from(
        [
            *(same, same, str.upper, str.lower, str.swapcase),
            *(lambda text: text[:1], lambda text: text[1:3], lambda text: text[-1:]),
            *(lambda text: f"{text}%", lambda text: f"{text[:1]}_", lambda text: f" {text}"),
            *(instead("%"), instead("_"), instead(""), instead("\\"), instead("无此值😀")),
        ]
    ),
    "Int": st.sampled_from(
        [same, same, plus(1), plus(-1), *map(instead, (0, 2**31 - 1, -(2**31), 7))]
    ),
    "Float": st.sampled_from(
        [same, same, plus_rate(1e-4), plus_rate(-1e-4), *map(instead, (0.0, 1.0, 1e-7, 1e300))]
    ),
    "Decimal": st.sampled_from(
        [same, same, plus_money("0.01"), plus_money("-0.005"), *map(instead, ("0", "5E+3", "-1"))]
    ),
    "Date": st.sampled_from([same, by_days(1), by_days(-1), instead("0001-01-01")]),
    "DateTime": st.sampled_from(
        [same, by_microseconds(0), by_microseconds(1), by_microseconds(-1)]
    ),
}
