"""The inputs of `where` and `orderBy`, generated from the bindings: one of each a type."""

import enum
from types import GenericAlias
from typing import Any

import strawberry
from strawberry import UNSET

from enrollment import types
from enrollment.actors import Role
from schema.api.scalars import Date, DateTime, Decimal
from schema.reads.bindings.catalogue import BINDINGS, LISTINGS
from schema.reads.bindings.model import Binding
from schema.reads.scalars import scalar

PYTHON: dict[str, Any] = {
    "String": str,
    "Int": int,
    "Float": float,
    "Boolean": bool,
    "Decimal": Decimal,
    "Date": Date,
    "DateTime": DateTime,
    **{
        name: strawberry.enum(found)
        for name, found in {**vars(types), "Role": Role}.items()
        if isinstance(found, type) and issubclass(found, enum.StrEnum) and found is not enum.StrEnum
    },
}


@strawberry.enum(description="ASC 升序, DESC 降序; nulls last 空值在后")
class Order(enum.Enum):
    ASC = "ASC"
    DESC = "DESC"


def named_class(name: str) -> type:
    return type(name, (), {"__module__": __name__, "__annotations__": {}})


def add(owner: type, name: str, kind: Any) -> None:
    """Add an optional input field; its GraphQL name is `name`, a keyword of Python's or not."""
    attribute = f"{name}_"
    owner.__annotations__[attribute] = kind | None
    setattr(owner, attribute, strawberry.field(name=name, default=UNSET))


def operators(scalar_name: str) -> type:
    """Return the filter of a scalar's fields, as `StringFilter`."""
    owner = named_class(f"{scalar_name}Filter")
    kind = PYTHON[scalar_name]
    for operator in scalar(scalar_name).operators:
        match operator:
            case "in" | "notIn":
                add(owner, operator, GenericAlias(list, (kind,)))
            case "isNull":
                add(owner, operator, bool)
            case _:
                add(owner, operator, kind)
    return strawberry.input(owner)


def related_types() -> set[str]:
    """Return the types that a list is of, or a relation leads to: those that are filtered."""
    lists = {listing.target for listing in LISTINGS.values()}
    return lists.union(
        *(
            {relation.target for relation in relations.values()}
            for binding in BINDINGS.values()
            for relations in (binding.to_one, binding.to_many, binding.plain)
        )
    )


FILTERS = {name: operators(name) for name in PYTHON}
FILTERED = [name for name in BINDINGS if name in related_types()]
WHERE = {name: named_class(f"{name}Where") for name in FILTERED}
ORDER_BY = {name: named_class(f"{name}OrderBy") for name in FILTERED}
# The filter of a to-one relation: that of its target, and `isNull`.
RELATED = {name: named_class(f"Related{name}Where") for name in FILTERED}
# The filter of a to-many relation: what some, none or every row at its end has to meet.
LISTED = {name: named_class(f"{name}ListWhere") for name in FILTERED}


def fill_where(owner: type, binding: Binding) -> None:
    for name, field in binding.fields.items():
        if field.operators:
            add(owner, name, FILTERS[field.type])
    for name, to_one in binding.to_one.items():
        add(owner, name, RELATED[to_one.target])
    for name, to_many in binding.to_many.items():
        if not to_many.arguments:
            add(owner, name, LISTED[to_many.target])
    for name, plain in binding.plain.items():
        add(owner, name, LISTED[plain.target])
    for name in ("and", "or"):
        add(owner, name, GenericAlias(list, (WHERE[binding.type],)))
    add(owner, "not", WHERE[binding.type])


def fill_order(owner: type, binding: Binding) -> None:
    for name, field in binding.fields.items():
        if field.is_ordered:
            add(owner, name, Order)
    for name, relation in binding.to_one.items():
        add(owner, name, ORDER_BY[relation.target])


for type_name in FILTERED:
    fill_where(WHERE[type_name], BINDINGS[type_name])
    fill_where(RELATED[type_name], BINDINGS[type_name])
    add(RELATED[type_name], "isNull", bool)
    for quantifier in ("some", "none", "every"):
        add(LISTED[type_name], quantifier, WHERE[type_name])
    fill_order(ORDER_BY[type_name], BINDINGS[type_name])
for inputs in (WHERE, RELATED, LISTED, ORDER_BY):
    for owner in inputs.values():
        strawberry.input(owner)
