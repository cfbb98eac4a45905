"""`orderBy`: which columns order a list, made total by the key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import cast, null

from enrollment.actors import Role
from schema import limits
from schema.reads import refusals
from schema.reads.bindings.catalogue import BINDINGS
from schema.reads.bindings.model import Binding, Row
from schema.reads.refusals import Place
from schema.reads.scalars import Expression
from schema.reads.values import BYTES, bound, plain

KEY = "#"  # before the name of a key column, which need not be a field


@dataclass(frozen=True, slots=True)
class Sort:
    """One column of an order: to-one relations to it, the field or #key, the direction."""

    path: tuple[str, ...]
    field: str
    descending: bool
    nulls_last: bool = True

    @property
    def name(self) -> str:
        return ".".join((*self.path, self.field)) + ("-" if self.descending else "+")

    def flipped(self) -> "Sort":
        """Return the sort that reads the same rows from their end."""
        return replace(self, descending=not self.descending, nulls_last=not self.nulls_last)


def read(
    order_by: Sequence[Mapping[str, Any]] | None, binding: Binding, place: Place
) -> tuple[Sort, ...]:
    """Return the order that `order_by` asks for; every order ends in the key."""
    if len(order_by or ()) > limits.MOST_SORTS:
        raise place.error(refusals.TooManySorts(most=limits.MOST_SORTS), "orderBy")
    sorts = [
        sort((), item, f"orderBy[{number}]", place) for number, item in enumerate(order_by or ())
    ]
    keys = (Sort((), f"{KEY}{key}", descending=False) for key in binding.keys)
    return (*dict.fromkeys(sorts), *keys)


def sort(relations: tuple[str, ...], item: Mapping[str, Any], name: str, place: Place) -> Sort:
    if len(item) != 1:
        raise place.error(refusals.OrderUnclear(path=name, count=len(item)), name)
    if len(relations) > limits.LONGEST_SORT:
        raise place.error(refusals.SortTooLong(most=limits.LONGEST_SORT), name)
    ((field, way),) = item.items()
    if isinstance(way, Mapping):
        return sort((*relations, field), way, f"{name}.{field}", place)
    if way is None:
        raise place.error(refusals.OperandIsNull(path=f"{name}.{field}"), f"{name}.{field}")
    return Sort(relations, field, plain(way) == "DESC")


def order_name(type_name: str, sorts: Sequence[Sort]) -> str:
    """Return the name by which a cursor knows its order."""
    return " ".join((type_name, *(sort.name for sort in sorts)))


def kind(sort: Sort, binding: Binding) -> str:
    """Return the scalar that the sort's values are of."""
    target = follow(sort, binding)
    if sort.field.startswith(KEY):
        return target.key_type(sort.field.removeprefix(KEY))
    field = target.fields[sort.field]
    return BYTES if field.order else field.type


def follow(sort: Sort, binding: Binding) -> Binding:
    for relation in sort.path:
        binding = BINDINGS[binding.to_one[relation].target]
    return binding


def is_nullable(sort: Sort, binding: Binding) -> bool:
    if sort.field.startswith(KEY):
        return False
    return bool(sort.path) or binding.fields[sort.field].nullable


def is_query(sort: Sort, binding: Binding) -> bool:
    """Whether the value at the end of the sort's path is a subquery."""
    target = follow(sort, binding)
    return not sort.field.startswith(KEY) and (
        not target.keys or target.fields[sort.field].is_query
    )


def expression(sort: Sort, binding: Binding, row: Row, role: Role) -> Expression:
    """Return what is sorted by, given the row that the sort's path leads to."""
    if sort.field.startswith(KEY):
        return getattr(row, sort.field.removeprefix(KEY))  # type: ignore[no-any-return]
    field = follow(sort, binding).fields[sort.field]
    if role not in field.seen_by:
        return cast(null(), bound(kind(sort, binding), many=False))
    return (field.order or field.value)(row)


def directed(value: Expression, sort: Sort, nullable: bool) -> Expression:
    """Return the ORDER BY term; where nulls go is said only where it matters: an index has it not.

    Of a plain index, ascending ends in nulls and descending begins with them.
    """
    term = value.desc() if sort.descending else value.asc()
    if not nullable or sort.nulls_last is not sort.descending:
        return term
    return term.nulls_last() if sort.nulls_last else term.nulls_first()
