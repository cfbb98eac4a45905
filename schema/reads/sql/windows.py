"""The rows of a page and nothing else: filtered, between its cursors, in order, limited."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CompoundSelect, Integer, Select, literal_column, select, union_all

from schema import limits
from schema.reads import conditions, ordering
from schema.reads.bindings.catalogue import BINDINGS
from schema.reads.bindings.model import Binding, Row
from schema.reads.ordering import Sort
from schema.reads.plan import Page
from schema.reads.scalars import Expression
from schema.reads.sql import bounds
from schema.reads.sql.filters import condition
from schema.reads.sql.names import Joins, Names, found, named, related, start

ONE = literal_column("1", Integer)


@dataclass(frozen=True, slots=True)
class Source:
    """The rows of a list before its filter: `row` gives a new one, `on` says which are meant."""

    row: Callable[[], Row]
    on: Callable[[Row], str] = lambda row: "true"


def window(names: Names, page: Page, source: Source, used: Sequence[str]) -> Select[Any]:
    """Return the page's rows, with the columns in `used` and `key0`, `key1` … of its order."""
    return Window(names, page, source, used).query()


@dataclass(frozen=True, slots=True)
class Window:
    """The rows of a page, read from the end that it is asked from."""

    names: Names
    page: Page
    source: Source
    used: Sequence[str]

    @property
    def sorts(self) -> Sequence[Sort]:
        """The order in which the rows are read."""
        order = self.page.order
        return [sort.flipped() for sort in order] if self.page.from_end else order

    @property
    def nullable(self) -> list[bool]:
        binding = BINDINGS[self.page.type]
        return [ordering.is_nullable(sort, binding) for sort in self.page.order]

    def query(self) -> Select[Any]:
        """Each range past the cursor stops when it has a page, so that none is read in vain.

        A wide filter, or an order of many fields, is read as one range: text has its price too.
        """
        parts = [self.limited(part, one.fixed) for one in self.ranges() for part in self.parts(one)]
        return parts[0] if len(parts) == 1 else self.limited(union_all(*parts))

    def ranges(self) -> list[bounds.Range]:
        begin = self.page.before if self.page.from_end else self.page.after
        if begin is None:
            return [bounds.WHOLE]
        ranges = bounds.ranges(self.sorts, self.nullable, begin)
        is_wide = conditions.size(self.page.condition) > limits.WIDEST_RANGE
        if len(ranges) > limits.MOST_RANGES or (is_wide and len(ranges) > 1):
            return [bounds.together(self.sorts, self.nullable, begin)]
        return ranges

    def limited(self, query: Select[Any] | CompoundSelect[Any], fixed: int = 0) -> Select[Any]:
        """Return as many rows as the page holds; ordered by what is not the same in all of them.

        To name in the order what is the same would make PostgreSQL sort what an index has sorted.
        """
        rows = query.subquery(self.names.alias("w"))
        keys = [named(rows.name, key_name(number)) for number in range(len(self.sorts))]
        size = self.page.size.sql()
        return (
            select(literal_column(f"{rows.name}.*"))
            .select_from(rows)
            .order_by(*in_order(keys, self.sorts, self.nullable)[fixed:])
            .limit(size + ONE if self.page.needs_more else size)
        )

    def parts(self, begin: bounds.Range) -> list[Select[Any]]:
        """Return the rows of a range, in the parts in which they are found."""
        row = self.source.row()
        joins = Joins(self.names, start(row))
        found = self.part(row, joins, begin)
        return [
            found.select_from(joins.clause(rows))
            for rows in self.names.parts(row, str(found.whereclause))
        ]

    def part(self, row: Row, joins: Joins, begin: bounds.Range) -> Select[Any]:
        """Return those of a range, as many as the largest page could hold.

        PostgreSQL plans a limit that is bound for a tenth of the rows. Above a limit that it sees,
        that is few: so the plan that is kept for all values stops early, and is chosen.
        """
        values = order_values(self.sorts, BINDINGS[self.page.type], row, joins)
        predicates = [within(self.names, self.page, self.source, row)]
        if begin is not bounds.WHOLE:
            predicates.append(begin.condition(values))
        if (end := self.page.after if self.page.from_end else self.page.before) is not None:
            back = [sort.flipped() for sort in self.sorts]
            predicates.append(bounds.beyond(back, self.nullable, end, values))
        columns: list[Expression] = [
            value.label(key_name(number)) for number, value in enumerate(values)
        ]
        if self.used:
            columns.append(literal_column(", ".join(f"{row.alias}.{name}" for name in self.used)))
        return (
            select(*columns)
            .where(*predicates)
            .order_by(*in_order(values, self.sorts, self.nullable))
            .limit(literal_column(str(self.page.most + 1)))
        )


def key_name(number: int) -> str:
    return f"key{number}"


def in_order(
    values: Sequence[Expression], sorts: Sequence[Sort], nullable: Sequence[bool]
) -> list[Expression]:
    return [ordering.directed(*each) for each in zip(values, sorts, nullable, strict=True)]


def within(names: Names, page: Page, source: Source, row: Row) -> Expression:
    """Return what a row of the list has to meet, whatever the page."""
    binding = BINDINGS[page.type]
    parts = (
        source.on(row),
        *names.visible(binding, row),
        condition(names, page.condition, binding, row),
    )
    return literal_column(" AND ".join(part for part in parts if part != "true") or "true")


def order_values(
    sorts: Sequence[Sort], binding: Binding, row: Row, joins: Joins
) -> list[Expression]:
    """Return what the page is ordered by, joining each relation on the way to it once."""
    rows: dict[tuple[str, ...], Row] = {(): row}
    values = []
    for sort in sorts:
        if sort.path and ordering.is_query(sort, binding):
            at = join_path(sort.path[:-1], binding, rows, joins)
            values.append(far_value(sort, binding, at, joins))
        else:
            at = join_path(sort.path, binding, rows, joins)
            values.append(ordering.expression(sort, binding, at, joins.names.role))
    return values


def join_path(
    path: tuple[str, ...], binding: Binding, rows: dict[tuple[str, ...], Row], joins: Joins
) -> Row:
    """Return the row that a path of relations leads to."""
    for depth, name in enumerate(path, start=1):
        relation = binding.to_one[name]
        binding = BINDINGS[relation.target]
        if path[:depth] not in rows:
            other = rows[path[:depth]] = joins.names.end(relation)
            on = related(joins.names, relation, rows[path[: depth - 1]], other)
            joins.left(start(other), " AND ".join((on, *joins.names.visible(binding, other))))
    return rows[path]


def far_value(sort: Sort, binding: Binding, at: Row, joins: Joins) -> Expression:
    """Return the value of a subquery at the end of a path, computed where that end is read."""
    for name in sort.path[:-1]:
        binding = BINDINGS[binding.to_one[name].target]
    relation = binding.to_one[sort.path[-1]]
    target = BINDINGS[relation.target]
    other = joins.names.end(relation)
    value = ordering.expression(
        Sort((), sort.field, sort.descending), target, other, joins.names.role
    )
    on = related(joins.names, relation, at, other)
    query = found(joins.names, target, other, [value.label("key")], on)
    lateral = query.lateral(joins.names.alias("f"))
    joins.left(lateral, "true")
    return named(lateral.name, "key", value.type)
