"""Admissions over the wire: rows refused in their place, the good ones beside them."""

import asyncio
from typing import Any

import pytest

from enrollment.actors import Actor, Role
from tests.enrollment import factories
from tests.enrollment.factories import LIN, YANGQU
from tests.schema.client import Client

OFFICE = Actor(Role.ADMISSIONS, "staff:5", institution="10108")
RECORD = """mutation ($input: RecordAdmissionsInput!) { recordAdmissions(input: $input) {
    found: admissions { round originCounty { code } admitted lowestScore version
                        line { admitted enrolled fillRate } }
    errors { code message path conflict { field base theirs mine } } } }"""
EVENTS = "select count(*) from audit_event where verb = 'recordAdmissions'"
COUNTS = {"applied": 90, "filed": 45, "admitted": 30, "enrolled": 28, "withdrawn": 2}
HALF = {"applied": 45, "filed": 22, "admitted": 15, "enrolled": 14, "withdrawn": 1}


@pytest.fixture
async def line(client: Client) -> str:
    async with client.writes.acquire() as conn:
        plan = await factories.a_plan(conn, seats=40)  # type: ignore[arg-type]
    return f"QuotaLine:{plan.line}"


async def test_a_round_and_its_counties_are_answered_in_the_order_given(client: Client, line: str):
    rows: list[dict[str, Any]] = [
        {"line": line, "round": 1, "originCounty": YANGQU, **HALF},
        {"line": line, "round": 1, **COUNTS, "filed": 44, "lowestScore": "512.5"},
        {"line": line, "round": 1, "originCounty": LIN, **HALF},
    ]

    answer = await client.act(RECORD, OFFICE, rows=rows)

    together = {"admitted": 30, "enrolled": 28, "fillRate": 0.75}
    assert answer == {
        "found": [
            {
                "round": 1,
                "originCounty": code and {"code": code},
                "admitted": admitted,
                "lowestScore": score,
                "version": 1,
                "line": together,
            }
            for code, admitted, score in (
                (YANGQU, 15, None),
                (None, 30, "512.50"),
                (LIN, 15, None),
            )
        ],
        "errors": [],
    }


async def test_a_row_is_refused_by_its_path_and_its_numbers(client: Client, line: str):
    rows = [
        {"line": line, "round": 1, **COUNTS},
        {"line": "x", "round": 1, **COUNTS},
        {"line": line, "round": 2, **COUNTS, "admitted": 46},
    ]

    answer = await client.act(RECORD, OFFICE, rows=rows)

    assert answer["found"] is None
    assert [(error["code"], error["path"]) for error in answer["errors"]] == [
        ("NOT_FOUND", ["input", "rows", "1", "line"]),
        ("ADMITTED_ABOVE_FILED", ["input", "rows", "2", "admitted"]),
    ]
    assert "46" in answer["errors"][1]["message"]
    assert "45" in answer["errors"][1]["message"]
    assert await client.writes.fetchval("select count(*) from admission") == 0


async def test_a_repeat_under_a_key_is_told_the_same_of_written_and_refused_rows(
    client: Client, line: str
):
    asked: dict[str, Any] = {
        "rows": [{"line": line, "round": 1, **COUNTS}, {"line": line, "round": 0, **COUNTS}],
        "onError": "REJECT_ROWS",
        "idempotencyKey": "once",
    }

    first = await client.act(RECORD, OFFICE, **asked)
    again = await client.act(RECORD, OFFICE, **asked)

    assert first == again
    assert [each["round"] for each in first["found"]] == [1]
    assert [error["path"] for error in first["errors"]] == [["input", "rows", "1", "round"]]
    assert await client.writes.fetchval(EVENTS) == 1


async def test_a_conflict_of_a_row_carries_base_theirs_and_mine(client: Client, line: str):
    row: dict[str, Any] = {"line": line, "round": 1, **COUNTS}
    await client.act(RECORD, OFFICE, rows=[row])
    await client.act(RECORD, OFFICE, rows=[{**row, "lowestScore": "500"}])

    answer = await client.act(
        RECORD, OFFICE, rows=[{**row, "lowestScore": "510", "expectedVersion": 1}]
    )

    (error,) = answer["errors"]
    assert (error["code"], error["path"][-1]) == ("CONFLICT", "expectedVersion")
    assert error["conflict"] == [
        {"field": "lowestScore", "base": None, "theirs": "500.00", "mine": "510.00"}
    ]


async def test_of_rounds_recorded_at_once_those_that_fit_go_in(client: Client, line: str):
    rows = [{"line": line, "round": number, **COUNTS} for number in range(1, 9)]

    answers = await asyncio.gather(*(client.act(RECORD, OFFICE, rows=[row]) for row in rows))

    refused = [answer["errors"][0] for answer in answers if answer["errors"]]
    assert len(refused) == 7
    assert {error["code"] for error in refused} == {"ADMITTED_ABOVE_SEATS"}
    assert all("60" in error["message"] for error in refused)
    assert await client.writes.fetchval("select admitted from quota_line") == 30
