"""The shared metadata and the kinds of column that recur."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    PrimaryKeyConstraint,
    Table,
    Text,
)

metadata = MetaData()


def key(name: str = "id", kind: Any = BigInteger) -> Column[Any]:
    return Column(name, kind, primary_key=True)


def required(name: str, kind: Any = Text) -> Column[Any]:
    return Column(name, kind, nullable=False)


def optional(name: str, kind: Any = Text) -> Column[Any]:
    return Column(name, kind)


def name_order() -> Column[Any]:
    """Pinyin order of `name_zh`, computed by the database."""
    return Column("name_order", LargeBinary)


def decimal(name: str, precision: int, scale: int) -> Column[Any]:
    return Column(name, Numeric(precision, scale))


def provenance() -> Iterator[Column[Any]]:
    """Where a reference row comes from and how firmly it stands."""
    yield required("source")
    yield required("standing")


def versioning() -> Iterator[Column[Any]]:
    """Which version of the row this is and when it was recorded."""
    yield required("version", Integer)
    yield required("recorded_at", DateTime(timezone=True))
    yield required("recorded_xid", BigInteger)


def versions_of(table: Table, *more: Column[Any]) -> Table:
    """Return the table that keeps the replaced versions of `table`'s rows, and `more` of each."""
    return Table(
        f"{table.name}_version",
        metadata,
        *(Column(column.name, column.type, nullable=column.nullable) for column in table.columns),
        required("replaced_at", DateTime(timezone=True)),
        required("replaced_xid", BigInteger),
        *more,
        PrimaryKeyConstraint("id", "version"),
    )
