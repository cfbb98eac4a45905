from decimal import Decimal

import pytest

from enrollment import quotas
from enrollment.sheets import lines
from enrollment.sheets.faults import FaultCode
from enrollment.types import PlanKind
from tests.enrollment.sheets.examples import (
    LOCAL,
    ROW,
    TARGETED,
    a_row,
    a_sheet,
    a_table,
    found,
    read,
    the_fault,
    the_line,
)


def test_a_row_is_a_line() -> None:
    assert the_line() == quotas.Line(
        year=2020,
        plan_kind=PlanKind.NATIONAL,
        institution_code="10108",
        institution="山西大学",
        programme_code="010101",
        programme="哲学",
        level_code="1",
        level="本科",
        batch_code="1",
        batch="本科一批",
        track_code="1",
        track="文史",
        plan_nature_code="1",
        plan_nature="国家专项计划",
        seats=40,
    )


def test_all_columns_go_where_they_belong() -> None:
    line = the_line(
        JHID="J1",
        YXDH="０１",
        SBZYDH="S1",
        XBZYDH="X1",
        ZKFX="方向",
        BHZY="甲、乙",
        WYYZ="英语",
        SFKS="否",
        KSKMYQZW="物理",
        BXDD="太原",
        ZYBZ="备注",
        SFBZ="免费",
        XZMC="五年制",
        PYLJ="３＋２",
        DXXDM="大同县",
        JHLBDM="1",
        JHLBMC="普通类",
        SYSSDM="14",
        SYSSMC="山西",
        DZ3="另",
        XZDM="05",
        KSKMYQ="02",
    )

    assert (line.record_id, line.institution_number, line.programme_number) == ("J1", "01", "X1")
    assert (line.provincial_programme_number, line.direction) == ("S1", "方向")
    assert (line.programmes_contained, line.foreign_language) == ("甲、乙", "英语")
    assert (line.oral_test, line.subject_requirement, line.campus) == ("否", "物理", "太原")
    assert (line.remarks, line.tuition, line.years) == ("备注", Decimal(0), Decimal(5))
    assert (line.pathway, line.county_code) == ("3+2", "140215")
    assert (line.plan_category_code, line.plan_category) == ("1", "普通类")
    assert line.other == {
        "SYSSDM": "14",
        "SYSSMC": "山西",
        "DZ3": "另",
        "XZDM": "05",
        "KSKMYQ": "02",
    }


def test_years_and_subjects_are_read_from_their_codes_where_nothing_else_tells_them() -> None:
    line = the_line(XZDM="4", KSKMYQ="不限", XZMC="", KSKMYQZW="")

    assert (line.years, line.subject_requirement, line.other) == (Decimal(4), "不限", {})


@pytest.mark.parametrize(
    ("changes", "heading", "code"),
    [
        ({"YXMC": ""}, "YXMC", FaultCode.VALUE_MISSING),
        ({"ZSJHS": "20.0"}, "ZSJHS", FaultCode.NOT_A_NUMBER),
        ({"XZDM": "0A"}, "XZDM", FaultCode.NOT_A_NUMBER),
        ({"ZSJHS": "-1"}, "ZSJHS", FaultCode.NUMBER_OUT_OF_RANGE),
        ({"NF": "1999"}, "NF", FaultCode.NUMBER_OUT_OF_RANGE),
        ({"SFBZ": "-1"}, "SFBZ", FaultCode.NUMBER_OUT_OF_RANGE),
        ({"JHXZMC": "非定向"}, "JHXZMC", FaultCode.PLAN_KIND_UNKNOWN),
        ({"JHLBDM": "1", "JHLBMC": "地方专项"}, "JHXZMC", FaultCode.PLAN_KIND_UNKNOWN),
        ({"JHLBDM": "1"}, "JHLBMC", FaultCode.VALUE_MISSING),
        ({"JHLBMC": "普通类"}, "JHLBDM", FaultCode.VALUE_MISSING),
        ({"JHLBDM": "1", "JHLBMC": "\x00"}, "JHLBMC", FaultCode.BAD_CHARACTER),
        ({"DXXDM": "平鲁"}, "DXXDM", FaultCode.COUNTY_UNKNOWN),
        ({"DXXDM": "140122"}, "DXXDM", FaultCode.COUNTY_OUTSIDE_AREA),
        ({"DXXDM": "小店区"}, "DXXDM", FaultCode.COUNTY_OUTSIDE_AREA),
        ({**LOCAL, "DXXDM": "141124"}, "DXXDM", FaultCode.COUNTY_OUTSIDE_AREA),
        ({**TARGETED, "DXXDM": ""}, "DXXDM", FaultCode.COUNTY_REQUIRED),
        ({**TARGETED, "DXXDM": "\x00"}, "DXXDM", FaultCode.BAD_CHARACTER),
        ({**TARGETED, "NF": "2019"}, "NF", FaultCode.NO_AREA),
        ({"SYSSDM": "15"}, "SYSSDM", FaultCode.PROVINCE_NOT_SHANXI),
        ({"SYSSMC": "陕西"}, "SYSSMC", FaultCode.PROVINCE_NOT_SHANXI),
        ({"KLDM": "5", "KLMC": "文史"}, "KLMC", FaultCode.CODE_NAME_CONFLICT),
        ({"YXDM": "10109"}, "YXDM", FaultCode.CODE_NAME_CONFLICT),
        ({"ZSZYDM": "10101"}, "ZSZYDM", FaultCode.LEADING_ZERO_LOST),
        ({"YXDM": "1010"}, "YXDM", FaultCode.CODE_MALFORMED),
        ({"ZSZYDM": "哲"}, "ZSZYDM", FaultCode.CODE_MALFORMED),
        ({"ZYBZ": "a\ufffd"}, "ZYBZ", FaultCode.BAD_CHARACTER),
        ({"PCMC": "批" * 101}, "PCMC", FaultCode.TOO_LONG),
        ({"JHID": "1" * 51}, "JHID", FaultCode.TOO_LONG),
    ],
)
def test_a_fault_is_found(changes: dict[str, str], heading: str, code: FaultCode) -> None:
    fault = the_fault(a_row(**changes))

    assert (fault.row, fault.heading, fault.code) == (2, heading, code)
    assert fault.message("zh") != fault.message("en")


