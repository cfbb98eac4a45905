"""A root field's column: its JSON, or null."""

from dataclasses import replace

from sqlalchemy import Integer, Select, Text, case, cast, func, literal_column, select, union_all
from sqlalchemy.dialects.postgresql import aggregate_order_by

from schema.reads.bindings.catalogue import BINDINGS, LISTS, SINGLES
from schema.reads.plan import (
    Constant,
    ListRoot,
    NodeRoot,
    NodesRoot,
    Root,
    SingleRoot,
    Thing,
)
from schema.reads.scalars import Expression, constant
from schema.reads.sql import changes, fragments, past, things
from schema.reads.sql.names import Joins, Names, named, whole
from schema.reads.sql.windows import Source
from schema.reads.values import Param

NULL: Expression = literal_column("null::json")


def column(names: Names, root: Root) -> Expression:
    """Return the column that answers a root field, now or of the past."""
    tables = past_tables(names, root)
    if not tables:
        return present(names, root)
    found = present(replace(names, is_past=True), root)
    return literal_column(past.under(tables, fragments.compiled(found)))


def past_tables(names: Names, root: Root) -> list[str]:
    """Return what the names of tables mean below a root field; none: what they are now."""
    if isinstance(root, ListRoot) and LISTS[root.field].is_between:
        return changes.between(names, dict(root.arguments))
    if isinstance(root, ListRoot | SingleRoot | NodeRoot) and root.as_of is not None:
        return past.as_of(root.as_of)
    return []


def present(names: Names, root: Root) -> Expression:
    """Return the column that answers a root field from the tables as they stand."""
    match root:
        case Constant():
            return func.to_json(cast(constant(root.text), Text))
        case ListRoot():
            return listing(names, root)
        case SingleRoot():
            return single(names, root)
        case NodeRoot():
            return node(names, root)
        case NodesRoot():
            return nodes(names, root)


def as_json(names: Names, query: Select[tuple[object]]) -> Expression:
    row = query.subquery(name := names.alias("o-"))
    return select(func.row_to_json(whole(name))).select_from(row).scalar_subquery()


def listing(names: Names, root: ListRoot) -> Expression:
    binding = LISTS[root.field]
    arguments = {name: param.sql() for name, param in root.arguments}
    source = Source(lambda: names.row(BINDINGS[binding.target]))
    if (where := binding.where) is not None:
        source = replace(source, on=lambda row: f"({fragments.compiled(where(row, arguments))})")
    found = as_json(names, things.connection(names, root.page, source))
    return found if binding.exists is None else case((binding.exists(arguments), found))


def single(names: Names, root: SingleRoot) -> Expression:
    binding = SINGLES[root.field]
    row = names.row(BINDINGS[binding.target])
    arguments = {name: param.sql() for name, param in root.arguments}
    on = fragments.compiled(binding.where(row, arguments))
    query = things.single(names, root.thing, row, f"({on})")
    if binding.prefer is not None:
        query = query.order_by(binding.prefer(row)).limit(literal_column("1"))
    return as_json(names, query)


def node(names: Names, root: NodeRoot) -> Expression:
    if root.thing is None or root.id is None:
        return NULL
    binding = BINDINGS[root.thing.type]
    row = names.row(binding)
    key = fragments.compiled(binding.present(root.id.sql()))
    on = f"{row.alias}.{binding.key} = {key}"
    return as_json(names, things.single(names, root.thing, row, on))


def nodes(names: Names, root: NodesRoot) -> Expression:
    """Objects at their places; a place without one is null."""
    places = func.generate_series(literal_column("0"), root.count.sql() - literal_column("1"))
    place = names.alias("g")
    joins = Joins(names, places.table_valued("place").render_derived(name=place))
    found = NULL
    if root.parts:
        rows = union_all(*(placed(names, *part) for part in root.parts))
        objects = rows.subquery(names.alias("n"))
        joins.left(objects, f"{place}.place = {objects.name}.place")
        found = named(objects.name, "thing")
    in_order = aggregate_order_by(found, named(place, "place", Integer))
    gathered = func.coalesce(func.to_json(func.array_agg(in_order)), literal_column("'[]'::json"))
    return select(gathered).select_from(joins.clause()).scalar_subquery()


def placed(names: Names, thing: Thing, keys: Param, positions: Param) -> Select[tuple[object]]:
    """Return the objects of one type that were asked for by key, each with its place."""
    binding = BINDINGS[thing.type]
    asked = names.alias("u")
    pairs = func.unnest(keys.sql(), positions.sql()).table_valued("key", "place")
    row = names.row(binding)
    joins = Joins(names, pairs.render_derived(name=asked))
    key = fragments.compiled(binding.present(named(asked, "key")))
    found = joins.whole(things.single(names, thing, row, f"{row.alias}.{binding.key} = {key}"))
    return select(
        named(asked, "place").label("place"),
        func.row_to_json(found).label("thing"),
    ).select_from(joins.clause())
