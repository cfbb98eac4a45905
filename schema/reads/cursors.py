"""Cursors: the order they belong to and where in it they stand, as opaque text.

A cursor is base64url of a JSON array: the order's name, then the row's values in that order, each
as PostgreSQL's text or null.
"""

import base64
import binascii
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import orjson
from sqlalchemy import Text, cast, func

from schema.reads.scalars import Expression, constant
from schema.reads.values import BYTES, Mark, instant, is_storable, number

READERS: dict[str, Callable[[str], Any]] = {
    "BigInt": int,
    "Int": int,
    "Float": number,
    "Decimal": number,
    "Boolean": {"true": True, "false": False}.__getitem__,
    "Date": date.fromisoformat,
    "DateTime": instant,
    BYTES: lambda text: bytes.fromhex(text.removeprefix("\\x")),
}
BITS = {"Int": 31, "BigInt": 63}


def written(order: str, values: Sequence[Expression]) -> Expression:
    """Return the SQL of a row's cursor; PostgreSQL's base64 has line breaks, a cursor has none."""
    parts = func.json_build_array(constant(order), *(cast(value, Text) for value in values))
    encoded = func.encode(func.convert_to(cast(parts, Text), constant("UTF8")), constant("base64"))
    return func.translate(encoded, constant("+/=\n"), constant("-_"))


def read(cursor: str | Mark, order: str, kinds: Sequence[str]) -> list[Any] | None:
    """Return the values of a cursor of `order`; None where it is not one."""
    if isinstance(cursor, Mark):
        places = range(len(kinds))
        return [Mark(cursor.name, "", order, tuple(kinds), place) for place in places]
    try:
        text = base64.urlsafe_b64decode(cursor.encode("ascii") + b"==")
        name, *parts = orjson.loads(text)
        if name != order or len(parts) != len(kinds):
            return None
        return [value(part, kind) for part, kind in zip(parts, kinds, strict=True)]
    except (ValueError, TypeError, KeyError, ArithmeticError, binascii.Error):
        return None


def value(part: str | None, kind: str) -> Any:
    if part is None:
        return None
    if not is_storable(part):
        raise ValueError(part)
    found = READERS.get(kind, str)(part)
    if kind in BITS and abs(found) >= 2 ** BITS[kind]:
        raise ValueError(part)
    return found
