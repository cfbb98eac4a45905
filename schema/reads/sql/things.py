"""Objects: their fields, and the relations that hang on them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, func, literal_column, select

from schema.reads.bindings.catalogue import BINDINGS
from schema.reads.bindings.model import Binding, Predicate, Row
from schema.reads.plan import Constant, Few, Leaf, Many, Member, One, Thing
from schema.reads.scalars import Expression, constant, scalar
from schema.reads.sql import pages
from schema.reads.sql.names import Joins, Names, start, whole


def members(thing: Thing, row: Row, joins: Joins) -> list[Expression]:
    """Return a column for each member of an object whose row is `row`, joining what it needs."""
    binding = BINDINGS[thing.type]
    return [value(member, binding, row, joins).label(member.key) for member in thing.members]


def value(member: Member, binding: Binding, row: Row, joins: Joins) -> Expression:
    match member:
        case Leaf():
            field = binding.fields[member.field]
            return scalar(field.type).written(field.value(row))
        case Constant():
            return constant(member.text)
        case One():
            return to_one(member, binding, row, joins)
        case Few():
            return few(member, binding, row, joins.names)
        case Many():
            return to_many(member, binding, row, joins)


def to_one(member: One, binding: Binding, row: Row, joins: Joins) -> Expression:
    relation = binding.to_one[member.relation]
    other = joins.names.row(BINDINGS[relation.target])
    return joins.whole(single(joins.names, member.thing, other, [relation.on(row, other)]))


def to_many(member: Many, binding: Binding, row: Row, joins: Joins) -> Expression:
    relation = binding.to_many[member.relation]
    arguments = {name: param.sql() for name, param in member.arguments}
    return joins.whole(
        pages.page(joins.names, member.page, lambda other: [relation.on(row, other, arguments)])
    )


def few(member: Few, binding: Binding, row: Row, names: Names) -> Expression:
    """All rows of a plain relation, in the order of their key."""
    relation = binding.plain[member.relation]
    target = BINDINGS[relation.target]
    other = names.row(target)
    query = single(names, member.thing, other, [relation.on(row, other)])
    ordered = query.order_by(getattr(other, target.key)).subquery(name := names.alias("o-"))
    rows = func.coalesce(func.array_agg(whole(name)), literal_column("'{}'"))
    return select(rows).select_from(ordered).scalar_subquery()


def single(names: Names, thing: Thing, row: Row, predicates: Sequence[Predicate]) -> Select[Any]:
    """Return the rows of `thing`'s type that the role sees and the predicates hold for."""
    joins = Joins(names, start(row))
    columns = members(thing, row, joins)
    return (
        select(*columns)
        .select_from(joins.clause())
        .where(*predicates, *names.visible(BINDINGS[thing.type], row))
    )
