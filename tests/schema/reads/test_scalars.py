"""Each scalar's form on the wire is the one that graphql-core and orjson give."""

import base64
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import asyncpg
import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import literal_column, select
from sqlalchemy.dialects.postgresql import asyncpg as dialect

from schema.reads import cursors
from schema.reads.scalars import SCALARS, scalar

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
WRITTEN = {
    "ID": st.integers(-(2**63), 2**63 - 1),
    "String": WORDS,
    "Int": st.integers(-(2**31), 2**31 - 1),
    "Float": st.decimals(-10, 10, places=4),
    "Decimal": st.decimals(0, 10**9, places=2),
    "Boolean": st.booleans(),
    "Date": st.dates(date(1900, 1, 1), date(9999, 1, 1)),
    "DateTime": st.datetimes(
        datetime(1900, 1, 1),  # noqa: DTZ001  hypothesis adds the zone
        datetime(9998, 1, 1),  # noqa: DTZ001
        timezones=st.just(timezone(timedelta(hours=8))),
    ),
    "JSON": st.dictionaries(WORDS, st.integers(-(2**53), 2**53) | WORDS | st.none()).map(
        lambda found: orjson.dumps(found).decode()
    ),
}
STORED = {
    "ID": "bigint",
    "String": "text",
    "Int": "int",
    "Float": "numeric(10, 4)",
    "Decimal": "numeric(12, 2)",
    "Boolean": "boolean",
    "Date": "date",
    "DateTime": "timestamptz",
    "JSON": "json",
}


def expected(name: str, value: Any) -> Any:
    match name:
        case "ID" | "Decimal" | "Date":
            return str(value)
        case "Float":
            return float(value) + 0.0  # PostgreSQL knows no -0
        case "JSON":
            return orjson.Fragment(value)
        case "DateTime":
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case _:
            return value


def row_of(name: str, stored: str) -> str:
    """Return a statement that writes `stored` as the scalar `name`."""
    value: Any = literal_column("value", scalar(name).bound)
    written = select(scalar(name).written(value).label("value"))
    text = written.compile(dialect=dialect.dialect())  # type: ignore[no-untyped-call]
    return f"select row_to_json(r)::text from ({text} from (select {stored}) v (value)) r"


@pytest.mark.parametrize("name", WRITTEN)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
async def test_a_scalar_has_the_bytes_that_orjson_writes(
    name: str, data: st.DataObject, conn: asyncpg.Connection
):
    value = data.draw(WRITTEN[name])

    text = await conn.fetchval(
        row_of(name, f"$1::{STORED[name]}"),
        value,
    )

    assert text.encode() == orjson.dumps({"value": expected(name, value)})


@pytest.mark.parametrize("name", WRITTEN)
async def test_null_is_null_in_every_scalar(name: str, conn: asyncpg.Connection):
    text = await conn.fetchval(row_of(name, f"null::{STORED[name]}"))

    assert text == '{"value":null}'


def test_every_scalar_of_the_wire_is_tested():
    assert set(WRITTEN) == set(SCALARS) - {"BigInt"}


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("Int", "7", 7),
        ("Int", "2147483648", ...),
        ("Int", "x", ...),
        ("BigInt", "9223372036854775807", 2**63 - 1),
        ("BigInt", "9223372036854775808", ...),
        ("Decimal", "1.50", Decimal("1.50")),
        ("Decimal", "NaN", ...),
        ("Decimal", "x", ...),
        ("Boolean", "true", True),
        ("Boolean", "t", ...),
        ("Date", "2020-07-01", date(2020, 7, 1)),
        ("DateTime", "2020-07-01 00:00:00+00", datetime(2020, 7, 1, tzinfo=UTC)),
        ("DateTime", "later", ...),
        ("String", "a\0", ...),
        ("bytes", "\\xff", b"\xff"),
        ("Int", None, None),
        ("Int", 7, ...),
    ],
)
def test_a_cursor_s_value_is_read_or_refused(kind: str, text: Any, value: Any):
    cursor = base64.urlsafe_b64encode(orjson.dumps(["o", text])).decode().rstrip("=")

    found = cursors.read(cursor, "o", [kind])

    assert found == (None if value is ... else [value])


@pytest.mark.parametrize("cursor", ["WyJvIl0", "W10", "e30", "", "=", "W", "é", "WyJvIiwgMSwgMl0"])
def test_what_is_no_cursor_is_refused(cursor: str):
    assert cursors.read(cursor, "o", ["Int"]) is None
