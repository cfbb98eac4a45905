"""What a binding is: a GraphQL type, its table, its relations, and who sees which rows.

Expressions are functions of a `Row`, so one declaration serves filters, orders and answers,
whatever alias the table has in a statement.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from sqlalchemy import BigInteger, Integer, Table, Text, cast, literal_column
from sqlalchemy.sql.elements import ColumnElement

from enrollment.actors import Role
from enrollment.errors import Refusal
from schema.reads.scalars import Expression, constant, scalar

Predicate: TypeAlias = ColumnElement[bool]
Rule: TypeAlias = Callable[["Row"], Predicate]
Arguments: TypeAlias = Mapping[str, Expression]

UNORDERED = {"ID", "JSON"}
KEY_TYPES = {Text: "String", Integer: "Int", BigInteger: "BigInt"}


class Row:
    """A table's row under an alias: `row.seats` is the SQL of its column.

    `used` collects the columns that were asked for; `is_seen` tells that the row is part of one
    whose sight has been looked at.
    """

    def __init__(self, alias: str, table: Table, is_seen: bool = False) -> None:
        self.alias = alias
        self.table = table
        self.is_seen = is_seen
        self.used: dict[str, None] = {}

    def __getattr__(self, name: str) -> Expression:
        column = self.table.columns[name]
        self.used[name] = None
        return literal_column(f"{self.alias}.{name}", column.type)


@dataclass(frozen=True, eq=False)
class Right:
    """Which rows of a table a role sees, in words and as a rule; without one it sees them all."""

    chinese: str
    english: str
    rule: Rule | None = None


Rights: TypeAlias = Mapping[Role, Right]

ALL = Right("全部", "all of them")
EVERYONE: Rights = dict.fromkeys(Role, ALL)


@dataclass(frozen=True, eq=False)
class Field:
    """A scalar field; `order` is what it sorts by where that is not its own value.

    `is_query`: its value is a subquery, so an order through a relation computes it once for each
    row at the relation's end, not for each row of the list. To a role that is not in `seen_by` it
    is null, in answers, filters and orders alike. A list is neither filtered nor ordered by.
    `in_past`: the SQL of what an answer as of an instant has instead, if that is nothing of then.
    """

    type: str
    value: Callable[[Row], Expression]
    nullable: bool = True
    order: Callable[[Row], Expression] | None = None
    is_query: bool = False
    seen_by: frozenset[Role] = frozenset(Role)
    is_list: bool = False
    in_past: str | None = None

    def __post_init__(self) -> None:
        assert self.nullable or len(self.seen_by) == len(Role), "null to some, so nullable"

    @property
    def operators(self) -> tuple[str, ...]:
        """The operators of the field's filter; none where it has no filter."""
        return () if self.is_list else scalar(self.type).operators

    @property
    def is_ordered(self) -> bool:
        return self.type not in UNORDERED and not self.is_list


@dataclass(frozen=True, eq=False)
class ToOne:
    """A relation to at most one row of `target`."""

    target: str
    on: Callable[[Row, Row], Predicate]
    nullable: bool = True


@dataclass(frozen=True, eq=False)
class ToMany:
    """A relation to rows of `target`, paged; `arguments` are its own besides the list's.

    `is_part`: its rows are parts of the row, so whoever sees the row sees them.
    """

    target: str
    on: Callable[[Row, Row, Arguments], Predicate]
    arguments: Mapping[str, str] = field(default_factory=dict)
    is_part: bool = False


@dataclass(frozen=True, eq=False)
class Through:
    """A relation to rows of `target` by the rows of `middle` that `on` finds and the role sees.

    `key` is the key of the target's row that a middle row leads to.
    """

    target: str
    middle: str
    on: Callable[[Row, Row], Predicate]
    key: Callable[[Row], Expression]
    arguments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Plain:
    """A relation to the few rows of `target`, all of them, in the order of its key."""

    target: str
    on: Callable[[Row, Row], Predicate]


Relation: TypeAlias = ToOne | ToMany | Through | Plain


@dataclass(frozen=True, eq=False)
class Total:
    """An aggregate over the rows of a list."""

    type: str
    value: Callable[[Row], Expression]


@dataclass(frozen=True, eq=False)
class Binding:
    """A GraphQL object type and the table that answers it.

    `keys` are the columns that tell its rows apart; every order ends in them. A type without any
    is one object made of all rows that a relation finds, null where it finds none: its fields are
    aggregates. `visible` says which rows each role sees. `where` says which rows of the table are
    of the type at all. `present` turns the key that an id was given by into today's.
    """

    type: str
    table: Table
    keys: tuple[str, ...]
    fields: Mapping[str, Field]
    visible: Rights
    to_one: Mapping[str, ToOne] = field(default_factory=dict)
    to_many: Mapping[str, ToMany | Through] = field(default_factory=dict)
    plain: Mapping[str, Plain] = field(default_factory=dict)
    totals: Mapping[str, Total] = field(default_factory=dict)
    where: Rule | None = None
    present: Callable[[Expression], Expression] = lambda key: key

    def __post_init__(self) -> None:
        assert self.visible.keys() == set(Role), f"every role's right to {self.type}"

    @property
    def key(self) -> str:
        """The one key of a type that has an id."""
        (only,) = self.keys
        return only

    def relation(self, name: str) -> Relation | None:
        return self.to_one.get(name) or self.to_many.get(name) or self.plain.get(name)

    def key_type(self, key: str) -> str:
        """Return the scalar that a key column is of."""
        return KEY_TYPES[type(self.table.columns[key].type)]


@dataclass(frozen=True, eq=False)
class Listing:
    """A root field that is a list; where `exists` finds nothing, `absent` is said.

    `is_between`: it is about what changed between its arguments `from` and `to`.
    """

    target: str
    arguments: Mapping[str, str] = field(default_factory=dict)
    where: Callable[[Row, Arguments], Predicate] | None = None
    exists: Callable[[Arguments], Predicate] | None = None
    absent: type[Refusal] | None = None
    is_between: bool = False


@dataclass(frozen=True, eq=False)
class Single:
    """A root field that is one row or null; or, where none is found, `absent` is said."""

    target: str
    arguments: Mapping[str, str]
    where: Callable[[Row, Arguments], Predicate]
    prefer: Callable[[Row], Expression] | None = None
    absent: type[Refusal] | None = None


def camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)


def column(type_name: str, name: str, nullable: bool, order: str | None = None) -> Field:
    return Field(
        type_name,
        lambda row: getattr(row, name),
        nullable,
        None if order is None else lambda row: getattr(row, order),
    )


def columns(table: Table, **types: str) -> dict[str, Field]:
    """Bind columns by name: `seats="Int"` becomes the field `seats`; names sort in pinyin order."""
    return {
        camel(name): column(
            type_name,
            name,
            bool(table.columns[name].nullable),
            "name_order" if name == "name_zh" and "name_order" in table.columns else None,
        )
        for name, type_name in types.items()
    }


def identity(type_name: str, key: str) -> Field:
    """Bind `id`: the type and the key, as `County:141124`."""
    return Field(
        "ID",
        lambda row: constant(f"{type_name}:").concat(cast(getattr(row, key), Text)),
        nullable=False,
    )
