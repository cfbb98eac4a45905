"""Documents: parsed and validated once, their selections collected once, both kept by their text.

What is kept is bounded by size, not by number: a character of a document takes about a hundred
bytes when parsed, three hundred with its selection, and a few characters of fragments can select a
thousand fields. A selection keeps its document alive, so it weighs as much and more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cachetools import LRUCache
from graphql import (
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    VariableNode,
    Visitor,
    parse,
    validate,
    visit,
)

from schema import limits
from schema.reads import selection
from schema.reads.selection import Selection

# Fields that are asked with a description of a person, which is neither logged nor kept.
PERSONAL = frozenset({"eligibility"})


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A valid document; `switches` are the variables that its `@include` and `@skip` look at.

    One that is personal may describe a person; `is_kept` unless it spells out what may do so.
    """

    text: str
    ast: DocumentNode
    operations: Mapping[str, OperationDefinitionNode]
    fragments: Mapping[str, FragmentDefinitionNode]
    switches: tuple[str, ...]
    is_personal: bool = False
    is_kept: bool = True

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """Return the operation of that name, or the only one; raises Invalid."""
        if name is None and len(self.operations) == 1:
            return next(iter(self.operations.values()))
        if found := self.operations.get(name or ""):
            return found
        names = ", ".join(self.operations) or "—"
        raise Invalid(
            [
                GraphQLError(
                    f"请用 operationName 指明操作：{names}。 Say in operationName which: {names}."
                )
            ]
        )


@dataclass(frozen=True, slots=True, eq=False)
class Collected:
    """What an operation of a document selects."""

    document: Document
    selection: Selection

    @property
    def weight(self) -> int:
        """In characters of a document, of 300 bytes; what is kept of the smallest is 30 kB."""
        return 100 + len(self.document.text) + 10 * self.selection.size


class Invalid(Exception):
    """The text is no document of GraphQL, or none of this schema."""

    def __init__(self, errors: list[GraphQLError]) -> None:
        self.errors = errors


class Documents:
    """Reads the documents of one schema."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self.schema = schema
        self.documents: LRUCache[str, Document] = LRUCache(
            limits.KEPT_CHARACTERS, getsizeof=lambda document: len(document.text)
        )
        self.selections: LRUCache[object, Collected] = LRUCache(
            limits.KEPT_CHARACTERS, getsizeof=lambda collected: collected.weight
        )

    def document(self, text: str) -> Document:
        """Return the document; raises Invalid, RecursionError."""
        found = self.documents.get(text)
        if found is None:
            found = self.read(text)
            if found.is_kept:
                self.documents[text] = found
        return found

    def read(self, text: str) -> Document:
        try:
            ast = parse(text, max_tokens=limits.MOST_TOKENS)
        except GraphQLError as error:
            raise Invalid([error]) from error
        if errors := validate(self.schema, ast):
            raise Invalid(errors)
        fragments, operations = {}, {}
        for definition in ast.definitions:
            if isinstance(definition, FragmentDefinitionNode):
                fragments[definition.name.value] = definition
            elif isinstance(definition, OperationDefinitionNode):
                operations[definition.name.value if definition.name else ""] = definition
        seen = Seen()
        visit(ast, seen)
        spells_out = seen.is_personal and seen.has_objects
        is_kept = len(text) <= limits.LONGEST_KEPT and not spells_out
        switches = tuple(seen.switches)
        return Document(text, ast, operations, fragments, switches, seen.is_personal, is_kept)

    def selection(
        self, document: Document, operation: OperationDefinitionNode, variables: Mapping[str, Any]
    ) -> Selection:
        """Return what a query selects, its variables being coerced; raises GraphQLError."""
        switched = {name: variables[name] for name in document.switches if name in variables}
        name = operation.name.value if operation.name else None
        key = (document.text, name, *switched.items())
        found = self.selections.get(key)
        if found is None:
            made = selection.collect(self.schema, document.fragments, operation, switched)
            found = Collected(document, made)
            if document.is_kept:
                self.selections[key] = found
        return found.selection


class Seen(Visitor):
    """Finds the variables in `@include` and `@skip`, and whether a person may be described."""

    def __init__(self) -> None:
        super().__init__()
        self.switches: dict[str, None] = {}
        self.is_personal = False
        self.has_objects = False

    def enter_field(self, node: FieldNode, *_: object) -> None:
        self.is_personal |= node.name.value in PERSONAL

    def enter_object_value(self, *_: object) -> None:
        self.has_objects = True

    def enter_directive(self, node: DirectiveNode, *_: object) -> None:
        for argument in node.arguments:
            if isinstance(argument.value, VariableNode):
                self.switches[argument.value.name.value] = None
