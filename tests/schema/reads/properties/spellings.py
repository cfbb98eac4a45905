"""The many ways to write one question: literals, variables, aliases, fragments."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    is_enum_type,
)
from hypothesis import strategies as st

from tests.schema.reads.properties.selections import Chosen, Selection

Spelled = tuple[str, dict[str, Any]]


@dataclass
class Spelling:
    """Writes a question; `valued` writes the value of an argument, `chosen` some fields."""

    schema: GraphQLSchema
    valued: Callable[["Spelling", Any, GraphQLInputType], str]
    fields: Callable[["Spelling", Selection], str] = lambda spelling, fields: " ".join(
        spelling.one(each, each.fields) for each in fields
    )
    named: Callable[["Spelling", Chosen], str] = lambda spelling, each: each.key
    declared: dict[str, str] = field(default_factory=dict)
    variables: dict[str, Any] = field(default_factory=dict)
    fragments: list[str] = field(default_factory=list)

    def document(self, asked: Selection) -> Spelled:
        """Return the document, and the variables that go with it."""
        body = self.fields(self, asked)
        declared = ", ".join(f"${name}: {kind}" for name, kind in self.declared.items())
        head = f"query ({declared})" if declared else "query"
        return " ".join([f"{head} {{ {body} }}", *self.fragments]), self.variables

    def one(self, each: Chosen, fields: Selection) -> str:
        """Return a field with some of its own."""
        key = self.named(self, each)
        name = each.name if key == each.name else f"{key}: {each.name}"
        inner = f" {{ {self.inside(each, fields)} }}" if fields else ""
        return f"{name}{self.arguments(each)}{inner}"

    def inside(self, each: Chosen, fields: Selection) -> str:
        if each.name != "node" or each.of != "Query":
            return self.fields(self, fields)
        return f"... on {fields[0].of} {{ {self.fields(self, fields)} }}"

    def arguments(self, each: Chosen) -> str:
        if not each.arguments:
            return ""
        kinds = definition(self.schema, each).args
        written = (
            f"{name}: {self.valued(self, value, kinds[name].type)}"
            for name, value in each.arguments.items()
        )
        return f"({', '.join(written)})"

    def variable(self, value: Any, kind: GraphQLInputType) -> str:
        """Return a new variable of that value."""
        name = f"v{len(self.variables)}"
        self.declared[name] = str(kind)
        self.variables[name] = value
        return f"${name}"


def definition(schema: GraphQLSchema, each: Chosen) -> GraphQLField:
    kind = schema.type_map[each.of]
    assert isinstance(kind, GraphQLObjectType)
    found: GraphQLField = kind.fields[each.name]
    return found


# How a value is written


def as_literal(spelling: Spelling, value: Any, kind: GraphQLInputType) -> str:
    return written(value, kind, lambda leaf, _: leaf)


def as_variable(spelling: Spelling, value: Any, kind: GraphQLInputType) -> str:
    return spelling.variable(value, kind)


def as_variables_within(spelling: Spelling, value: Any, kind: GraphQLInputType) -> str:
    return written(value, kind, lambda _, variable: variable(spelling))


def written(
    value: Any,
    kind: GraphQLInputType,
    leaf: Callable[[str, Callable[[Spelling], str]], str],
) -> str:
    """Return GraphQL's literal of a value; `leaf` writes what has no parts, either way."""
    plain = kind.of_type if isinstance(kind, GraphQLNonNull) else kind
    if isinstance(plain, GraphQLList):
        return f"[{', '.join(written(each, plain.of_type, leaf) for each in value)}]"
    if isinstance(plain, GraphQLInputObjectType):
        parts = (
            f"{key}: {written(each, plain.fields[key].type, leaf)}" for key, each in value.items()
        )
        return f"{{{', '.join(parts)}}}"
    text = value if is_enum_type(plain) else json.dumps(value, ensure_ascii=False)
    return leaf(text, lambda spelling: spelling.variable(value, kind))


# How keys are, and back


def aliased(spelling: Spelling, each: Chosen) -> str:
    return f"x_{each.key}"


def unaliased(answer: Any) -> Any:
    if isinstance(answer, Mapping):
        return {key.removeprefix("x_"): unaliased(value) for key, value in answer.items()}
    return [unaliased(each) for each in answer] if isinstance(answer, list) else answer


# How fields are split over fragments; merged, they are the same in the same order


def fragmented(
    draw: Callable[[st.SearchStrategy[Any]], Any],
) -> Callable[[Spelling, Selection], str]:
    """Return a way to write fields: in pieces that overlap, in fragments of all sorts."""

    def fields(spelling: Spelling, asked: Selection) -> str:
        cut = draw(st.integers(0, len(asked)))
        back = draw(st.integers(0, cut))
        pieces = [asked[:cut], asked[back:]]
        return " ".join(piece(spelling, part, asked[0].of) for part in pieces if part)

    def piece(spelling: Spelling, part: Selection, of: str) -> str:
        text = " ".join(whole_or_halves(spelling, each) for each in part)
        match draw(st.sampled_from(("as it is", "inline", "typed", "named", "included", "both"))):
            case "inline":
                return f"... {{ {text} }}"
            case "typed":
                return f"... on {of} {{ {text} }}"
            case "named":
                return spread(spelling, text, of)
            case "included":
                left_out = "... @skip(if: true) { nothing: __typename }"
                return f"... @include(if: true) {{ {text} }} {left_out}"
            case "both":
                name = spread(spelling, text, of)
                return f"{name} @skip(if: false) nothing: __typename @include(if: false) {name}"
        return text

    def whole_or_halves(spelling: Spelling, each: Chosen) -> str:
        if len(each.fields) < 2 or each.of == "Query" or not draw(st.booleans()):
            return spelling.one(each, each.fields)
        cut = draw(st.integers(1, len(each.fields) - 1))
        return (
            f"{spelling.one(each, each.fields[:cut])} {spelling.one(each, each.fields[cut - 1 :])}"
        )

    return fields


def spread(spelling: Spelling, text: str, of: str) -> str:
    name = f"F{len(spelling.fragments)}"
    spelling.fragments.append(f"fragment {name} on {of} {{ {text} }}")
    return f"...{name}"
