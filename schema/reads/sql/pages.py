"""Lists: the page, its rows decorated, aggregated; counts and totals beside it."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Integer, Select, cast, func, literal_column, select, true
from sqlalchemy.sql.selectable import Subquery

from schema.reads import cursors, ordering
from schema.reads.bindings.catalogue import BINDINGS
from schema.reads.bindings.model import Binding, Predicate, Row
from schema.reads.plan import Constant, Count, Cursor, Edges, Nodes, Page, PageInfo, Totals
from schema.reads.scalars import Expression, constant, scalar
from schema.reads.sql import things
from schema.reads.sql.filters import condition
from schema.reads.sql.names import Joins, Names, named, start

# Which rows the list is of, before its filter.
Source: TypeAlias = Callable[[Row], Sequence[Predicate]]

ONE = literal_column("1", Integer)


def page(names: Names, page: Page, source: Source) -> Select[Any]:
    """Return a query of one row: the connection's parts by response key."""
    rows = aggregated(names, page, source) if has_rows(page) else None
    whole = summed(names, page, source) if has_sums(page) else None
    joins = beside(names, rows, whole)
    columns = [
        part_value(names, number, page, rows, whole, joins).label(page.parts[number].key)
        for number in range(len(page.parts))
    ]
    return select(*columns) if joins is None else select(*columns).select_from(joins.clause())


def has_rows(page: Page) -> bool:
    return any(isinstance(part, Nodes | Edges | PageInfo) for part in page.parts)


def has_sums(page: Page) -> bool:
    return any(isinstance(part, Count | Totals) for part in page.parts)


def beside(names: Names, rows: Subquery | None, whole: Subquery | None) -> Joins | None:
    """Return a FROM of the aggregated page and the sums, whichever there are: one row each."""
    if rows is None:
        return None if whole is None else Joins(names, whole)
    joins = Joins(names, rows)
    if whole is not None:
        joins.left(whole, true())
    return joins


def part_value(
    names: Names,
    number: int,
    page: Page,
    rows: Subquery | None,
    whole: Subquery | None,
    joins: Joins | None,
) -> Expression:
    part = page.parts[number]
    if isinstance(part, Constant):
        return constant(part.text)
    assert joins is not None
    if isinstance(part, Count):
        assert whole is not None
        return named(whole.name, "count")
    if isinstance(part, Totals):
        assert whole is not None
        return joins.whole(totals(part, BINDINGS[page.type], whole.name))
    assert rows is not None
    if isinstance(part, PageInfo):
        return joins.whole(page_info(part, page, rows.name))
    return named(rows.name, f"part{number}")


def page_info(part: PageInfo, page: Page, rows: str) -> Select[Any]:
    values = {
        "hasNextPage": named(rows, "has_more"),
        "hasPreviousPage": literal_column("false" if page.after is None else "true"),
        "startCursor": named(rows, "first_cursor"),
        "endCursor": named(rows, "last_cursor"),
        "__typename": constant("PageInfo"),
    }
    return select(*(values[field].label(key) for key, field in part.members))


def totals(part: Totals, binding: Binding, whole: str) -> Select[Any]:
    values = {
        name: scalar(total.type).written(named(whole, f'"{name}"', scalar(total.type).bound))
        for name, total in binding.totals.items()
    }
    values["__typename"] = constant(f"{binding.type}Totals")
    return select(*(values[field].label(key) for key, field in part.members))


def summed(names: Names, page: Page, source: Source) -> Subquery:
    """Count and total all rows that the filter leaves, whatever the page."""
    binding = BINDINGS[page.type]
    row = names.row(binding)
    asked = {
        field
        for part in page.parts
        if isinstance(part, Totals)
        for _, field in part.members
        if field in binding.totals
    }
    columns: list[Expression] = [
        total.value(row).label(name) for name, total in binding.totals.items() if name in asked
    ]
    columns.append(cast(func.count(), Integer).label("count"))
    query = select(*columns).select_from(start(row)).where(*within(names, page, source, row))
    return query.subquery(names.alias("s"))


def within(names: Names, page: Page, source: Source, row: Row) -> list[Predicate]:
    binding = BINDINGS[page.type]
    return [
        *source(row),
        *names.visible(binding, row),
        condition(names, page.condition, binding, row),
    ]


def has_page_info(page: Page) -> bool:
    return any(isinstance(part, PageInfo) for part in page.parts)


def needs_next(page: Page) -> bool:
    return any(
        isinstance(part, PageInfo) and any(field == "hasNextPage" for _, field in part.members)
        for part in page.parts
    )


