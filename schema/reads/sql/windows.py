"""The rows of a page and nothing else: filtered, between its cursors, in order, limited."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Integer, Select, literal_column, select, true, union_all

from schema.limits import LARGEST_PAGE
from schema.reads import ordering
from schema.reads.bindings.catalogue import BINDINGS
from schema.reads.bindings.model import Binding, Predicate, Row
from schema.reads.ordering import Sort
from schema.reads.plan import Page
from schema.reads.scalars import Expression
from schema.reads.sql import bounds
from schema.reads.sql.filters import condition
from schema.reads.sql.names import Joins, Names, found, named, start

# Which rows the list is of, before its filter.
Source: TypeAlias = Callable[[Row], Sequence[Predicate]]

ONE = literal_column("1", Integer)

# No page is larger. PostgreSQL plans a limit it can't see for a tenth of the table; with this one
# beneath it, the plan that is kept for all values is the one that stops early.
MOST: Expression = literal_column(str(LARGEST_PAGE + 1))


def window(names: Names, page: Page, source: Source, used: Sequence[str]) -> Select[Any]:
    """Return the page's rows, with the columns in `used` and `key0`, `key1` … of its order."""
    binding = BINDINGS[page.type]
    nullable = [ordering.is_nullable(sort, binding) for sort in page.order]
    sorts, begin = page.order, page.after
    if page.from_end:
        sorts, begin = tuple(sort.flipped() for sort in page.order), page.before
    ranges = [None] if begin is None else bounds.ranges(sorts, nullable, begin)
    parts = [part(names, page, source, used, sorts, nullable, one) for one in ranges]
    rows = (parts[0] if len(parts) == 1 else union_all(*parts)).subquery(names.alias("w"))
    keys = [named(rows.name, key_name(number)) for number in range(len(sorts))]
    limit = page.size.sql()
    return (
        select(*(named(rows.name, column.name).label(column.name) for column in rows.columns))
        .select_from(rows)
        .order_by(*in_order(keys, sorts, nullable))
        .limit(limit + ONE if page.needs_more else limit)
    )


def part(
    names: Names,
    page: Page,
    source: Source,
    used: Sequence[str],
    sorts: Sequence[Sort],
    nullable: Sequence[bool],
    range_: bounds.Range | None,
) -> Select[Any]:
    """Return the rows of one range, as many as a page could need."""
    binding = BINDINGS[page.type]
    row = names.row(binding)
    joins = Joins(names, start(row))
    values = order_values(sorts, binding, row, joins)
    predicates = within(names, page, source, row)
    if range_ is not None:
        predicates.append(range_(values))
    end = page.after if page.from_end else page.before
    if end is not None:
        backwards = [sort.flipped() for sort in sorts]
        predicates.append(bounds.beyond(backwards, nullable, end, values))
    return (
        select(
            *(getattr(row, name).label(name) for name in used),
            *(value.label(key_name(number)) for number, value in enumerate(values)),
        )
        .select_from(joins.clause())
        .where(*predicates)
        .order_by(*in_order(values, sorts, nullable))
        .limit(MOST)
    )


def key_name(number: int) -> str:
    return f"key{number}"


def in_order(
    values: Sequence[Expression], sorts: Sequence[Sort], nullable: Sequence[bool]
) -> list[Expression]:
    return [ordering.directed(*each) for each in zip(values, sorts, nullable, strict=True)]


def within(names: Names, page: Page, source: Source, row: Row) -> list[Predicate]:
    """Return what a row of the list has to meet, whatever the page."""
    binding = BINDINGS[page.type]
    return [
        *source(row),
        *names.visible(binding, row),
        condition(names, page.condition, binding, row),
    ]


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
            values.append(ordering.expression(sort, binding, at))
    return values


def join_path(
    path: tuple[str, ...], binding: Binding, rows: dict[tuple[str, ...], Row], joins: Joins
) -> Row:
    """Return the row that a path of relations leads to."""
    for depth, name in enumerate(path, start=1):
        relation = binding.to_one[name]
        binding = BINDINGS[relation.target]
        if path[:depth] not in rows:
            other = rows[path[:depth]] = joins.names.row(binding)
            on = relation.on(rows[path[: depth - 1]], other)
            for predicate in joins.names.visible(binding, other):
                on = on & predicate
            joins.left(start(other), on)
    return rows[path]


def far_value(sort: Sort, binding: Binding, at: Row, joins: Joins) -> Expression:
    """Return the value of a subquery at the end of a path, computed where that end is read."""
    for name in sort.path[:-1]:
        binding = BINDINGS[binding.to_one[name].target]
    relation = binding.to_one[sort.path[-1]]
    target = BINDINGS[relation.target]
    other = joins.names.row(target)
    value = ordering.expression(Sort((), sort.field, sort.descending), target, other)
    query = found(joins.names, target, other, [value.label("key")], [relation.on(at, other)])
    lateral = query.lateral(joins.names.alias("f"))
    joins.left(lateral, true())
    return named(lateral.name, "key", value.type)
