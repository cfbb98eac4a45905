"""What may not be changed past the ledger, by the name of the trigger or key that refuses it."""

import asyncio

import asyncpg
import pytest

from tests.enrollment import factories
from tests.enrollment.factories import LIN, refused_by

VERSIONED = (
    "admission",
    "county_designation",
    "institution_designation",
    "quota_line",
    "source_plan",
    "special_plan",
    "training_agreement",
    "training_demand",
)


@pytest.mark.parametrize("column", ["seats", "admitted", "enrolled"])
async def test_numbers_of_a_line_are_moved_never_edited(
    conn: asyncpg.Connection, column: str
) -> None:
    await factories.a_plan(conn)

    async with refused_by(conn, "quota_line_seats_are_moved"):
        await conn.execute(f"update quota_line set {column} = {column} + 1")


@pytest.mark.parametrize("column", ["issued_seats", "unallocated_seats", "withdrawn_seats"])
async def test_sums_of_a_plan_are_moved_never_edited(conn: asyncpg.Connection, column: str) -> None:
    await factories.a_plan(conn)

    async with refused_by(conn, "special_plan_seats_are_moved"):
        await conn.execute(f"update special_plan set {column} = {column} + 1")


async def test_a_line_that_holds_seats_stays(conn: asyncpg.Connection) -> None:
    plan = await factories.a_plan(conn)

    async with refused_by(conn, "quota_line_with_seats_stays"):
        await conn.execute("delete from quota_line where id = $1", plan.line)


@pytest.mark.parametrize(
    "statement",
    [
        "delete from plan_area",
        "update plan_area set county_code = '140122'",
        "truncate plan_area cascade",
    ],
)
async def test_the_area_of_a_plan_does_not_drift(conn: asyncpg.Connection, statement: str) -> None:
    await factories.a_plan(conn)

    async with refused_by(conn, "plan_area_never_drifts"):
        await conn.execute(statement)


async def test_a_source_plan_is_published_only_with_its_plan(conn: asyncpg.Connection) -> None:
    plan = await factories.a_plan(conn)

    async with refused_by(conn, "source_plan_published_with_its_plan"):
        await conn.execute("update special_plan set state = 'DRAFT' where id = $1", plan.id)
    await conn.execute("update source_plan set state = 'DRAFT'")
    await conn.execute("update special_plan set state = 'DRAFT' where id = $1", plan.id)
    assert await conn.fetchval("select state from quota_line where id = $1", plan.line) == "DRAFT"


async def test_an_admission_stays_on_its_line(conn: asyncpg.Connection) -> None:
    plan = await factories.a_plan(conn)
    await factories.an_admission(conn, plan.line, admitted=1)

    async with refused_by(conn, "admission_stays_on_its_line"):
        await conn.execute("update admission set quota_line_id = quota_line_id")


async def test_a_chain_of_seals_does_not_fork(conn: asyncpg.Connection) -> None:
    add = """
        insert into seal (sealed_at, horizon_xid, running_xids, movements, previous_hash, hash)
        values (clock_timestamp(), 1, '{}', 1, 'a', $1)
    """
    await conn.execute(add, b"b")

    async with refused_by(conn, "seal_follows_one_seal"):
        await conn.execute(add, b"c")


async def test_every_table_that_keeps_versions_is_known(conn: asyncpg.Connection) -> None:
    tables = await factories.rows(
        conn, "select tablename::text from pg_tables where tablename like '%\\_version'"
    )

    assert {table.removesuffix("_version") for (table,) in tables} - {"alembic"} == set(VERSIONED)


@pytest.mark.parametrize("table", VERSIONED)
async def test_rows_that_keep_versions_go_one_by_one(conn: asyncpg.Connection, table: str) -> None:
    async with refused_by(conn, f"{table}_goes_row_by_row"):
        await conn.execute(f"truncate {table} cascade")


@pytest.mark.parametrize("table", ["county_designation", "institution_designation"])
async def test_a_designation_is_kept_as_it_was_when_it_changes_and_when_it_goes(
    conn: asyncpg.Connection, table: str
) -> None:
    await conn.execute(
        """
        insert into institution_designation (institution_code, kind, valid, source, standing)
        values ('10108', 'KEY_VOCATIONAL', '[2020-01-01,)', 'test', 'SAMPLE')
        """
    )
    row = await conn.fetchval(f"select max(id) from {table}")

    await conn.execute(f"update {table} set document = 'D1' where id = $1", row)
    await conn.execute(f"delete from {table} where id = $1", row)

    versions = f"select version, document from {table}_version where id = $1 order by version"
    assert [version for version, _ in await factories.rows(conn, versions, row)] == [1, 2]