def aggregated(names: Names, page: Page, source: Source) -> Subquery:
    """Gather the page's rows into one: an array for each part, and what pageInfo tells.

    Whether there is a next page is told by one row more, which the arrays leave out. The arrays
    keep the order of the rows only as long as no aggregate beside them has an order of its own.
    """
    rows = decorated(names, page, source)
    place, size = (named(rows.name, name, Integer) for name in ("place", "size"))
    cursor = named(rows.name, "cursor")
    columns = []
    for number, part in enumerate(page.parts):
        if isinstance(part, Nodes | Edges):
            gathered: Any = func.array_agg(named(rows.name, f"part{number}"))
            kept = gathered.filter(place <= page.first.sql()) if needs_next(page) else gathered
            columns.append(func.coalesce(kept, literal_column("'{}'")).label(f"part{number}"))
    if has_page_info(page):
        last = func.least(size, page.first.sql())
        columns += [
            (func.count() > page.first.sql()).label("has_more"),
            func.max(cursor).filter(place == ONE, place <= last).label("first_cursor"),
            func.max(cursor).filter(place == last).label("last_cursor"),
        ]
    return select(*columns).select_from(rows).subquery(names.alias("a"))


def decorated(names: Names, page: Page, source: Source) -> Subquery:
    """Return the page's rows in order, with the objects, cursors and places that are asked for."""
    binding = BINDINGS[page.type]
    row = Row(names.alias("p"), binding.table)
    keys = [named(row.alias, f"key{number}") for number in range(len(page.order))]
    # The page itself is read last, when it is known which of its columns are used.
    joins = Joins(names, select(ONE).subquery(row.alias))
    cursor = cursors.written(ordering.order_name(binding.type, page.order), keys)
    columns = [
        part_of_row(part, row, joins, cursor).label(f"part{number}")
        for number, part in enumerate(page.parts)
        if isinstance(part, Nodes | Edges)
    ]
    in_order = [
        ordering.directed(key, sort, ordering.is_nullable(sort, binding))
        for key, sort in zip(keys, page.order, strict=True)
    ]
    if has_page_info(page):
        columns += [
            cursor.label("cursor"),
            func.row_number().over(order_by=in_order).label("place"),
            func.count().over().label("size"),
        ]
    joins.start = limited(names, page, source, list(row.used)).subquery(row.alias)
    query = select(*columns).select_from(joins.clause()).order_by(*in_order)
    return query.subquery(names.alias("d"))


def part_of_row(part: Nodes | Edges, row: Row, joins: Joins, cursor: Expression) -> Expression:
    """Return the node, or the edge, of one row."""
    if isinstance(part, Nodes):
        return joins.whole(select(*things.members(part.thing, row, joins)))
    columns = []
    for member in part.members:
        match member:
            case Nodes():
                value = part_of_row(member, row, joins, cursor)
            case Cursor():
                value = cursor
            case Constant():
                value = constant(member.text)
        columns.append(value.label(member.key))
    return joins.whole(select(*columns))


def limited(names: Names, page: Page, source: Source, used: Sequence[str]) -> Select[Any]:
    """Return the rows of the page: filtered, begun after the cursor, ordered, limited."""
    binding = BINDINGS[page.type]
    row = names.row(binding)
    joins = Joins(names, start(row))
    values = order_values(page, binding, row, joins)
    nullable = [ordering.is_nullable(sort, binding) for sort in page.order]
    predicates = within(names, page, source, row)
    if page.after is not None:
        predicates.append(ordering.beyond(page.order, values, nullable, page.after))
    limit = page.first.sql()
    return (
        select(
            *(getattr(row, name).label(name) for name in used),
            *(value.label(f"key{number}") for number, value in enumerate(values)),
        )
        .select_from(joins.clause())
        .where(*predicates)
        .order_by(
            *(
                ordering.directed(value, sort, may_be_null)
                for value, sort, may_be_null in zip(values, page.order, nullable, strict=True)
            )
        )
        .limit(limit + ONE if needs_next(page) else limit)
    )


def order_values(page: Page, binding: Binding, row: Row, joins: Joins) -> list[Expression]:
    """Return what the page is ordered by, joining each relation on the way to it once."""
    rows: dict[tuple[str, ...], Row] = {(): row}
    for sort in page.order:
        current = binding
        for depth, relation_name in enumerate(sort.path, start=1):
            relation = current.to_one[relation_name]
            current = BINDINGS[relation.target]
            if sort.path[:depth] not in rows:
                other = rows[sort.path[:depth]] = joins.names.row(current)
                on = relation.on(rows[sort.path[: depth - 1]], other)
                for predicate in joins.names.visible(current, other):
                    on = on & predicate
                joins.left(start(other), on)
    return [ordering.expression(sort, binding, rows[sort.path]) for sort in page.order]