@pytest.mark.parametrize(
    ("changes", "heading"),
    [
        ({"KLMC": "文科", "ZSZYDM": "050101", "ZSZYMC": "汉语言文学"}, "KLMC"),
        ({"YXMC": "山西新大学", "ZSZYDM": "050101", "ZSZYMC": "汉语言文学"}, "YXMC"),
        ({"ZSZYMC": "哲学类", "XBZYDH": "2"}, "ZSZYMC"),
    ],
)
def test_a_code_has_one_name_in_a_sheet(changes: dict[str, str], heading: str) -> None:
    fault = the_fault(a_row(), a_row(**changes))

    assert (fault.row, fault.heading) == (3, heading)
    assert fault.code is FaultCode.CODE_NAME_CONFLICT
    assert "第 2 行" in fault.message("zh")


def test_a_renamed_institution_is_taken() -> None:
    assert the_line(YXMC="山西新大学").institution == "山西新大学"


def test_a_line_stands_once() -> None:
    fault = the_fault(a_row(), a_row(XBZYDH="2"), a_row(ZSJHS="7", SFBZ="1", CCMC="本科"))

    assert (fault.cell, fault.code) == ("F4", FaultCode.LINE_TWICE)
    assert fault.message("en").startswith("This is the same line as row 2")


def test_a_record_id_tells_lines_apart() -> None:
    sheet = read(a_sheet(a_row(JHID="1"), a_row(JHID="2"), a_row(JHID="1", XBZYDH="9")))

    assert [code for _, code in found(sheet)] == [FaultCode.LINE_TWICE]


def test_a_twin_is_found_beside_another_fault_unless_that_hides_which_line_it_is() -> None:
    sheet = read(a_sheet(a_row(), a_row(ZSJHS="x"), a_row(KLDM="\x00"), a_row(JHXZMC="无")))

    assert found(sheet) == [
        ("F3", FaultCode.LINE_TWICE),
        ("N3", FaultCode.NOT_A_NUMBER),
        ("J4", FaultCode.BAD_CHARACTER),
        ("M5", FaultCode.CODE_NAME_CONFLICT),
        ("M5", FaultCode.PLAN_KIND_UNKNOWN),
    ]


def test_one_fault_does_not_hide_another_in_its_row() -> None:
    sheet = read(a_sheet(a_row(NF="x", YXDM="1", CCMC="", DXXDM="临", SFBZ="1,000", ZSJHS="")))

    assert [code for _, code in found(sheet)] == [
        FaultCode.NOT_A_NUMBER,
        FaultCode.CODE_MALFORMED,
        FaultCode.VALUE_MISSING,
        FaultCode.VALUE_MISSING,
        FaultCode.COUNTY_UNKNOWN,
        FaultCode.NOT_A_NUMBER,
    ]


def test_a_row_may_end_before_optional_cells_only() -> None:
    whole = [*ROW.values()]

    assert found(read(a_table([*ROW, "ZYBZ", "SFBZ"], whole))) == []
    [fault] = read(a_table([*ROW], whole[:11])).faults.kept
    assert (fault.cell, fault.code) == ("L2", FaultCode.ROW_TOO_SHORT)
    assert "JHXZDM" in fault.message("zh")


def test_a_row_may_not_go_on_beyond_the_headings() -> None:
    whole = [*ROW.values()]

    assert found(read(a_table([*ROW], [*whole, "", " "]))) == []
    [fault] = read(a_table([*ROW], [*whole, "", "x"])).faults.kept
    assert (fault.cell, fault.code) == ("O2", FaultCode.ROW_TOO_LONG)


def test_the_seats_of_a_sheet_have_a_highest_sum(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "MOST_SEATS", 100)

    sheet = read(a_sheet(*(a_row(JHID=str(number)) for number in range(4))))

    assert found(sheet) == [("N4", FaultCode.TOO_MANY_SEATS)]
