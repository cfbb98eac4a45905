"""Fields that the compiler answers: a description in both languages, a list's arguments."""

from types import GenericAlias
from typing import Any

import strawberry
from strawberry import UNSET
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument

from schema.api.filters import ORDER_BY, PYTHON, WHERE
from schema.api.scalars import DateTime

DESCRIPTIONS = {
    "where": "Which rows. 筛选条件。",
    "orderBy": "In which order, one field in each object. 排序，每个对象一个字段。",
    "first": "How many from the beginning, at most 500. 从头取的条数，最多 500。",
    "after": "Begin after this cursor. 从此游标之后开始。",
    "last": "How many from the end, at most 500. 从末尾取的条数，最多 500。",
    "before": "End before this cursor. 到此游标之前为止。",
    "from": "From this sealed instant. 起始封存时间。",
    "to": "To this sealed instant. 截止封存时间。",
    "asOf": "As recorded by this sealed instant, with all below. 截至此封存时间的记录。",
}


def said(english: str, chinese: str, **options: Any) -> Any:
    """Return a field with its description; `default` in the options makes it optional."""
    return strawberry.field(description=f"{english} {chinese}", **options)


def argument(name: str, kind: Any, required: bool = False) -> StrawberryArgument:
    return StrawberryArgument(
        python_name=name,
        graphql_name=name,
        type_annotation=StrawberryAnnotation(kind if required else kind | None),
        default=UNSET,
        description=DESCRIPTIONS.get(name),
    )


def asking(english: str, chinese: str, *, has_past: bool = False, **required: Any) -> Any:
    """Return a field with required arguments, and `asOf` where its past can be asked for."""
    field = said(english, chinese)
    field.arguments = [argument(name, kind, required=True) for name, kind in required.items()]
    field.arguments += [argument("asOf", DateTime)] if has_past else []
    return field


def listing(of: str, english: str, chinese: str, *, has_past: bool = False, **required: str) -> Any:
    """Return a list's field: its own required arguments, then those that every list has.

    The underscore that ends a keyword of Python's is no part of the argument's name.
    """
    own = {name.removesuffix("_"): PYTHON[kind] for name, kind in required.items()}
    field = asking(english, chinese, has_past=has_past, **own)
    field.arguments += [
        argument("where", WHERE[of]),
        argument("orderBy", GenericAlias(list, (ORDER_BY[of],))),
        argument("first", int),
        argument("after", str),
        argument("last", int),
        argument("before", str),
    ]
    return field
