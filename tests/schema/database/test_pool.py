"""What is read on can't write, whatever it is sent."""

import asyncpg
import pytest
from asyncpg import Pool

from schema.database.pool import open_writes

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


async def test_verbs_write_on_connections_of_their_own(committed: str):
    async with open_writes(committed, 2, 10) as writes:
        status = await writes.execute(WRITES[0])

    assert status == "INSERT 0 1"
