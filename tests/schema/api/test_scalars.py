"""Scalars of the API on their way in: what is read, and what is refused in words."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from graphql import GraphQLError

from schema.api import scalars


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (scalars.read_date, "2020-07-01", date(2020, 7, 1)),
        (scalars.read_instant, "2020-07-01T08:00:00+08:00", datetime(2020, 7, 1, tzinfo=UTC)),
        (scalars.read_instant, "2020-07-01T00:00:00Z", datetime(2020, 7, 1, tzinfo=UTC)),
        (scalars.read_decimal, "5000.00", Decimal("5000.00")),
        (scalars.read_decimal, 5000, Decimal(5000)),
        (scalars.read_decimal, 0.1, Decimal("0.1")),
    ],
)
def test_a_value_is_read(read: Any, text: object, value: object):
    assert read(text) == value


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (scalars.read_date, "2020-7-1"),
        (scalars.read_date, "20200701"),
        (scalars.read_date, "2020-02-30"),
        (scalars.read_date, 20200701),
        (scalars.read_instant, "2020-07-01T08:00:00"),
        (scalars.read_instant, "2020-07-01"),
        (scalars.read_instant, "10000-01-01T00:00:00Z"),
        (scalars.read_instant, 0),
        (scalars.read_decimal, "NaN"),
        (scalars.read_decimal, "Infinity"),
        (scalars.read_decimal, "1,000"),
        (scalars.read_decimal, True),
        (scalars.read_decimal, None),
    ],
)
def test_what_is_no_value_is_refused_in_both_languages(read: Any, text: object):
    with pytest.raises(GraphQLError) as refusal:
        read(text)

    assert any("一" <= character <= "鿿" for character in refusal.value.message)
    assert repr(text) in refusal.value.message
