"""What can be no description is refused, and what is described goes nowhere."""

import asyncio
import logging
from datetime import date

import asyncpg
import pytest

from enrollment import errors
from enrollment.eligibility import Stay
from tests.enrollment.eligibility.described import (
    BORN,
    ENTERED,
    GIRL,
    XING,
    a_candidate,
    answers,
)
from tests.enrollment.factories import LIN


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"registrations": [Stay("149999")]}, errors.PlaceUnknown),
        ({"registrations": [Stay("临县")]}, errors.PlaceUnknown),
        ({"schools": [Stay("１４１１２４")]}, errors.PlaceUnknown),
        ({"schools": [Stay("140000")]}, errors.PlaceUnknown),
        ({"schools": [Stay(LIN, ENTERED), Stay(XING, ENTERED)]}, errors.StaysDisordered),
        ({"schools": [Stay(LIN, ENTERED), Stay(XING), Stay(LIN, BORN)]}, errors.StaysDisordered),
        ({"registrations": [Stay(LIN)] * 21}, errors.TooManyStays),
        ({"registrations": [Stay(LIN, date(1, 1, 1))]}, errors.DateImplausible),
        ({"graduated_on": date(9999, 12, 31)}, errors.DateImplausible),
    ],
)
async def test_what_can_be_no_description_is_refused_and_not_repeated(
    changes: dict[str, object], refusal: type[errors.Refusal], conn: asyncpg.Connection
):
    with pytest.raises(refusal) as refused:
        await answers(conn, a_candidate(**changes))

    said = refused.value.message("zh") + refused.value.message("en")
    assert not any(text in said for text in ("149999", "9999", "2017", "临县"))


async def test_a_check_writes_and_logs_nothing(
    conn: asyncpg.Connection, caplog: pytest.LogCaptureFixture
):
    sent: list[object] = []
    caplog.set_level(logging.DEBUG)

    def listen(query: object) -> None:
        sent.append(query)

    with conn.query_logger(listen):
        await answers(conn, GIRL)
        await asyncio.sleep(0)  # the driver tells of a query on the loop's next turn

    assert not caplog.records
    assert len(sent) == 1
    assert all(LIN not in str(query) and repr(ENTERED) not in str(query) for query in sent)
