"""The one table that says how each scalar is bound, filtered and written in SQL.

Numbers that JSON readers would round (bigint, numeric) are written as text, instants in UTC with
their offset, and floats the way orjson writes them, so that both roads give the same bytes.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
    DateTime,
    Integer,
    Numeric,
    Text,
    case,
    cast,
    func,
    literal_column,
)
from sqlalchemy.dialects.postgresql import JSON, asyncpg
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.types import TypeEngine

Expression: TypeAlias = ColumnElement[Any]

DIALECT = asyncpg.dialect()  # type: ignore[no-untyped-call]

INSTANT = 'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'

EVERY = ("eq", "ne", "in", "notIn", "isNull")
ORDERED = ("lt", "lte", "gt", "gte")
TEXTUAL = ("contains", "startsWith")


@dataclass(frozen=True)
class Scalar:
    """A scalar: the SQL type of its values, its filter operators, its form on the wire."""

    bound: TypeEngine[Any]
    operators: tuple[str, ...]
    written: Callable[[Expression], Expression] = lambda value: value


def constant(text: str) -> Expression:
    """Return `text` as SQL of the statement itself, so that its text depends on structure only."""
    quoted = text.replace("'", "''")
    return literal_column(f"'{quoted}'", Text())


def as_text(value: Expression) -> Expression:
    return cast(value, Text)


def as_float(value: Expression) -> Expression:
    """Write a numeric as orjson writes the float: 1.0, 0.85."""
    plain = cast(func.trim_scale(value), Text)
    whole = cast(func.trunc(value), Text).concat(constant(".0"))
    return cast(case((value == func.trunc(value), whole), else_=plain), JSON)


def as_instant(value: Expression) -> Expression:
    return func.to_char(func.timezone(constant("UTC"), value), constant(INSTANT))


SCALARS = {
    "ID": Scalar(Text(), (), as_text),
    "String": Scalar(Text(), EVERY + TEXTUAL),
    "BigInt": Scalar(BigInteger(), ()),  # keys, never on the wire
    "Int": Scalar(Integer(), EVERY + ORDERED),
    "Float": Scalar(Numeric(), EVERY + ORDERED, as_float),
    "Decimal": Scalar(Numeric(), EVERY + ORDERED, as_text),
    "Boolean": Scalar(Boolean(), EVERY),
    "Date": Scalar(Date(), EVERY + ORDERED, as_text),
    "DateTime": Scalar(DateTime(timezone=True), EVERY + ORDERED, as_instant),
    "JSON": Scalar(JSON(), ()),
}
ENUM = Scalar(Text(), EVERY)


def scalar(name: str) -> Scalar:
    """Return the scalar called `name`; a name not in the table is an enum's, stored as text."""
    return SCALARS.get(name, ENUM)
