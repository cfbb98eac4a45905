"""The database refuses by itself, and names the rule."""

import asyncpg
import pytest

from tests.enrollment import factories
from tests.enrollment.factories import LIN, YANGQU, refused_by


async def test_a_line_outside_its_plans_area_is_refused(conn: asyncpg.Connection) -> None:
    plan = await factories.a_plan(conn)

    async with refused_by(conn, "quota_line_county_in_plan_area"):
        await conn.execute(
            "update quota_line set county_code = $1 where id = $2", YANGQU, plan.line
        )


async def test_a_line_never_has_less_than_no_seats(conn: asyncpg.Connection) -> None:
    plan = await factories.a_plan(conn, seats=40)

    async with refused_by(conn, "quota_never_negative"):
        await factories.moved(conn, (plan.line, plan.pool, 41))


async def test_a_pool_never_has_less_than_no_seats(conn: asyncpg.Connection) -> None:
    plan = await factories.a_plan(conn)

    async with refused_by(conn, "pool_never_negative"):
        await factories.moved(conn, (plan.pool, plan.line, 1))


async def test_no_more_come_back_than_were_withdrawn(conn: asyncpg.Connection) -> None:
    plan = await factories.a_plan(conn)

    async with refused_by(conn, "withdrawn_never_negative"):
        await factories.moved(conn, (plan.withdrawn, plan.pool, 1))


async def test_no_more_are_admitted_than_there_are_seats(conn: asyncpg.Connection) -> None:
    plan = await factories.a_plan(conn, seats=40)

    async with refused_by(conn, "admitted_within_seats"):
        await factories.an_admission(conn, plan.line, admitted=41)


async def test_no_seats_are_taken_below_those_admitted(conn: asyncpg.Connection) -> None:
    plan = await factories.a_plan(conn, seats=40)
    await factories.an_admission(conn, plan.line, admitted=39)

    async with refused_by(conn, "admitted_within_seats"):
        await factories.moved(conn, (plan.line, plan.pool, 2))


async def test_no_more_enroll_than_are_admitted(conn: asyncpg.Connection) -> None:
    plan = await factories.a_plan(conn)

    async with refused_by(conn, "admission_enrolled_within_admitted"):
        await factories.an_admission(conn, plan.line, admitted=3, enrolled=4)


async def test_admissions_by_county_add_up_to_their_total(conn: asyncpg.Connection) -> None:
    plan = await factories.a_plan(conn)

    async with refused_by(conn, "admission_parts_add_up"):
        await factories.an_admission(
            conn, plan.line, admitted=5, origins=((LIN, 3, 0), (YANGQU, 1, 0))
        )


async def test_admissions_that_add_up_are_carried_to_their_line(conn: asyncpg.Connection) -> None:
    plan = await factories.a_plan(conn)

    await factories.an_admission(
        conn, plan.line, admitted=5, enrolled=4, origins=((LIN, 3, 2), (YANGQU, 2, 2))
    )

    line = await factories.row(
        conn, "select admitted, enrolled from quota_line where id = $1", plan.line
    )
    assert line == (5, 4)
    await conn.execute("delete from admission where quota_line_id = $1", plan.line)
    assert await conn.fetchval("select admitted from quota_line where id = $1", plan.line) == 0


@pytest.mark.parametrize(
    ("county", "kind"), [(LIN, "PROVINCIAL"), (LIN, "NATIONAL"), (LIN, "TARGETED_TRAINING")]
)
async def test_a_county_has_one_tier_and_each_designation_once_at_a_time(
    conn: asyncpg.Connection, county: str, kind: str
) -> None:
    async with refused_by(conn, "county_designation_no_overlap"):
        await conn.execute(
            """
            insert into county_designation (county_code, kind, valid, source, standing)
            values ($1, $2, '[2020-03-01, 2020-04-01)', 'test', 'STATED')
            """,
            county,
            kind,
        )


@pytest.mark.parametrize("table", ["movement", "leg", "audit_event", "seal"])
@pytest.mark.parametrize(
    "statement", ["update {} set {} = {}", "delete from {}", "truncate {} cascade"]
)
async def test_what_is_recorded_is_never_changed(
    conn: asyncpg.Connection, table: str, statement: str
) -> None:
    await factories.a_plan(conn)
    column = {"movement": "reason", "leg": "seats", "audit_event": "verb", "seal": "movements"}

    async with refused_by(conn, f"{table}_append_only"):
        await conn.execute(statement.format(table, column[table], column[table]))


