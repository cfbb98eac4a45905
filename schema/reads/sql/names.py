"""Aliases that are new in a statement, and the joins that a FROM is made of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from sqlalchemy import Select, any_, func, literal_column, select, true
from sqlalchemy.sql.selectable import FromClause

from schema.access import Role
from schema.reads.bindings.catalogue import BINDINGS
from schema.reads.bindings.model import (
    Arguments,
    Binding,
    Predicate,
    Relation,
    Row,
    Through,
    ToMany,
)
from schema.reads.scalars import Expression


@dataclass(slots=True)
class Names:
    """Gives out aliases, `t0`, `t1`, …, for one statement read by one role."""

    role: Role
    numbers: "count[int]" = field(default_factory=count)

    def alias(self, letter: str) -> str:
        return f"{letter}{next(self.numbers)}"

    def row(self, binding: Binding) -> Row:
        """Return a new row of the binding's table."""
        return Row(self.alias("t"), binding.table)

    def visible(self, binding: Binding, row: Row) -> list[Predicate]:
        """Return what a row has to meet to be of the type, and for the role to see it."""
        predicates = (binding.where, None if row.is_seen else binding.visible.get(self.role))
        return [predicate(row) for predicate in predicates if predicate is not None]


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

    def left(self, table: FromClause, on: Predicate) -> None:
        self.rest.append((table, on))

    def clause(self) -> FromClause:
        found = self.start
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


def related(
    names: Names, relation: Relation, row: Row, other: Row, arguments: Arguments | None = None
) -> Predicate:
    """Return whether `relation` leads from `row`, which is seen, to `other`, of its target."""
    match relation:
        case ToMany():
            other.is_seen = relation.is_part
            return relation.on(row, other, arguments or {})
        case Through():
            binding = BINDINGS[relation.middle]
            middle = names.row(binding)
            keys = (
                select(relation.key(middle))
                .select_from(start(middle))
                .where(relation.on(row, middle), *names.visible(binding, middle))
            )
            key: Expression = getattr(other, BINDINGS[relation.target].key)
            return key == any_(func.array(keys.scalar_subquery()))
        case _:
            return relation.on(row, other)


def found(
    names: Names,
    binding: Binding,
    row: Row,
    columns: Sequence[Expression],
    predicates: Sequence[Predicate],
    clause: FromClause | None = None,
    having: Sequence[Predicate] = (),
) -> Select[Any]:
    """Return `columns` of the rows that the role sees and the predicates hold for.

    Of a type without a key that is one row, made of them all, and none where there are none;
    `having` is said of what a row is, one or many.
    """
    query = select(*columns).select_from(start(row) if clause is None else clause)
    query = query.where(*predicates, *names.visible(binding, row))
    if binding.keys:
        return query.where(*having)
    return query.having(func.count() > literal_column("0"), *having)
