"""Objects and lists, each of which holds the other.

An object is a subselect whose columns are its members. A list is its window, decorated with what
hangs on each row, then gathered into arrays, with the sums of the whole beside it.
"""

from itertools import groupby
from typing import Any

from sqlalchemy import Boolean, Integer, Select, func, literal_column, or_, select
from sqlalchemy.sql.selectable import Subquery

from schema.reads import cursors, ordering
from schema.reads.bindings.catalogue import BINDINGS
from schema.reads.bindings.model import Binding, Relation, Row
from schema.reads.plan import (
    Constant,
    Count,
    Cursor,
    Edges,
    Few,
    Leaf,
    Many,
    Nodes,
    One,
    Page,
    PageInfo,
    Thing,
    Totals,
)
from schema.reads.scalars import Expression, constant
from schema.reads.sql import sums, windows
from schema.reads.sql.names import Joins, Names, found, named, related, start, whole
from schema.reads.sql.windows import Source

ONE = literal_column("1", Integer)


def members(thing: Thing, row: Row, joins: Joins) -> list[Expression]:
    """Return the members of an object whose row is `row`, joining what they need.

    Fields that stand beside each other are one piece of text.
    """
    binding = BINDINGS[thing.type]
    columns: list[Expression] = []
    for _, run in groupby(thing.members, lambda member: isinstance(member, Leaf)):
        leaves = []
        for one in run:
            if isinstance(one, Leaf):
                leaves.append(f'{joins.names.written(binding, one.field, row)} AS "{one.key}"')
            else:
                columns.append(value(one, binding, row, joins).label(one.key))
        if leaves:
            columns.append(literal_column(", ".join(leaves)))
    return columns


def value(
    member: Constant | One | Few | Many, binding: Binding, row: Row, joins: Joins
) -> Expression:
    match member:
        case Constant():
            return constant(member.text)
        case One():
            relation = binding.to_one[member.relation]
            other = joins.names.end(relation)
            on = related(joins.names, relation, row, other)
            return joins.whole(single(joins.names, member.thing, other, on))
        case Few():
            return few(member, binding, row, joins.names)
        case Many():
            return many(member, binding.to_many[member.relation], row, joins)


def single(names: Names, thing: Thing, row: Row, on: str) -> Select[Any]:
    """Return the rows of `thing`'s type that the role sees and `on` holds for."""
    joins = Joins(names, start(row))
    columns = members(thing, row, joins)
    return found(names, BINDINGS[thing.type], row, columns, on, joins.clause())


def few(member: Few, binding: Binding, row: Row, names: Names) -> Expression:
    """All rows of a plain relation, in the order of their key."""
    relation = binding.plain[member.relation]
    target = BINDINGS[relation.target]
    other = names.end(relation)
    query = single(names, member.thing, other, related(names, relation, row, other))
    keys = (getattr(other, key) for key in target.keys)
    ordered = query.order_by(*keys).subquery(name := names.alias("o-"))
    rows = func.coalesce(func.array_agg(whole(name)), literal_column("'{}'"))
    return select(rows).select_from(ordered).scalar_subquery()


def many(member: Many, relation: Relation, row: Row, joins: Joins) -> Expression:
    names = joins.names
    arguments = {name: param.sql() for name, param in member.arguments}
    source = Source(
        row=lambda: names.end(relation),
        on=lambda other: related(names, relation, row, other, arguments),
    )
    return joins.whole(connection(names, member.page, source))


def connection(names: Names, page: Page, source: Source) -> Select[Any]:
    """Return a query of one row: the parts of a list by response key."""
    has_rows = any(isinstance(part, Nodes | Edges | PageInfo) for part in page.parts)
    has_sums = any(isinstance(part, Count | Totals) for part in page.parts)
    rows, summed = names.alias("a"), names.alias("s")
    sides = []
    if has_rows:
        sides.append(gathered(names, page, source).subquery(rows))
    if has_sums:
        sides.append(sums.summed(names, page, source).subquery(summed))
    first, *rest = sides or [select(ONE).subquery(names.alias("n"))]
    joins = Joins(names, first)
    for side in rest:
        joins.left(side, "true")
    columns = [
        beside(number, page, joins, rows, summed).label(part.key)
        for number, part in enumerate(page.parts)
    ]
    return select(*columns).select_from(joins.clause())


