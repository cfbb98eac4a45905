"""Aliases that are new in a statement, and the joins that a FROM is made of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from sqlalchemy import Select, TableClause, func, literal_column, select, true
from sqlalchemy.sql.selectable import FromClause

from enrollment.actors import Role
from schema.reads.bindings.catalogue import BINDINGS
from schema.reads.bindings.model import Arguments, Binding, Relation, Row, Through, ToMany
from schema.reads.scalars import Expression
from schema.reads.sql import fragments, past
from schema.reads.values import type_name


@dataclass(slots=True)
class Names:
    """Gives out aliases, `t0`, `t1`, …, for one statement read by one role, now or of the past."""

    role: Role
    numbers: "count[int]" = field(default_factory=count)
    is_past: bool = False

    def alias(self, letter: str) -> str:
        return f"{letter}{next(self.numbers)}"

    def row(self, binding: Binding) -> Row:
        """Return a new row of the binding's table."""
        return Row(self.alias("t"), binding.table)

    def end(self, relation: Relation) -> Row:
        """Return a new row that the relation leads to, from a row that is seen."""
        is_part = isinstance(relation, ToMany) and relation.is_part
        return Row(self.alias("t"), BINDINGS[relation.target].table, is_part)

    def listed(self, row: Row, where: str) -> FromClause:
        """Return the rows that a list is of, as they are counted and summed."""
        return past_rows(row, past.LISTED) if self.is_paged(row, where) else start(row)

    def parts(self, row: Row, where: str) -> list[FromClause]:
        """Return the rows that a list is of, in the parts in which its pages are found."""
        if self.is_paged(row, where):
            return [past_rows(row, name) for name in (past.KEPT, past.REMOVED)]
        return [start(row)]

    def is_paged(self, row: Row, where: str) -> bool:
        """Whether rows are past lines, which are found as today's are.

        A line's county and programme can change, so by these it is found among its versions.
        """
        changing = (f"{row.alias}.{name}" for name in ("county_code", "programme_code"))
        return self.is_past and row.table is past.quota_line and not any(map(where.count, changing))

    def value(self, binding: Binding, field: str, row: Row) -> str:
        """Return the text of a field's value, to be compared; null where the role is not told."""
        if self.role in binding.fields[field].seen_by:
            return fragments.value(binding, field, row)
        return f"null::{type_name(binding.fields[field].type, many=False)}"

    def written(self, binding: Binding, field: str, row: Row) -> str:
        """Return the text of a field as the answer has it."""
        bound = binding.fields[field]
        if self.is_past and bound.in_past is not None:
            return bound.in_past
        return (
            fragments.written(binding, field, row) if self.role in bound.seen_by else "null::text"
        )

    def visible(self, binding: Binding, row: Row) -> list[str]:
        """Return what a row has to meet to be of the type, and for the role to see it."""
        rules = (binding.where, None if row.is_seen else binding.visible[self.role].rule)
        return [fragments.rule(rule, row) for rule in rules if rule is not None]


@dataclass(slots=True)
class Joins:
    """A FROM that grows: what it starts with, then left joins, each of which sees those before."""

    names: Names
    start: FromClause
    rest: list[tuple[FromClause, Any]] = field(default_factory=list)

    def whole(self, query: Select[Any]) -> Expression:
        """Join `query` laterally and return its row, null where it has none."""
        name = self.names.alias("o-")
        self.rest.append((query.lateral(name), true()))
        return whole(name)

    def left(self, table: FromClause, on: str) -> None:
        self.rest.append((table, literal_column(on)))

    def clause(self, start: FromClause | None = None) -> FromClause:
        """Return the FROM; that of another `start`, if told."""
        found = self.start if start is None else start
        for table, on in self.rest:
            found = found.outerjoin(table, on)
        return found


def whole(name: str) -> Expression:
    """Return the row of the subselect called `name`, as one value."""
    return literal_column(f'"{name}"')


def named(alias: str, column: str, kind: Any = None) -> Expression:
    """Return a column of a subselect of ours."""
    return literal_column(f"{alias}.{column}", kind)


def start(row: Row) -> FromClause:
    return row.table.alias(row.alias)


def past_rows(row: Row, name: str) -> FromClause:
    return TableClause(name).alias(row.alias)


def source(row: Row) -> str:
    """Return the row's table as it stands in a FROM."""
    return f"{row.table.name} AS {row.alias}"


def related(
    names: Names, relation: Relation, row: Row, other: Row, arguments: Arguments | None = None
) -> str:
    """Return whether `relation` leads from `row`, which is seen, to `other`, of its target."""
    if isinstance(relation, Through):
        return led_through(names, relation, row, other)
    if isinstance(relation, ToMany) and arguments:
        return f"({fragments.compiled(relation.on(row, other, arguments))})"
    return fragments.relation(relation, row, other)


def led_through(names: Names, relation: Through, row: Row, other: Row) -> str:
    """An array, not a join: it is made once, and `other` found by its key."""
    binding = BINDINGS[relation.middle]
    middle = names.row(binding)
    on = f"({fragments.compiled(relation.on(row, middle))})"
    on = " AND ".join((on, *names.visible(binding, middle)))
    keys = f"SELECT {fragments.compiled(relation.key(middle))} FROM {source(middle)} WHERE {on}"
    return f"{other.alias}.{BINDINGS[relation.target].key} = ANY (ARRAY({keys}))"


def found(
    names: Names,
    binding: Binding,
    row: Row,
    columns: Sequence[Expression],
    on: str,
    clause: FromClause | None = None,
) -> Select[Any]:
    """Return `columns` of the rows that the role sees and `on` holds for.

    Of a type without a key that is one row, made of them all, and none where there are none.
    """
    query = select(*columns).select_from(start(row) if clause is None else clause)
    query = query.where(*map(literal_column, (on, *names.visible(binding, row))))
    return query if binding.keys else query.having(func.count() > literal_column("0"))
