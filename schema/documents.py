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


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A valid document; `switches` are the variables that its `@include` and `@skip` look at."""

    text: str
    ast: DocumentNode
    operations: Mapping[str, OperationDefinitionNode]
    fragments: Mapping[str, FragmentDefinitionNode]
    switches: tuple[str, ...]

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
            if len(text) <= limits.LONGEST_KEPT:
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
        return Document(text, ast, operations, fragments, switches(ast))

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
            if len(document.text) <= limits.LONGEST_KEPT:
                self.selections[key] = found
        return found.selection


class Switches(Visitor):
    """Finds the variables in `@include` and `@skip`."""

    def __init__(self) -> None:
        super().__init__()
        self.names: dict[str, None] = {}

    def enter_directive(self, node: DirectiveNode, *_: object) -> None:
        for argument in node.arguments:
            if isinstance(argument.value, VariableNode):
                self.names[argument.value.name.value] = None


def switches(ast: DocumentNode) -> tuple[str, ...]:
    found = Switches()
    visit(ast, found)
    return tuple(found.names)
