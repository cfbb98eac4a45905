"""Seals: what each covers, in which order, and when there is none."""

import asyncio
from datetime import timedelta

import asyncpg
import pytest

from enrollment.ledger import seals
from tests.enrollment import factories
from tests.enrollment.factories import Plan, moved, row, rows

pytestmark = pytest.mark.committed

COVERED = "select seal_id, movement_id from sealed_movement order by movement_id"
THROUGH = "select at from sealed_through"


async def through(conn: asyncpg.Connection) -> object:
    return await conn.fetchval(THROUGH)


async def test_each_seal_covers_what_was_moved_since_the_one_before(
    ledger: asyncpg.Connection, plan: Plan
) -> None:
    first = await seals.seal(ledger)
    taken = await moved(ledger, (plan.line, plan.pool, 3))
    given = await moved(ledger, (plan.pool, plan.line, 1))

    second = await seals.seal(ledger)

    assert first is not None
    assert second is not None
    assert (first.movements, second.movements) == (1, 2)
    assert await rows(ledger, COVERED) == [
        (first.id, 1),
        (second.id, taken),
        (second.id, given),
    ]
    chain = await rows(ledger, "select previous_hash, hash, sealed_at from seal order by id")
    assert [chain[0][0], chain[1][0]] == [seals.BEGINNING, chain[0][1]]
    assert await through(ledger) == second.sealed_at == chain[1][2] > chain[0][2]


async def test_a_transaction_that_still_runs_is_covered_by_the_seal_after_its_end(
    ledger: asyncpg.Connection, other: asyncpg.Connection, plan: Plan
) -> None:
    transaction = other.transaction()
    await transaction.start()
    late = await moved(other, (plan.line, plan.pool, 3))
    await ledger.execute("select pg_current_xact_id()")  # a later one, that ends before
    early = await ledger.fetchval("select max(recorded_xid) from audit_event")

    first = await seals.seal(ledger)
    await transaction.commit()
    second = await seals.seal(ledger)

    assert first is not None
    assert second is not None
    xid = await ledger.fetchval("select recorded_xid from movement where id = $1", late)
    horizon, running = await row(
        ledger, "select horizon_xid, running_xids from seal where id = $1", first.id
    )
    assert early < xid < horizon
    assert xid in running
    assert await rows(ledger, COVERED) == [(first.id, 1), (second.id, late)]


async def test_what_is_on_record_without_a_movement_is_sealed_too(
    ledger: asyncpg.Connection,
) -> None:
    await factories.a_draft(ledger, year=2022)

    sealed = await seals.seal(ledger)

    assert sealed is not None
    assert sealed.movements == 0


async def test_where_nothing_is_new_only_time_goes_on_and_once_a_second(
    ledger: asyncpg.Connection, plan: Plan
) -> None:
    sealed = await seals.seal(ledger)
    assert sealed is not None

    at_once = await seals.seal(ledger)
    kept = await through(ledger)
    await asyncio.sleep(1.05)
    later = await seals.seal(ledger)

    assert (at_once, later) == (None, None)
    assert kept == sealed.sealed_at
    assert await through(ledger) >= sealed.sealed_at + timedelta(seconds=1)  # type: ignore[operator]
    assert await row(ledger, "select count(*) from seal") == (1,)


async def test_seals_are_later_than_any_before_also_where_the_clock_was_set_back(
    ledger: asyncpg.Connection, plan: Plan
) -> None:
    await ledger.execute("insert into sealed_through (at) values (now() + interval '1 hour')")
    ahead = await through(ledger)

    sealed = await seals.seal(ledger)

    assert sealed is not None
    assert sealed.sealed_at == ahead + timedelta(microseconds=1)  # type: ignore[operator]


async def test_where_transactions_are_counted_anew_it_is_said_not_passed_over(
    ledger: asyncpg.Connection, plan: Plan
) -> None:
    await seals.seal(ledger)
    await ledger.execute("set session_replication_role = replica")
    await ledger.execute("update seal set horizon_xid = horizon_xid + 1000000")

    with pytest.raises(seals.CounterBehind, match="pg_resetwal"):
        await seals.seal(ledger)


async def test_while_another_seals_there_is_none(
    ledger: asyncpg.Connection, other: asyncpg.Connection, plan: Plan
) -> None:
    async with other.transaction():
        await other.fetchval(seals.TAKE_TURN)
        meanwhile = await seals.seal(ledger)

    after = await seals.seal(ledger)

    assert meanwhile is None
    assert after is not None


async def test_sealers_at_once_leave_one_chain(
    committed: str, ledger: asyncpg.Connection, plan: Plan
) -> None:
    async with asyncpg.create_pool(committed, min_size=4, max_size=4) as pool:

        async def work() -> None:
            for _ in range(25):
                async with pool.acquire() as conn:
                    await seals.seal(conn)

        async def write() -> None:
            for number in range(20):
                way = (plan.line, plan.pool, 1) if number % 2 else (plan.pool, plan.line, 1)
                await moved(ledger, way) if number else await moved(
                    ledger, (plan.line, plan.pool, 5)
                )

        await asyncio.gather(work(), work(), work(), write())
    await seals.seal(ledger)

    unlinked = """
        select count(*)
          from (select previous_hash, lag(hash) over (order by id) as before from seal) chain
         where before is distinct from previous_hash and before is not null
    """
    assert await row(ledger, unlinked) == (0,)
    assert await row(ledger, "select count(*) from sealed_movement") == (21,)


async def test_seals_of_movements_are_announced(
    ledger: asyncpg.Connection, other: asyncpg.Connection, plan: Plan
) -> None:
    heard: list[object] = []
    await other.add_listener(seals.CHANNEL, lambda *told: heard.append(told[3]))

    first = await seals.seal(ledger)
    await factories.a_draft(ledger, year=2022)
    await seals.seal(ledger)
    await other.execute("select 1")

    assert first is not None
    assert heard == [str(first.id)]
