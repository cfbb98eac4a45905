import pytest

from enrollment.sheets import headings
from enrollment.sheets.faults import FaultCode, Faults
from tests.enrollment.sheets.examples import ROW


@pytest.mark.parametrize(
    "heading",
    ["NF", "nf", "年份", "NF 年份", "NF(年份)", "NF（年份）", "年份 [NF]", "NF\n年份", "＊ＮＦ "],
)
def test_a_heading_is_a_code_a_label_or_both(heading: str) -> None:
    column = headings.named(heading)

    assert column is not None
    assert column.code == "NF"


@pytest.mark.parametrize("heading", ["", " ", "备注", "NF 院校代码", "NF 年", "（）"])
def test_other_headings_are_unknown(heading: str) -> None:
    assert headings.named(heading) is None


def test_unknown_and_doubled_headings_are_named_in_their_cells() -> None:
    faults = Faults()

    layout = headings.read(1, [*ROW, "备注", "院校代码", "", "ZYBZ", ""], faults)

    assert [(fault.cell, fault.code) for fault in faults.kept] == [
        ("O1", FaultCode.HEADING_UNKNOWN),
        ("P1", FaultCode.HEADING_TWICE),
        ("Q1", FaultCode.HEADING_UNKNOWN),
    ]
    assert "B1" in faults.kept[1].message("zh")
    assert layout.places()["ZYBZ"] == 18
    assert layout.width == 18
    assert layout.is_complete


def test_missing_headings_are_asked_for_in_the_first_free_cell() -> None:
    faults = Faults()

    layout = headings.read(2, [code for code in ROW if code not in ("KLMC", "ZSJHS")], faults)

    assert [(fault.cell, fault.heading, fault.code) for fault in faults.kept] == [
        ("M2", "KLMC", FaultCode.HEADING_MISSING),
        ("M2", "ZSJHS", FaultCode.HEADING_MISSING),
    ]
    assert faults.kept[0].message("zh") == "表头缺少必填列“KLMC 科类名称”。"
    assert not layout.is_complete


def test_a_layout_without_known_headings_is_not_known() -> None:
    assert not headings.read(1, ["甲", "乙"], Faults()).is_known
