"""`ledgerProof`: a year's sums, whether they add up, and how far they are sealed."""

from typing import Any

import asyncpg
import pytest
from asyncpg import Pool

from enrollment import sample
from enrollment.actors import PUBLIC, Actor, Role
from enrollment.ledger import seals
from enrollment.types import PlanKind
from schema.database.pool import ready
from schema.wire import Endpoint
from tests.enrollment.factories import a_line, a_plan, moved, published
from tests.schema.asking import OneConnection, answer, both_roads, refusal

PROOF = """
query ($year: Int!) {
  ledgerProof(year: $year) {
    year issued allocated pool withdrawn balanced sealedThrough sealHash isSample
  }
}
"""
SUMS = "query ($year: Int!) { ledgerProof(year: $year) { issued allocated pool withdrawn } }"
STANDING = "query ($year: Int!) { ledgerProof(year: $year) { issued balanced isSample } }"
PROVINCE = Actor(Role.PROVINCE, "staff:1")
LOCAL = {
    "plan_kind": PlanKind.LOCAL,
    "plan_nature_code": "2",
    "plan_nature": "地方专项计划",
    "county_code": "140122",
}


async def proof(
    endpoint: Endpoint,
    conn: asyncpg.Connection,
    query: str = SUMS,
    actor: Actor = PUBLIC,
    year: int = 2020,
) -> Any:
    found = await answer(endpoint, OneConnection(conn), query, actor, year=year)
    return found["ledgerProof"]


async def test_what_was_issued_is_in_the_pool_on_lines_or_withdrawn(
    endpoint: Endpoint, conn: asyncpg.Connection
):
    plan = await a_plan(conn, seats=40)
    await published(conn, a_line(seats=5, **LOCAL))
    await moved(conn, (plan.line, plan.pool, 7), (plan.pool, plan.withdrawn, 3))

    found = await proof(endpoint, conn)

    assert found == {"issued": 45, "allocated": 38, "pool": 4, "withdrawn": 3}


async def test_a_year_without_plans_is_balanced_at_nothing(
    endpoint: Endpoint, conn: asyncpg.Connection
):
    found = await proof(endpoint, conn, PROOF, year=2050)

    assert found == {
        "year": 2050,
        "issued": 0,
        "allocated": 0,
        "pool": 0,
        "withdrawn": 0,
        "balanced": True,
        "sealedThrough": None,
        "sealHash": None,
        "isSample": False,
    }


@pytest.mark.committed
async def test_the_seal_is_the_last_one(endpoint: Endpoint, committed: str):
    conn = await asyncpg.connect(committed, server_settings={"timezone": "UTC"})
    await ready(conn)
    await a_plan(conn)
    await seals.seal(conn)
    await published(conn, a_line(seats=41))
    sealed = await seals.seal(conn)
    assert sealed is not None

    found = await proof(endpoint, conn, PROOF)

    digest = await conn.fetchval("select encode(hash, 'hex') from seal where id = 2")
    assert found["sealHash"] == digest
    assert found["sealedThrough"] == sealed.sealed_at.isoformat()
    await conn.close()


@pytest.mark.parametrize(
    "statement",
    [
        "update quota_line set seats = seats + 1",
        "update special_plan set issued_seats = issued_seats + 1",
        "update special_plan set issued_seats = issued_seats + 1,"
        " unallocated_seats = unallocated_seats + 1",
        "update special_plan set issued_seats = issued_seats + 1,"
        " withdrawn_seats = withdrawn_seats + 1",
        "update leg set seats = seats + 1 where number = 1",
    ],
)
async def test_a_balance_that_is_not_the_sum_of_its_legs_shows(
    statement: str, endpoint: Endpoint, conn: asyncpg.Connection
):
    await a_plan(conn)
    before = await proof(endpoint, conn, STANDING)
    await conn.execute("set local session_replication_role = replica")

    await conn.execute(statement)

    after = await proof(endpoint, conn, STANDING)
    assert (before["balanced"], after["balanced"]) == (True, False)


async def test_samples_are_proven_where_there_is_nothing_real(
    endpoint: Endpoint, conn: asyncpg.Connection
):
    await sample.write(conn, lines=20, first_year=2020, last_year=2020)
    invented = await proof(endpoint, conn, STANDING)

    await published(conn, a_line(seats=5))

    real = await proof(endpoint, conn, STANDING)
    overseen = await proof(endpoint, conn, STANDING, PROVINCE)
    assert invented["issued"] > 5
    assert (invented["balanced"], invented["isSample"]) == (True, True)
    assert real == overseen == {"issued": 5, "balanced": True, "isSample": False}


async def test_a_plan_whose_balances_are_not_told_is_in_the_sums_of_overseers_only(
    endpoint: Endpoint, conn: asyncpg.Connection
):
    await a_plan(conn, seats=40)
    await conn.execute("update source_plan set state = 'DRAFT'")
    await conn.execute(
        "update special_plan set state = 'OPEN', submission_opens = '2020-01-01',"
        " submission_closes = '2020-02-01'"
    )
    county = Actor(Role.COUNTY, "a bureau", county="141124")

    found = [
        (await proof(endpoint, conn, actor=actor))["allocated"]
        for actor in (PUBLIC, county, PROVINCE, Actor(Role.AUDITOR, "an auditor"))
    ]

    assert found == [0, 0, 40, 40]


@pytest.mark.parametrize("year", [1999, 2101])
async def test_a_year_that_no_plan_can_be_of_is_refused(year: int, endpoint: Endpoint, pool: Pool):
    assert await refusal(endpoint, pool, PROOF, year=year) == "YEAR_IMPLAUSIBLE"


@pytest.mark.parametrize("year", [2017, 2018, 2019, 2021])
async def test_both_roads_say_the_same(year: int, endpoint: Endpoint, pool: Pool):
    compiled, executed = await both_roads(endpoint, pool, PROOF, PROVINCE, year=year)

    assert compiled == executed
    assert b'"balanced":true' in compiled
