from dataclasses import replace

import asyncpg
import pytest

from tests.enrollment import factories
from tests.enrollment.admissions.test_recording import OFFICE, a_row, recorded, refusals
from tests.enrollment.factories import PROVINCE


async def test_another_institution_s_published_line_is_seen_and_not_one_s_own(
    conn: asyncpg.Connection,
) -> None:
    plan = await factories.a_plan(conn, seats=40)
    other = replace(OFFICE, institution="10112")

    found = await refusals(conn, a_row(plan.line), actor=other)

    assert found == [("0", "line", "FORBIDDEN")]
    await recorded(conn, a_row(plan.line), actor=PROVINCE)


async def test_another_institution_s_hidden_line_is_not_found(conn: asyncpg.Connection) -> None:
    plan = await factories.a_plan(conn, seats=40)
    await conn.execute(
        "update source_plan set state = 'APPROVED', submitted_by = 'a', approved_by = 'b'"
    )

    found = await refusals(conn, a_row(plan.line), actor=replace(OFFICE, institution="10112"))

    assert found == [("0", "line", "NOT_FOUND")]


@pytest.mark.parametrize(
    "hidden",
    [
        "update special_plan set state = 'CLOSED'",
        "update source_plan set state = 'APPROVED', submitted_by = 'a', approved_by = 'b'",
    ],
)
async def test_admissions_are_of_published_lines_of_plans_that_are_not_closed(
    conn: asyncpg.Connection, hidden: str
) -> None:
    plan = await factories.a_plan(conn, seats=40)
    await conn.execute(hidden)

    found = await refusals(conn, a_row(plan.line))

    assert found == [("0", "line", "ADMISSIONS_NOT_OPEN")]


async def test_a_sample_has_no_admissions_recorded(conn: asyncpg.Connection) -> None:
    await factories.published(conn, factories.a_line(), is_sample=True)
    line = await conn.fetchval("select id from quota_line")

    found = await refusals(conn, a_row(line))

    assert found == [("0", "line", "SAMPLE_LINE")]


async def test_a_sample_that_gave_way_is_not_found(conn: asyncpg.Connection) -> None:
    await factories.published(conn, factories.a_line(), is_sample=True)
    line = await conn.fetchval("select id from quota_line")
    await factories.a_plan(conn)

    found = await refusals(conn, a_row(line), actor=PROVINCE)

    assert found == [("0", "line", "NOT_FOUND")]
