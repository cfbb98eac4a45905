"""The values of a request, kept apart from its structure: a plan knows only their places."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from graphql import FieldNode
from sqlalchemy import ARRAY, LargeBinary, bindparam
from sqlalchemy.types import TypeEngine

from schema.reads import refusals
from schema.reads.scalars import Expression, scalar

BYTES = "bytes"  # an order key that is no scalar of the API


@dataclass(frozen=True, slots=True)
class Param:
    """The place of a value: its number in the request and the scalar it is one of."""

    number: int
    scalar: str
    many: bool = False

    def sql(self) -> Expression:
        """Return the bound parameter; a list is one array, whatever its length."""
        kind: TypeEngine[Any] = LargeBinary() if self.scalar == BYTES else scalar(self.scalar).bound
        return bindparam(f"v{self.number}", type_=ARRAY(kind) if self.many else kind)


@dataclass(slots=True)
class Values:
    """The values of one request, in the order in which its plan met them."""

    values: list[Any] = field(default_factory=list)

    def add(self, value: object, scalar_name: str) -> Param:
        self.values.append(plain(value))
        return Param(len(self.values) - 1, scalar_name)

    def add_many(self, values: Sequence[object], scalar_name: str) -> Param:
        self.values.append([plain(value) for value in values])
        return Param(len(self.values) - 1, scalar_name, many=True)


def plain(value: object) -> object:
    """Return the stored form of an enum's member, anything else as it is."""
    return value.value if isinstance(value, Enum) else value


def checked(value: object, name: str, node: FieldNode, path: tuple[str, ...]) -> object:
    """Return `value`, or refuse text that PostgreSQL can't hold."""
    if isinstance(value, str) and not is_storable(value):
        raise refusals.at(refusals.TextUnstorable(path=name), node, path)
    return value


def is_storable(text: str) -> bool:
    return "\x00" not in text and not any("\ud800" <= char <= "\udfff" for char in text)
