"""Instants that can be asked for: sealed ones; the past is read by who saw it then."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import pytest

from enrollment.actors import PUBLIC
from schema import problems
from schema.database.pool import ready
from schema.reads import planned
from schema.wire import Endpoint, Refused
from tests.enrollment.factories import a_draft, a_line, a_plan, moved, published
from tests.schema import sealed
from tests.schema.asking import AUDITOR, PROVINCE, OneConnection, a_question, answer

FIRST = datetime(2020, 6, 1, tzinfo=UTC)
LAST = datetime(2020, 7, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LINES = "query ($at: DateTime) { quotaLines(asOf: $at) { totalCount nodes { seats } } }"
CHANGES = """
    query ($from: DateTime!, $to: DateTime!) {
      quotaChanges(year: 2020, from: $from, to: $to) { totalCount } }
"""


@pytest.fixture
async def ledger(committed: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection that writes transactions of their own, and reads."""
    conn = await asyncpg.connect(committed, server_settings={"timezone": "UTC"})
    await ready(conn)
    yield conn
    await conn.close()


async def said(
    endpoint: Endpoint, conn: asyncpg.Connection, query: str, **given: datetime
) -> dict[str, Any]:
    """Return the refusal of a question, in both languages."""
    instants: dict[str, Any] = {name: value.isoformat() for name, value in given.items()}
    with pytest.raises(Refused) as refused:
        await answer(endpoint, OneConnection(conn), query, **instants)
    (error,) = refused.value.errors
    return problems.said(error, None)


async def seats(endpoint: Endpoint, conn: asyncpg.Connection, at: datetime | None) -> list[int]:
    given = at and at.isoformat()
    found = await answer(endpoint, OneConnection(conn), LINES, at=given)
    return [line["seats"] for line in found["quotaLines"]["nodes"]]


async def test_an_instant_later_than_the_last_sealed_one_is_refused_naming_it(
    endpoint: Endpoint, conn: asyncpg.Connection
):
    await sealed.seal(conn, FIRST)
    await sealed.seal(conn, LAST)

    found = await said(endpoint, conn, LINES, at=LAST + SECOND)

    assert found["extensions"] == {"code": "NOT_SEALED_YET", "argument": "asOf"}
    assert found["message"].count("2020-07-01T08:00:00+08:00") == 2  # in each language
    assert await seats(endpoint, conn, LAST) == []


async def test_an_instant_before_the_first_seal_is_refused_not_answered_with_nothing(
    endpoint: Endpoint, conn: asyncpg.Connection
):
    await a_plan(conn)
    await sealed.seal(conn, FIRST)

    found = await said(endpoint, conn, LINES, at=FIRST - SECOND)

    assert found["extensions"]["code"] == "BEFORE_FIRST_SEAL"
    assert found["message"].count("2020-06-01T08:00:00+08:00") == 2


async def test_without_a_seal_no_instant_is_answered(endpoint: Endpoint, conn: asyncpg.Connection):
    found = await said(endpoint, conn, LINES, at=FIRST)

    assert found["extensions"]["code"] == "NOTHING_SEALED"


async def test_both_instants_of_changes_are_sealed_ones_in_their_order(
    endpoint: Endpoint, conn: asyncpg.Connection
):
    await sealed.seal(conn, FIRST)
    await sealed.seal(conn, LAST)

    early = await said(endpoint, conn, CHANGES, **{"from": FIRST - SECOND, "to": LAST})
    late = await said(endpoint, conn, CHANGES, **{"from": FIRST, "to": LAST + SECOND})
    reversed_ = await said(endpoint, conn, CHANGES, **{"from": LAST, "to": FIRST})

    assert early["extensions"] == {"code": "BEFORE_FIRST_SEAL", "argument": "from"}
    assert late["extensions"] == {"code": "NOT_SEALED_YET", "argument": "to"}
    assert reversed_["extensions"] == {"code": "INSTANTS_REVERSED", "argument": "from"}


async def test_null_is_now(endpoint: Endpoint, conn: asyncpg.Connection):
    await a_plan(conn, seats=7)

    assert await seats(endpoint, conn, None) == [7]


