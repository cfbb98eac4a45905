from dataclasses import replace
from pathlib import Path

import pytest
from asyncpg import Connection

from enrollment import errors, quotas
from enrollment.sheets import quota_lines, sheet
from enrollment.sheets.faults import FaultCode
from enrollment.sheets.quota_lines import Loaded
from enrollment.types import PlanKind
from tests.enrollment.factories import PROVINCE, an_admission
from tests.enrollment.sheets.examples import LOCAL, TARGETED, a_row, a_sheet

EXAMPLE = Path(__file__).parents[3] / "examples" / "quota-lines-2020.csv"
WRITTEN = (
    "special_plan",
    "plan_area",
    "source_plan",
    "quota_line",
    "quota_line_version",
    "account",
    "movement",
    "leg",
    "institution",
    "programme",
    "level",
    "audit_event",
)
THIRTY = [
    *(a_row(XBZYDH=f"{number:02}") for number in range(1, 26)),
    *(a_row(**LOCAL, XBZYDH=f"{number:02}") for number in range(1, 4)),
    a_row(**TARGETED),
    a_row(YXDM="10112", YXMC="太原理工大学", DXXDM="大同县"),
]
FAULTS = {
    3: {"ZSJHS": "20.0"},
    8: {"KLMC": "文科"},
    15: {"JHXZMC": ""},
    28: {"DXXDM": "太原县"},
    29: {"YXDM": "10109"},
}


async def load(conn: Connection, content: bytes, *, dry_run: bool = False) -> Loaded:
    return await quota_lines.load(conn, content, actor=PROVINCE, dry_run=dry_run)


async def written(conn: Connection) -> dict[str, int]:
    return {table: await conn.fetchval(f"select count(*) from {table}") for table in WRITTEN}


async def test_thirty_rows_with_five_faults_are_refused_by_five_messages(conn: Connection) -> None:
    before = await written(conn)
    rows = [{**row, **FAULTS.get(index, {})} for index, row in enumerate(THIRTY)]

    loaded = await load(conn, a_sheet(*rows, encoding="gb18030"))

    assert [(fault.cell, fault.code, fault.value) for fault in loaded.faults] == [
        ("N5", FaultCode.NOT_A_NUMBER, "20.0"),
        ("K10", FaultCode.CODE_NAME_CONFLICT, "文科"),
        ("M17", FaultCode.VALUE_MISSING, ""),
        ("P30", FaultCode.COUNTY_UNKNOWN, "太原县"),
        ("B31", FaultCode.CODE_NAME_CONFLICT, "10109"),
    ]
    assert [fault.message("zh") for fault in loaded.faults[:3]] == [
        "“20.0”不能读作数字：请写成 20。",
        "代码 1 与名称“文科”不一致：第 2 行中该代码是“文史”。请更正代码或名称。",
        "“JHXZMC 计划性质名称”不能为空，请填写。",
    ]
    assert (loaded.rows, loaded.accepted, loaded.fault_count) == (30, 25, 5)
    assert (loaded.effect, loaded.movement_id) == ((), None)
    assert await written(conn) == before


async def test_corrected_they_load_and_again_they_change_nothing(conn: Connection) -> None:
    content = a_sheet(*THIRTY, encoding="gb18030")

    loaded = await load(conn, content)
    after = await written(conn)
    again = await load(conn, content)

    assert (loaded.rows, loaded.accepted, loaded.faults) == (30, 30, ())
    assert loaded.effect == (
        quotas.PlanSeats(2020, PlanKind.LOCAL, 0, 120),
        quotas.PlanSeats(2020, PlanKind.NATIONAL, 0, 1_040),
        quotas.PlanSeats(2020, PlanKind.TARGETED, 0, 40),
    )
    assert await conn.fetchval("select kind from movement") == "ISSUE"
    assert await conn.fetchval("select count(*) from quota_line where county_code = '140215'") == 1
    assert again.movement_id is None
    assert await written(conn) == after


async def test_a_changed_number_is_an_adjustment_by_the_difference(conn: Connection) -> None:
    await load(conn, a_sheet(*THIRTY))

    loaded = await load(conn, a_sheet({**THIRTY[0], "ZSJHS": "33"}, *THIRTY[1:]))

    movement = await conn.fetchrow("select * from movement where id = $1", loaded.movement_id)
    assert movement is not None
    assert (movement["kind"], movement["actor"]) == ("ADJUST", PROVINCE.name)
    seats = "select distinct seats from leg where movement_id = $1"
    assert [row[0] for row in await conn.fetch(seats, loaded.movement_id)] == [7]
    assert loaded.effect[1] == quotas.PlanSeats(2020, PlanKind.NATIONAL, 1_040, 1_033)


async def test_a_dry_run_answers_as_the_commit_and_leaves_nothing(conn: Connection) -> None:
    content = a_sheet(a_row(), a_row(YXDM="99999", YXMC="新大学", ZSZYDM="99", ZSZYMC="新专业"))
    before = await written(conn)

    tried = await load(conn, content, dry_run=True)
    unchanged = await written(conn)
    loaded = await load(conn, content)

    assert unchanged == before
    assert loaded.movement_id is not None
    assert tried == replace(loaded, movement_id=None)
    assert tried.new_institutions == (quotas.Named("99999", "新大学"),)
    assert tried.new_programmes == (quotas.Named("99", "新专业"),)
    assert quotas.NamedCode("track", 2020, "1", "文史") in tried.new_codes


async def test_a_faulty_sheet_answers_the_same_dry_or_not(conn: Connection) -> None:
    content = a_sheet(a_row(ZSJHS="x"))

    assert await load(conn, content, dry_run=True) == await load(conn, content)


async def test_the_document_number_is_the_files_hash(conn: Connection) -> None:
    await load(conn, a_sheet(a_row()))

    number = await conn.fetchval("select document_number from movement")
    assert len(number) == 64
    assert number == await conn.fetchval("select encode(sha256($1), 'hex')", a_sheet(a_row()))


async def test_progress_is_told_of_rows_read_and_written(
    conn: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet, "SLICE", 10)
    told: list[int] = []

    await quota_lines.load(
        conn, a_sheet(*THIRTY), actor=PROVINCE, dry_run=True, progress=told.append
    )

    assert told[:3] == [10, 10, 10]
    assert sum(told) == 60


async def test_seats_below_those_admitted_are_refused(conn: Connection) -> None:
    await load(conn, a_sheet(a_row()))
    line = await conn.fetchval("select id from quota_line")
    await an_admission(conn, line, admitted=30)

    with pytest.raises(errors.AdmittedAboveSeats):
        await load(conn, a_sheet(a_row(ZSJHS="29")))


async def test_the_example_for_newcomers_loads(conn: Connection) -> None:
    loaded = await load(conn, EXAMPLE.read_bytes())

    assert loaded.faults == ()
    assert {plan.kind for plan in loaded.effect} == set(PlanKind)
    assert (loaded.new_institutions, loaded.new_programmes) == ((), ())
    lines = await conn.fetch("select county_code, remarks from quota_line")
    assert [line["county_code"] for line in lines if line["county_code"]] == ["141124"]
    assert {line["remarks"] for line in lines} == {"示例 sample"}
