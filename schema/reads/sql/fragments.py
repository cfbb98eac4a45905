"""The SQL of a binding's fields, compiled once and then set in as text under any alias.

Most of what a statement says is fields; to build and compile each anew took most of the time of
compiling a statement.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from schema.reads.bindings.catalogue import BINDINGS
from schema.reads.bindings.model import Binding, Field, Row
from schema.reads.scalars import DIALECT, Expression, scalar

ALIAS = "alias_of_the_row"


@dataclass(frozen=True, slots=True)
class Fragment:
    """An expression on a row as text, and the columns that it reads."""

    text: str
    columns: tuple[str, ...]

    def on(self, row: Row) -> str:
        row.used.update(dict.fromkeys(self.columns))
        return self.text.replace(ALIAS, row.alias)


def value(binding: Binding, field: str, row: Row) -> str:
    """Return the text of a field's value, to be compared."""
    return compiled_value(binding.type, field).on(row)


def written(binding: Binding, field: str, row: Row) -> str:
    """Return the text of a field as the answer has it."""
    return compiled_written(binding.type, field).on(row)


@cache
def compiled_value(type_name: str, field: str) -> Fragment:
    found = compiled(type_name, field, lambda field, row: field.value(row))
    is_column = [found.text] == [f"{ALIAS}.{column}" for column in found.columns]
    return found if is_column else Fragment(f"({found.text})", found.columns)


@cache
def compiled_written(type_name: str, field: str) -> Fragment:
    return compiled(
        type_name, field, lambda field, row: scalar(field.type).written(field.value(row))
    )


def compiled(type_name: str, name: str, expression: Callable[[Field, Row], Expression]) -> Fragment:
    binding = BINDINGS[type_name]
    row = Row(ALIAS, binding.table)
    text = str(expression(binding.fields[name], row).compile(dialect=DIALECT))
    return Fragment(text, tuple(row.used))
