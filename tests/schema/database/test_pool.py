"""What is read on can't write, whatever it is sent."""

import asyncio
from pathlib import Path

import asyncpg
import pytest
from asyncpg import Pool

from schema.database import embedded, head
from schema.database.pool import open_reads, open_writes
from tests.conftest import create, execute, named

WRITES = (
    "insert into audit_event (actor, verb, object_type, object_id) values ('x', 'x', 'x', 'x')",
    "update quota_line set remarks = 'x'",
    "delete from leg",
    "create table taken (id int)",
)


@pytest.mark.parametrize("statement", WRITES)
async def test_a_read_only_transaction_refuses_to_write(pool: Pool, statement: str):
    async with pool.acquire() as conn:
        with pytest.raises(asyncpg.ReadOnlySQLTransactionError):
            await conn.execute(statement)


@pytest.mark.parametrize("statement", WRITES)
async def test_the_reader_has_no_right_to_write_were_the_transaction_to_let_it(
    pool: Pool, statement: str
):
    async with pool.acquire() as conn:
        assert await conn.fetchval("select current_user") == "jiaofu_reader"

        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await conn.execute(f"begin read write; {statement}")

        await conn.execute("rollback")


@pytest.mark.parametrize("table", ["staff_password", "invitation", "idempotency_key"])
async def test_the_reader_has_no_right_to_read_what_proves_who_somebody_is(pool: Pool, table: str):
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await pool.fetch(f"select * from {table}")


@pytest.mark.committed
async def test_where_the_role_has_no_rights_reads_go_without_it(committed: str):
    await execute(committed, "drop owned by jiaofu_reader")

    async with open_reads(committed, 1, 10) as reads:
        assert await reads.fetchval("select current_user") == "jiaofu"
        assert await reads.fetchval("select count(*) from county") > 0


WAITS = "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = 'late'"


@pytest.mark.committed
async def test_a_database_that_is_second_to_make_the_role_gives_it_its_rights(folder: Path):
    with embedded.running(folder / "data") as url:
        await create(url, "late", "template0")
        late = named(url, "late")
        first = await asyncpg.connect(url)
        transaction = first.transaction()
        await transaction.start()
        await first.execute("create role jiaofu_reader")

        migrating = asyncio.create_task(head.brought(late))
        while not await first.fetchval(WAITS):
            assert not migrating.done()
            await first.execute("select pg_stat_clear_snapshot(), pg_sleep(0.01)")
        await transaction.commit()
        await migrating

        await first.close()
        async with open_reads(late, 1, 10) as reads:
            assert await reads.fetchval("select current_user") == "jiaofu_reader"
            assert await reads.fetchval("select count(*) from county") > 0


async def test_verbs_write_on_connections_of_their_own(committed: str):
    async with open_writes(committed, 2, 10) as writes:
        status = await writes.execute(WRITES[0])

    assert status == "INSERT 0 1"
