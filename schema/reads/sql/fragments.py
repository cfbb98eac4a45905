"""The SQL of a binding's fields and rules, compiled once and then set in as text under any alias.

Most of what a statement says is fields and conditions; to build and compile each anew took most
of the time of compiling a statement.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Table

from schema.reads.bindings.catalogue import BINDINGS
from schema.reads.bindings.model import Binding, Plain, Predicate, Row, ToMany, ToOne
from schema.reads.scalars import DIALECT, Expression, scalar

ALIAS = "alias_of_the_row"
OTHER = "alias_of_the_other"


@dataclass(frozen=True, slots=True)
class Fragment:
    """An expression on a row, and perhaps another, as text, and the columns that it reads."""

    text: str
    columns: tuple[str, ...]
    others: tuple[str, ...] = ()

    def on(self, row: Row, other: Row | None = None) -> str:
        row.used.update(dict.fromkeys(self.columns))
        found = self.text.replace(ALIAS, row.alias)
        if other is None:
            return found
        other.used.update(dict.fromkeys(self.others))
        return found.replace(OTHER, other.alias)


def compiled(expression: Expression) -> str:
    """Return the text of an expression."""
    return str(expression.compile(dialect=DIALECT))


def rule(predicate: Callable[[Row], Predicate], row: Row) -> str:
    """Return the text of a rule about rows."""
    return compiled_rule(predicate, row.table).on(row)


def relation(leads: ToOne | ToMany | Plain, row: Row, other: Row) -> str:
    """Return the text of what makes `other` the relation's end; its arguments are not given."""
    return compiled_relation(leads, row.table, other.table).on(row, other)


def value(binding: Binding, field: str, row: Row) -> str:
    """Return the text of a field's value, to be compared."""
    return compiled_value(binding.type, field).on(row)


def written(binding: Binding, field: str, row: Row) -> str:
    """Return the text of a field as the answer has it."""
    return compiled_written(binding.type, field).on(row)


@cache
def compiled_rule(predicate: Callable[[Row], Predicate], table: Table) -> Fragment:
    row = Row(ALIAS, table)
    return Fragment(f"({compiled(predicate(row))})", tuple(row.used))


@cache
def compiled_relation(leads: ToOne | ToMany | Plain, table: Table, end: Table) -> Fragment:
    row, other = Row(ALIAS, table), Row(OTHER, end)
    on = leads.on(row, other, {}) if isinstance(leads, ToMany) else leads.on(row, other)
    return Fragment(f"({compiled(on)})", tuple(row.used), tuple(other.used))


@cache
def compiled_value(type_name: str, field: str) -> Fragment:
    binding = BINDINGS[type_name]
    row = Row(ALIAS, binding.table)
    text = compiled(binding.fields[field].value(row))
    is_column = [text] == [f"{ALIAS}.{column}" for column in row.used]
    return Fragment(text if is_column else f"({text})", tuple(row.used))


@cache
def compiled_written(type_name: str, field: str) -> Fragment:
    binding = BINDINGS[type_name]
    row = Row(ALIAS, binding.table)
    bound = binding.fields[field]
    return Fragment(compiled(scalar(bound.type).written(bound.value(row))), tuple(row.used))