@pytest.mark.parametrize(
    ("root", "rest"),
    [
        ("specialPlan(year: 2020, kind: NATIONAL", "{ title }"),
        ("specialPlans(first: 1", "{ totalCount }"),
        ('quotaLine(id: "QuotaLine:1"', "{ id }"),
        ("quotaLines(first: 1", "{ totalCount }"),
    ],
    ids=["specialPlan", "specialPlans", "quotaLine", "quotaLines"],
)
async def test_every_root_with_a_past_refuses_an_instant_that_is_not_sealed(
    root: str, rest: str, endpoint: Endpoint, conn: asyncpg.Connection
):
    query = f"query ($at: DateTime) {{ {root}, asOf: $at) {rest} }}"

    found = await said(endpoint, conn, query, at=FIRST)

    assert found["extensions"]["code"] == "NOTHING_SEALED"


async def test_one_document_asks_for_now_and_two_instants(
    endpoint: Endpoint, ledger: asyncpg.Connection
):
    plan = await a_plan(ledger, seats=7)
    await sealed.seal(ledger, FIRST)
    await moved(ledger, (plan.line, plan.pool, 2))
    await sealed.seal(ledger, LAST)
    await moved(ledger, (plan.line, plan.pool, 1))

    found = await answer(
        endpoint,
        OneConnection(ledger),
        """
        query ($first: DateTime, $last: DateTime) {
          first: quotaLines(asOf: $first) { totals { seats } }
          last: quotaLines(asOf: $last) { totals { seats } }
          now: quotaLines { totals { seats } } }
        """,
        first=FIRST.isoformat(),
        last=LAST.isoformat(),
    )

    assert {name: each["totals"]["seats"] for name, each in found.items()} == {
        "first": 7,
        "last": 5,
        "now": 4,
    }


def test_a_plan_knows_of_an_instant_only_that_there_is_one(endpoint: Endpoint):
    def plan(at: datetime | None) -> Any:
        operation = endpoint.operation(a_question(LINES, at=at and at.isoformat()))
        return planned.make(endpoint.selection(operation), operation.variables, PUBLIC)

    first, last, now = plan(FIRST), plan(LAST), plan(None)

    assert first[0] is last[0]
    assert first[0] != now[0]
    assert (FIRST in first[1], LAST in last[1]) == (True, True)


APPROVE = "update source_plan set state = 'APPROVED', submitted_by = 'a', approved_by = 'b'"


async def test_what_was_published_later_is_hidden_as_of_before(
    endpoint: Endpoint, ledger: asyncpg.Connection
):
    await published(ledger, a_line(seats=7))
    await ledger.execute(APPROVE)
    await sealed.seal(ledger, FIRST)
    await ledger.execute("update source_plan set state = 'PUBLISHED'")
    await sealed.seal(ledger, LAST)
    await ledger.execute(APPROVE)

    found = [await seats(endpoint, ledger, at) for at in (FIRST, LAST, None)]

    assert found == [[], [7], []]


async def test_nothing_may_be_done_to_the_past(endpoint: Endpoint, ledger: asyncpg.Connection):
    await a_draft(ledger)
    await sealed.seal(ledger, FIRST)
    query = "query ($at: DateTime) { specialPlans(asOf: $at) { nodes { state may } } }"

    now = await answer(endpoint, OneConnection(ledger), query, PROVINCE)
    then = await answer(endpoint, OneConnection(ledger), query, PROVINCE, at=FIRST.isoformat())

    assert now["specialPlans"]["nodes"] == [{"state": "DRAFT", "may": ["OPEN"]}]
    assert then["specialPlans"]["nodes"] == [{"state": "DRAFT", "may": []}]


async def test_an_area_is_that_of_then(endpoint: Endpoint, ledger: asyncpg.Connection):
    plan = await a_plan(ledger)
    await sealed.seal(ledger, FIRST)
    await ledger.execute(
        """
        insert into plan_area (special_plan_id, county_code, reason, document)
        select $1, code, 'exception', '晋教〔2020〕9号' from county
         where code not in (select county_code from plan_area where special_plan_id = $1) limit 1
        """,
        plan.id,
    )
    query = "query ($at: DateTime) { specialPlans(asOf: $at) { nodes { area { totalCount } } } }"

    counts = [
        (await answer(endpoint, OneConnection(ledger), query, AUDITOR, at=at))["specialPlans"]
        for at in (FIRST.isoformat(), None)
    ]

    then, now = (each["nodes"][0]["area"]["totalCount"] for each in counts)
    assert now == then + 1
