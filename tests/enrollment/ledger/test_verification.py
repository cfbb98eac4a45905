"""Whatever is changed behind the service's back is found and named."""

import asyncpg
import pytest

from enrollment.ledger import seals, verification
from enrollment.ledger.verification import Difference, Fault
from tests.enrollment.factories import Plan, moved

pytestmark = pytest.mark.committed


@pytest.fixture
async def sealed(ledger: asyncpg.Connection, plan: Plan) -> Plan:
    """Three movements by two seals: 40 seats issued, 3 back to the pool, 1 of these withdrawn."""
    await seals.seal(ledger)
    await moved(ledger, (plan.line, plan.pool, 3))
    await moved(ledger, (plan.pool, plan.withdrawn, 1))
    await seals.seal(ledger)
    return plan


async def tamper(conn: asyncpg.Connection, *statements: str) -> None:
    """Change rows as a superuser can, past every trigger and constraint of other tables."""
    async with conn.transaction():
        await conn.execute("set local session_replication_role = replica")
        for statement in statements:
            await conn.execute(statement)


async def found(conn: asyncpg.Connection) -> list[tuple[str, int | str]]:
    verified = await verification.verify(conn)
    return [(each.fault.value, each.id) for each in verified.differences]


async def test_a_ledger_as_it_was_sealed_is_well(ledger: asyncpg.Connection, sealed: Plan) -> None:
    waiting = await moved(ledger, (sealed.pool, sealed.line, 1))

    verified = await verification.verify(ledger)

    assert verified.differences == ()
    assert waiting == 4
    assert verified.counts == {
        "movements": 4,
        "legs": 5,
        "lines": 1,
        "plans": 1,
        "seals": 2,
        "unsealed": 1,
    }
    assert verified.hash == await ledger.fetchval("select hash from seal where id = 2")


async def test_without_any_seal_there_is_nothing_to_differ(ledger: asyncpg.Connection) -> None:
    verified = await verification.verify(ledger)

    assert (verified.hash, verified.differences) == (None, ())


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        (
            "update leg set seats = 4 where movement_id = 2",
            [("MOVEMENT_CHANGED", 2), ("LINE_BALANCE", 1), ("POOL_BALANCE", 1)],
        ),
        (
            "delete from leg where movement_id = 2",
            [("MOVEMENT_CHANGED", 2), ("LINE_BALANCE", 1), ("POOL_BALANCE", 1)],
        ),
        (
            "insert into leg values (3, 2, 3, 1, 7)",
            [("MOVEMENT_CHANGED", 3), ("LINE_BALANCE", 1), ("POOL_BALANCE", 1)],
        ),
        ("update movement set reason = 'x' where id = 3", [("MOVEMENT_CHANGED", 3)]),
        ("update movement set document_number = 'x' where id = 3", [("MOVEMENT_CHANGED", 3)]),
        (
            "update movement set recorded_at = recorded_at - interval '1 day' where id = 3",
            [("MOVEMENT_CHANGED", 3)],
        ),
        ("delete from movement where id = 2", [("MOVEMENT_MISSING", 2)]),
        (
            "insert into movement (kind, reason, actor, document_number, effective_on,"
            " recorded_xid) select kind, reason, actor, document_number, effective_on,"
            " recorded_xid from movement where id = 2",
            [("MOVEMENT_ADDED", 4)],
        ),
        (
            "update sealed_movement set digest = sha256('x') where movement_id = 2",
            [("MOVEMENT_CHANGED", 2), ("SEAL_CHANGED", 2)],
        ),
        (
            "delete from sealed_movement where movement_id = 2",
            [("MOVEMENT_ADDED", 2), ("SEAL_CHANGED", 2)],
        ),
        (
            "update seal set hash = sha256('x') where id = 1",
            [("SEAL_CHANGED", 1), ("SEAL_UNLINKED", 2)],
        ),
        ("update seal set horizon_xid = 0 where id = 1", [("SEAL_CHANGED", 1)]),
        (
            "update seal set sealed_at = now() where id = 1",
            [("SEAL_CHANGED", 1), ("SEAL_UNLINKED", 2)],
        ),
        ("update quota_line set seats = seats + 1", [("LINE_BALANCE", 1)]),
        ("update special_plan set issued_seats = 41", [("ISSUE_BALANCE", 1)]),
        ("update special_plan set unallocated_seats = 9", [("POOL_BALANCE", 1)]),
        ("update special_plan set withdrawn_seats = 9", [("WITHDRAWN_BALANCE", 1)]),
        ("delete from quota_line", [("LINE_BALANCE", 1)]),
    ],
)
async def test_what_was_tampered_with_is_named(
    statement: str, named: list[tuple[str, int]], ledger: asyncpg.Connection, sealed: Plan
) -> None:
    assert (sealed.id, sealed.line, sealed.pool) == (1, 1, 3)

    await tamper(ledger, statement)

    assert await found(ledger) == named


async def test_a_movement_taken_out_with_its_digest_breaks_its_seal(
    ledger: asyncpg.Connection, sealed: Plan
) -> None:
    await tamper(
        ledger,
        "delete from sealed_movement where movement_id = 3",
        "delete from leg where movement_id = 3",
        "delete from movement where id = 3",
        "update special_plan set withdrawn_seats = 0, unallocated_seats = unallocated_seats + 1",
    )

    assert await found(ledger) == [("SEAL_CHANGED", 2)]


async def test_a_ledger_that_was_sealed_anew_lacks_the_hash_that_was_known(
    ledger: asyncpg.Connection, sealed: Plan
) -> None:
    known = await ledger.fetchval("select encode(hash, 'hex') from seal order by id desc limit 1")
    before = await verification.verify(ledger, known.upper())

    await tamper(
        ledger,
        "update movement set reason = 'x' where id = 3",
        "delete from sealed_movement",
        "delete from seal",
    )
    await seals.seal(ledger)

    after = await verification.verify(ledger, known)
    assert before.differences == ()
    assert await found(ledger) == []
    assert after.differences == (Difference(Fault.SEAL_MISSING, known),)


async def test_a_seal_taken_out_of_the_chain_is_missed_by_the_next(
    ledger: asyncpg.Connection, sealed: Plan
) -> None:
    await tamper(
        ledger,
        "update sealed_movement set seal_id = 2",
        "delete from seal where id = 1",
    )

    assert await found(ledger) == [("SEAL_CHANGED", 2), ("SEAL_UNLINKED", 2)]


async def test_a_difference_is_said_in_both_languages(
    ledger: asyncpg.Connection, sealed: Plan
) -> None:
    difference = Difference(Fault.LINE_BALANCE, 4, 38, 37)

    assert difference.message("zh") == "分专业计划 4 的名额为 38，按各笔变动应为 37。"
    assert difference.message("en") == "Quota line 4 has 38 seats; its legs add up to 37."
    assert set(verification.MESSAGES) == set(Fault)
