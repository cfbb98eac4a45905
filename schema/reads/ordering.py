"""`orderBy`: which columns order a list, made total by the key, and where a page begins in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import FieldNode
from sqlalchemy import and_, false, or_, tuple_

from schema.reads import refusals
from schema.reads.bindings.catalogue import BINDINGS
from schema.reads.bindings.model import Binding, Predicate, Row
from schema.reads.scalars import Expression
from schema.reads.values import BYTES, Param, plain

KEY = "key"


@dataclass(frozen=True, slots=True)
class Sort:
    """One column of an order: to-one relations to it, the field (KEY: the table's key), the way."""

    path: tuple[str, ...]
    field: str
    descending: bool

    @property
    def name(self) -> str:
        return ".".join((*self.path, self.field)) + ("-" if self.descending else "+")


def read(
    order_by: Sequence[Mapping[str, Any]] | None,
    binding: Binding,
    node: FieldNode,
    path: tuple[str, ...],
) -> tuple[Sort, ...]:
    """Return the order that `order_by` asks for; every order ends in the key."""
    sorts = [
        sort((), item, f"orderBy[{number}]", node, path)
        for number, item in enumerate(order_by or ())
    ]
    return (*dict.fromkeys(sorts), Sort((), KEY, descending=False))


def sort(
    relations: tuple[str, ...],
    item: Mapping[str, Any],
    name: str,
    node: FieldNode,
    path: tuple[str, ...],
) -> Sort:
    if len(item) != 1:
        raise refusals.at(refusals.OrderUnclear(path=name, count=len(item)), node, path)
    ((field, way),) = item.items()
    if isinstance(way, Mapping):
        return sort((*relations, field), way, f"{name}.{field}", node, path)
    if way is None:
        raise refusals.at(refusals.OperandIsNull(path=f"{name}.{field}"), node, path)
    return Sort(relations, field, plain(way) == "DESC")


def order_name(type_name: str, sorts: Sequence[Sort]) -> str:
    """Return the name by which a cursor knows its order."""
    return " ".join((type_name, *(sort.name for sort in sorts)))


def kind(sort: Sort, binding: Binding) -> str:
    """Return the scalar that the sort's values are of."""
    target = follow(sort, binding)
    if sort.field == KEY:
        return "BigInt" if target.key == "id" else "String"
    field = target.fields[sort.field]
    return BYTES if field.order else field.type


def follow(sort: Sort, binding: Binding) -> Binding:
    for relation in sort.path:
        binding = BINDINGS[binding.to_one[relation].target]
    return binding


def is_nullable(sort: Sort, binding: Binding) -> bool:
    if sort.field == KEY:
        return False
    return bool(sort.path) or follow(sort, binding).fields[sort.field].nullable


def expression(sort: Sort, binding: Binding, row: Row) -> Expression:
    """Return what is sorted by, given the row that the sort's path leads to."""
    target = follow(sort, binding)
    if sort.field == KEY:
        return getattr(row, target.key)  # type: ignore[no-any-return]
    field = target.fields[sort.field]
    return (field.order or field.value)(row)


def directed(value: Expression, sort: Sort, nullable: bool) -> Expression:
    """Return the ORDER BY term; `nulls last` only where it matters: an index has it not."""
    term = value.desc() if sort.descending else value.asc()
    return term.nulls_last() if nullable else term


def beyond(
    sorts: Sequence[Sort],
    values: Sequence[Expression],
    nullable: Sequence[bool],
    after: Sequence[Param | None],
) -> Predicate:
    """Return the rows that come after the cursor's, under any mix of directions and nulls.

    The first column's bound stands alone as well, so that an index on it can begin there.
    """
    if not any(nullable) and not any(sort.descending for sort in sorts):
        return tuple_(*values) > tuple_(*(param.sql() for param in after if param))
    steps = []
    same: list[Predicate] = []
    for sort, value, may_be_null, param in zip(sorts, values, nullable, after, strict=True):
        steps.append(and_(*same, past(sort, value, may_be_null, param)))
        same.append(value.is_(None) if param is None else value == param.sql())
    bound = at_or_past(sorts[0], values[0], after[0]) if not nullable[0] else None
    return or_(*steps) if bound is None else and_(bound, or_(*steps))


def past(sort: Sort, value: Expression, nullable: bool, param: Param | None) -> Predicate:
    if param is None:  # nulls come last: nothing follows them
        return false()
    further = value < param.sql() if sort.descending else value > param.sql()
    return or_(further, value.is_(None)) if nullable else further


def at_or_past(sort: Sort, value: Expression, param: Param | None) -> Predicate | None:
    if param is None:
        return None
    return value <= param.sql() if sort.descending else value >= param.sql()
