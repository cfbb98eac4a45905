"""The values of a request, kept apart from its structure: a plan knows only their places."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from math import isfinite
from typing import Any

from sqlalchemy import ARRAY, LargeBinary, literal_column
from sqlalchemy.types import TypeEngine

from schema import limits
from schema.reads import refusals
from schema.reads.refusals import Place
from schema.reads.scalars import DIALECT, Expression, scalar

BYTES = "bytes"  # an order key that is no scalar of the API
LONGEST_NUMBER = 30  # digits before or after the point
MARK = "$v"  # before a value's number, until a statement's places are numbered


@cache
def bound(scalar_name: str, many: bool) -> TypeEngine[Any]:
    """Return the type that a value is bound as; a list is one array, whatever its length."""
    kind = LargeBinary() if scalar_name == BYTES else scalar(scalar_name).bound
    return ARRAY(kind) if many else kind


@cache
def type_name(scalar_name: str, many: bool) -> str:
    return bound(scalar_name, many).compile(dialect=DIALECT)


@dataclass(frozen=True, slots=True)
class Param:
    """The place of a value: its number in the request and the scalar it is one of."""

    number: int
    scalar: str
    many: bool = False

    @property
    def text(self) -> str:
        """Return the place as it stands in a statement until all its places are numbered."""
        return f"{MARK}{self.number}::{type_name(self.scalar, self.many)}"

    def sql(self) -> Expression:
        return literal_column(self.text, bound(self.scalar, self.many))


def of_viewer(scope: str) -> Expression:
    """Return the place of whoever asks: its `role`, its `name`, or the code of a scope it has."""
    return literal_column(f"{MARK}{scope}::text", bound("String", many=False))


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """Stands for the value of a variable; for the key of an id, of which the type is known.

    Or for one of the values of a cursor: `order` is the cursor's, `kinds` its scalars.
    """

    name: str
    type_name: str = ""
    order: str = ""
    kinds: tuple[str, ...] = ()
    number: int = 0


@dataclass(slots=True)
class Values:
    """The values of one request, in the order in which its plan met them."""

    values: list[Any] = field(default_factory=list)
    conditions: int = 0
    relations: int = 0

    def count(self, place: Place, argument: str, *, is_relation: bool) -> None:
        """Count a condition of a filter; refuse one too many."""
        self.conditions += 1
        self.relations += is_relation
        if self.conditions > limits.MOST_CONDITIONS:
            raise place.error(refusals.TooManyConditions(most=limits.MOST_CONDITIONS), argument)
        if self.relations > limits.MOST_RELATIONS:
            raise place.error(refusals.TooManyRelations(most=limits.MOST_RELATIONS), argument)

    def add(self, value: object, scalar_name: str) -> Param:
        self.values.append(plain(value))
        return Param(len(self.values) - 1, scalar_name)

    def add_many(self, values: Sequence[object], scalar_name: str) -> Param:
        self.values.append([plain(value) for value in values])
        return Param(len(self.values) - 1, scalar_name, many=True)


def plain(value: object) -> object:
    """Return what is bound for a value: an enum's text, a float as it was written."""
    if isinstance(value, Enum):
        return value.value
    return Decimal(repr(value)) if isinstance(value, float) else value


def checked(value: object, argument: str, place: Place) -> object:
    """Return `value`, or refuse what PostgreSQL can't hold."""
    if not is_bindable(value):
        unstorable = (
            refusals.TextUnstorable if isinstance(value, str) else refusals.NumberUnstorable
        )
        raise place.error(unstorable(path=argument), argument)
    return value


def is_bindable(value: object) -> bool:
    """Whether PostgreSQL can hold a value."""
    if isinstance(value, str):
        return is_storable(value)
    return not isinstance(value, float) or isfinite(value)


def is_storable(text: str) -> bool:
    return "\x00" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def number(text: str) -> Decimal:
    """Return the number that `text` writes; raises ArithmeticError or ValueError."""
    found = Decimal(text)
    if not found.is_finite() or abs(found.adjusted()) > LONGEST_NUMBER or len(text) > 80:
        raise ValueError(text)
    return found


def instant(text: str) -> datetime:
    """Return the instant that `text` writes with its offset; raises ValueError, OverflowError."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(text)
    return found.astimezone(UTC)