def beside(number: int, page: Page, joins: Joins, rows: str, summed: str) -> Expression:
    """Return a part of a list, given the names of its gathered rows and of its sums."""
    match part := page.parts[number]:
        case Constant():
            return constant(part.text)
        case Count():
            return named(summed, "count")
        case Totals():
            return joins.whole(sums.totals(part, BINDINGS[page.type], summed))
        case PageInfo():
            return joins.whole(page_info(part, page, rows))
        case _:
            return named(rows, f"part{number}")


def page_info(part: PageInfo, page: Page, rows: str) -> Select[Any]:
    """Tell of a page where it stands: at the end it is read from nothing but a cursor is known."""
    more = named(rows, "has_more")
    is_after, is_before = truth(page.after is not None), truth(page.before is not None)
    first, last = named(rows, "near_cursor"), named(rows, "far_cursor")
    if page.from_end:
        first, last = last, first
    values = {
        "hasNextPage": is_before if page.from_end else or_(more, is_before),
        "hasPreviousPage": or_(more, is_after) if page.from_end else is_after,
        "startCursor": first,
        "endCursor": last,
        "__typename": constant("PageInfo"),
    }
    return select(*(values[field].label(key) for key, field in part.members))


def truth(claim: bool) -> Expression:
    return literal_column("true" if claim else "false", Boolean())


def gathered(names: Names, page: Page, source: Source) -> Select[Any]:
    """Gather the page's rows into one: an array for each part, and what pageInfo tells.

    Whether the list goes on is told by one row more, which the arrays leave out. The arrays keep
    the order of the rows only as long as no aggregate beside them has an order of its own.
    """
    rows = decorated(names, page, source)
    size = page.size.sql()
    place, count = (named(rows.name, name, Integer) for name in ("place", "count"))
    cursor = named(rows.name, "cursor")
    columns = []
    for number, part in enumerate(page.parts):
        if isinstance(part, Nodes | Edges):
            items: Any = func.array_agg(named(rows.name, f"part{number}"))
            kept = items.filter(place <= size) if page.needs_more else items
            columns.append(func.coalesce(kept, literal_column("'{}'")).label(f"part{number}"))
    if has_page_info(page):
        far = func.least(count, size)
        columns += [
            (func.count() > size).label("has_more"),
            func.max(cursor).filter(place == ONE, place <= far).label("near_cursor"),
            func.max(cursor).filter(place == far).label("far_cursor"),
        ]
    return select(*columns).select_from(rows)


def has_page_info(page: Page) -> bool:
    return any(isinstance(part, PageInfo) for part in page.parts)


def decorated(names: Names, page: Page, source: Source) -> Subquery:
    """Return the page's rows in order, with the objects, cursors and places that are asked for.

    `place` counts from the end that the page is read from.
    """
    binding = BINDINGS[page.type]
    row = Row(names.alias("p"), binding.table)
    keys = [named(row.alias, windows.key_name(number)) for number in range(len(page.order))]
    nullable = [ordering.is_nullable(sort, binding) for sort in page.order]
    # The window is read last, when it is known which of its columns are used.
    joins = Joins(names, select(ONE).subquery(row.alias))
    cursor = cursors.written(ordering.order_name(binding.type, page.order), keys)
    columns = [
        part_of_row(part, row, joins, cursor).label(f"part{number}")
        for number, part in enumerate(page.parts)
        if isinstance(part, Nodes | Edges)
    ]
    in_order = windows.in_order(keys, page.order, nullable)
    if has_page_info(page):
        number = func.row_number().over(order_by=in_order)
        count = func.count().over()
        columns += [
            cursor.label("cursor"),
            (count - number + ONE if page.from_end else number).label("place"),
            count.label("count"),
        ]
    joins.start = windows.window(names, page, source, list(row.used)).subquery(row.alias)
    query = select(*columns).select_from(joins.clause()).order_by(*in_order)
    return query.subquery(names.alias("d"))


def part_of_row(part: Nodes | Edges, row: Row, joins: Joins, cursor: Expression) -> Expression:
    """Return the node, or the edge, of one row."""
    if isinstance(part, Nodes):
        return joins.whole(select(*members(part.thing, row, joins)))
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
