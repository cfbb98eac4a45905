"""Scalars beyond GraphQL's own: checked on the way in, the compiler's text on the way out."""

from datetime import date, datetime
from decimal import Decimal as Number
from typing import NewType

import strawberry
from graphql import GraphQLError
from strawberry.types.scalar import ScalarDefinition

from schema.reads.values import instant, number


def read_date(value: object) -> date:
    try:
        if isinstance(value, str) and len(value) == 10:
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise GraphQLError(f"Date is YYYY-MM-DD, as 2020-07-01; got {value!r}. 日期格式为 2020-07-01。")


def read_instant(value: object) -> datetime:
    try:
        if isinstance(value, str):
            return instant(value)
    except (ValueError, OverflowError):
        pass
    raise GraphQLError(
        "DateTime is RFC 3339 with an offset, as 2020-07-01T08:00:00+08:00; "
        f"got {value!r}. 时间须带时区，例如 2020-07-01T08:00:00+08:00。"
    )


def read_decimal(value: object) -> Number:
    try:
        if not isinstance(value, bool):
            return number(str(value))
    except (ValueError, ArithmeticError):
        pass
    raise GraphQLError(f'Decimal is a number as text, as "5000.00"; got {value!r}. 请填数字。')


Date = NewType("Date", str)
DateTime = NewType("DateTime", str)
Decimal = NewType("Decimal", str)
Json = NewType("Json", object)

SCALARS: dict[object, ScalarDefinition] = {
    Date: strawberry.scalar(
        name="Date", description="A day, YYYY-MM-DD. 日期。", serialize=str, parse_value=read_date
    ),
    DateTime: strawberry.scalar(
        name="DateTime",
        description="An instant, RFC 3339 with an offset. 时间，带时区。",
        serialize=str,
        parse_value=read_instant,
    ),
    Decimal: strawberry.scalar(
        name="Decimal",
        description="An exact number, as text. 精确小数，以文本表示。",
        serialize=str,
        parse_value=read_decimal,
    ),
    Json: strawberry.scalar(name="JSON", description="Of no fixed shape. 形状不定的数据。"),
}