async def test_a_plan_is_open_only_with_its_window(conn: asyncpg.Connection) -> None:
    plan = await factories.a_plan(conn)
    await conn.execute("update source_plan set state = 'DRAFT'")

    async with refused_by(conn, "special_plan_open_has_its_window"):
        await conn.execute("update special_plan set state = 'OPEN' where id = $1", plan.id)


@pytest.mark.parametrize(
    "statement", ["update {} set version = 9", "delete from {}", "truncate {}"]
)
@pytest.mark.parametrize("table", VERSIONED)
async def test_kept_versions_are_never_changed(
    conn: asyncpg.Connection, table: str, statement: str
) -> None:
    async with refused_by(conn, f"{table}_version_append_only"):
        await conn.execute(statement.format(f"{table}_version"))


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        (
            "update county set prefecture_code = '140000' where code = '141124'",
            "county_lies_in_a_prefecture",
        ),
        (
            "update institution set prefecture_code = '141124' where code = '10108'",
            "institution_lies_in_a_prefecture",
        ),
        (
            "update institution set county_code = null where code = 'C141124'",
            "institution_centre_names_its_county",
        ),
        (
            "insert into programme (code, name_zh, source, standing)"
            " values ('a-1 b', 'x', 'test', 'STATED')",
            "programme_code_is_plain",
        ),
    ],
)
async def test_reference_rows_fit_together(
    conn: asyncpg.Connection, statement: str, constraint: str
) -> None:
    async with refused_by(conn, constraint):
        await conn.execute(statement)


@pytest.mark.committed
async def test_a_leg_is_recorded_with_its_movement(committed: str) -> None:
    conn = await asyncpg.connect(committed)
    plan = await factories.a_plan(conn)

    async with refused_by(conn, "leg_recorded_with_its_movement"):
        await conn.execute(
            """
            insert into leg (movement_id, number, from_account, to_account, seats, recorded_xid)
            select max(id), 99, $1, $2, 1, max(recorded_xid) from movement
            """,
            plan.line,
            plan.pool,
        )
    await conn.close()


@pytest.mark.committed
async def test_two_rounds_recorded_at_once_can_t_exceed_the_seats(committed: str) -> None:
    first, second = await asyncpg.connect(committed), await asyncpg.connect(committed)
    plan = await factories.a_plan(first, seats=6, county_code=LIN)
    for number in (1, 2):
        await first.execute(
            "insert into admission (quota_line_id, round, applied, filed, admitted)"
            " values ($1, $2, 9, 9, 1)",
            plan.line,
            number,
        )
    admit = "update admission set admitted = 5 where round = $1"

    transaction = first.transaction()
    await transaction.start()
    await first.execute(admit, 1)
    waiting = asyncio.create_task(second.execute(admit, 2))
    await asyncio.sleep(0.2)
    await transaction.commit()
    with pytest.raises(asyncpg.CheckViolationError) as refusal:
        await waiting

    assert refusal.value.constraint_name == "admitted_within_seats"
    assert await first.fetchval("select admitted from quota_line where id = $1", plan.line) == 6
    await first.close()
    await second.close()


@pytest.mark.parametrize(
    ("constraint", "statement"),
    [
        ("special_plan_stays_of_its_year", "update special_plan set year = 2019"),
        ("special_plan_stays_of_its_year", "update special_plan set kind = 'LOCAL'"),
        ("source_plan_stays_in_its_plan", "update source_plan set institution_code = '10112'"),
        ("quota_line_stays_in_its_source_plan", "update quota_line set source_plan_id = 0"),
    ],
)
async def test_a_line_stays_where_it_is(
    conn: asyncpg.Connection, constraint: str, statement: str
) -> None:
    await factories.a_plan(conn)

    async with refused_by(conn, constraint):
        await conn.execute(statement)


async def test_a_leg_is_of_its_movements_transaction(conn: asyncpg.Connection) -> None:
    plan = await factories.a_plan(conn)
    movement = await factories.moved(conn, (plan.line, plan.pool, 1))

    async with refused_by(conn, "leg_of_a_movement"):
        await conn.execute(
            """
            insert into leg (movement_id, number, from_account, to_account, seats, recorded_xid)
            values ($1, 2, $2, $3, 1, 7)
            """,
            movement,
            plan.line,
            plan.withdrawn,
        )


async def test_the_last_version_of_a_line_tells_that_it_was_removed(
    conn: asyncpg.Connection,
) -> None:
    plan = await factories.a_plan(conn, seats=0)
    await conn.execute("update quota_line set remarks = 'changed' where id = $1", plan.line)

    await conn.execute("delete from quota_line where id = $1", plan.line)

    found = await conn.fetch("select version, is_removed from quota_line_version order by version")
    assert [tuple(row) for row in found] == [(1, False), (2, True)]