async def test_a_targeted_line_names_its_county(conn: asyncpg.Connection) -> None:
    plan = await factories.a_plan(conn, plan_kind="TARGETED", county_code=LIN)

    async with refused_by(conn, "targeted_line_names_its_county"):
        await conn.execute("update quota_line set county_code = null where id = $1", plan.line)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("state = 'DRAFT'", "quota_line_of_a_source_plan"),
        ("institution_code = '10001'", "quota_line_of_a_source_plan"),
        ("is_sample = true", "quota_line_of_a_plan"),
        ("plan_kind = 'LOCAL'", "quota_line_of_a_plan"),
        ("account_kind = 'POOL'", "quota_line_is_a_line_account"),
        ("level = '专科'", "quota_line_level"),
        ("programme_code = 'none'", "quota_line_of_a_programme"),
    ],
)
async def test_a_line_agrees_with_its_plan(
    conn: asyncpg.Connection, change: str, constraint: str
) -> None:
    plan = await factories.a_plan(conn)

    async with refused_by(conn, constraint):
        await conn.execute(f"update quota_line set {change} where id = $1", plan.line)


async def test_a_line_is_not_added_with_seats_that_were_not_moved(conn: asyncpg.Connection) -> None:
    plan = await factories.a_plan(conn)
    await conn.execute(
        "insert into account (id, special_plan_id, kind) overriding system value "
        "values (-1, $1, 'LINE')",
        plan.id,
    )

    async with refused_by(conn, "quota_line_seats_were_moved"):
        await conn.execute(
            """
            insert into quota_line (id, special_plan_id, year, plan_kind, is_sample,
                                    source_plan_id, institution_code, state, programme_code,
                                    level_code, level, batch_code, batch, track_code, track,
                                    plan_nature_code, plan_nature, requested_seats, seats)
            select -1, special_plan_id, year, plan_kind, is_sample, source_plan_id,
                   institution_code, state, programme_code, level_code, level, batch_code, batch,
                   track_code, track, plan_nature_code, plan_nature, 0, 1
              from quota_line
             where id = $1
            """,
            plan.line,
        )


async def test_a_county_has_one_vocational_centre(conn: asyncpg.Connection) -> None:
    async with refused_by(conn, "institution_one_centre_in_a_county"):
        await conn.execute(
            """
            insert into institution (code, name_zh, kind, county_code, source, standing)
            values ('C1', '第二职教中心', 'COUNTY_VOCATIONAL_CENTRE', $1, 'test', 'SAMPLE')
            """,
            LIN,
        )


async def test_legs_move_balances_so_that_the_ledger_balances(conn: asyncpg.Connection) -> None:
    plan = await factories.a_plan(conn, seats=40)

    await factories.moved(
        conn, (plan.line, plan.pool, 15), (plan.pool, plan.withdrawn, 5), (plan.issue, plan.pool, 2)
    )

    balances = await factories.row(
        conn,
        """
        select issued_seats, unallocated_seats, withdrawn_seats,
               (select sum(seats) from quota_line where special_plan_id = special_plan.id)
          from special_plan
         where id = $1
        """,
        plan.id,
    )
    assert balances == (42, 12, 5, 25)


async def test_a_row_is_kept_as_it_was_when_it_changes_and_when_it_goes(
    conn: asyncpg.Connection,
) -> None:
    plan = await factories.a_plan(conn)
    await factories.an_admission(conn, plan.line, admitted=3)

    await conn.execute("update quota_line set remarks = '只招女生' where id = $1", plan.line)
    await conn.execute("update special_plan set title = '新名' where id = $1", plan.id)
    await conn.execute("update admission set withdrawn = 1 where quota_line_id = $1", plan.line)
    await conn.execute("delete from admission where quota_line_id = $1", plan.line)
    await factories.moved(conn, (plan.line, plan.pool, 40))
    await conn.execute("delete from quota_line where id = $1", plan.line)
    await conn.execute("delete from source_plan where id = $1", plan.source_plan_id)

    lines = await factories.rows(
        conn,
        "select version, remarks from quota_line_version where id = $1 order by version",
        plan.line,
    )
    assert lines == [(1, None), (2, "只招女生")]
    admissions = await factories.rows(
        conn, "select version, withdrawn from admission_version where quota_line_id = $1", plan.line
    )
    assert admissions == [(1, 0), (2, 1)]
    title = "select title from special_plan_version where id = $1 order by version desc limit 1"
    assert await conn.fetchval(title, plan.id) == "2020年国家专项计划"
    state = "select state from source_plan_version where id = $1"
    assert await conn.fetchval(state, plan.source_plan_id) == "PUBLISHED"


async def test_a_movement_of_seats_leaves_no_version(conn: asyncpg.Connection) -> None:
    plan = await factories.a_plan(conn)

    await factories.moved(conn, (plan.line, plan.pool, 1))

    assert await conn.fetchval("select version from quota_line where id = $1", plan.line) == 1
