"""Codes that come with another name than the registered one: refused, or said aloud."""

from asyncpg import Connection

from enrollment.sheets import quota_lines
from enrollment.sheets.faults import FaultCode
from enrollment.sheets.quota_lines import Loaded, Renamed
from tests.enrollment.factories import PROVINCE
from tests.enrollment.sheets.examples import a_row, a_sheet


async def load(conn: Connection, *rows: dict[str, str], is_sample: bool = False) -> Loaded:
    return await quota_lines.load(
        conn, a_sheet(*rows), actor=PROVINCE, dry_run=False, is_sample=is_sample
    )


async def test_a_known_programme_with_the_name_of_another_is_refused(conn: Connection) -> None:
    loaded = await load(conn, a_row(ZSZYDM="080901", ZSZYMC="软件工程"))

    assert [fault.code for fault in loaded.faults] == [FaultCode.CODE_NAME_CONFLICT]
    assert "计算机科学与技术" in loaded.faults[0].message("zh")


async def test_a_new_code_may_share_a_name(conn: Connection) -> None:
    loaded = await load(conn, a_row(ZSZYDM="610205", ZSZYMC="软件工程"))

    assert loaded.fault_count == 0
    assert [named.code for named in loaded.new_programmes] == ["610205"]


async def test_a_name_that_differs_from_the_registered_one_is_said(conn: Connection) -> None:
    loaded = await load(conn, a_row(YXDM="10109", YXMC="太原科枝大学"))

    assert loaded.renamed == (Renamed("10109", "太原科枝大学", "太原科技大学"),)


async def test_what_a_sheet_leaves_out_is_counted(conn: Connection) -> None:
    rows = [a_row(XBZYDH=number) for number in ("1", "2", "3")]
    await load(conn, *rows)

    loaded = await load(conn, {**rows[0], "ZSJHS": "1"}, a_row(XBZYDH="4"))

    assert (loaded.added, loaded.changed, loaded.left) == (1, 1, 2)


async def test_the_first_real_sheet_of_a_year_says_that_samples_go(conn: Connection) -> None:
    sampled = await load(conn, a_row(), is_sample=True)

    real = await load(conn, a_row())
    again = await load(conn, a_row())

    assert (sampled.retired, real.retired, again.retired) == ((), (2020,), ())
