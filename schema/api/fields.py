"""Fields that the compiler answers: a description in both languages, a list's arguments."""

from types import GenericAlias
from typing import Any

import strawberry
from strawberry import UNSET
from strawberry.annotation import StrawberryAnnotation
from strawberry.types.arguments import StrawberryArgument

from schema.api.filters import ORDER_BY, PYTHON, WHERE

DESCRIPTIONS = {
    "where": "Which rows. 筛选条件。",
    "orderBy": "In which order, one field in each object. 排序，每个对象一个字段。",
    "first": "How many from the beginning, at most 500. 从头取的条数，最多 500。",
    "after": "Begin after this cursor. 从此游标之后开始。",
    "last": "How many from the end, at most 500. 从末尾取的条数，最多 500。",
    "before": "End before this cursor. 到此游标之前为止。",
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


def asking(english: str, chinese: str, **required: Any) -> Any:
    """Return a field with required arguments."""
    field = said(english, chinese)
    field.arguments = [argument(name, kind, required=True) for name, kind in required.items()]
    return field


def listing(of: str, english: str, chinese: str, **required: str) -> Any:
    """Return a list's field: its own required arguments, then those that every list has."""
    field = asking(english, chinese, **{name: PYTHON[kind] for name, kind in required.items()})
    field.arguments += [
        argument("where", WHERE[of]),
        argument("orderBy", GenericAlias(list, (ORDER_BY[of],))),
        argument("first", int),
        argument("after", str),
        argument("last", int),
        argument("before", str),
    ]
    return field
