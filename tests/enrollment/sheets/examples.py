"""Sheets to test with: one sound row, and what the database would know."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date

from enrollment import quotas
from enrollment.sheets.faults import Fault, FaultCode
from enrollment.sheets.known import Known
from enrollment.sheets.sheet import Sheet

ROW = {
    "NF": "2020",
    "YXDM": "10108",
    "YXMC": "山西大学",
    "CCDM": "1",
    "CCMC": "本科",
    "ZSZYDM": "010101",
    "ZSZYMC": "哲学",
    "PCDM": "1",
    "PCMC": "本科一批",
    "KLDM": "1",
    "KLMC": "文史",
    "JHXZDM": "1",
    "JHXZMC": "国家专项计划",
    "ZSJHS": "40",
}
TARGETED = {"JHXZDM": "4", "JHXZMC": "免费定向培养", "DXXDM": "141124"}
LOCAL = {"JHXZDM": "2", "JHXZMC": "地方专项计划"}

KNOWN = Known(
    institutions={"10108": "山西大学", "10109": "太原科技大学", "10112": "太原理工大学"},
    programmes={"010101": "哲学", "050101": "汉语言文学"},
    codes={("track", 2020, "5"): "理工"},
    county_names={"141124": "临县", "140122": "阳曲县", "140215": "云州区", "140105": "小店区"},
    counties={
        "141124": "141124",
        "临县": "141124",
        "140122": "140122",
        "阳曲县": "140122",
        "140215": "140215",
        "云州区": "140215",
        "140227": "140215",
        "大同县": "140215",
        "140105": "140105",
        "小店区": "140105",
    },
    areas={(2018, "LOCAL"): frozenset({"141124"})},
    designations=[
        ("141124", "NATIONAL", None, None),
        ("140215", "NATIONAL", None, None),
        ("140122", "PROVINCIAL", None, None),
        ("141124", "TARGETED_TRAINING", date(2020, 1, 1), None),
        ("140122", "TARGETED_TRAINING", date(2010, 1, 1), date(2015, 1, 1)),
    ],
)


def a_row(**changes: str) -> dict[str, str]:
    return {**ROW, **changes}


def a_sheet(*rows: Mapping[str, str], encoding: str = "utf-8") -> bytes:
    """Return the rows as CSV under all headings that they use, in the order of their first use."""
    headings = dict.fromkeys(heading for row in (ROW, *rows) for heading in row)
    return a_table(
        [*headings],
        *([row.get(heading, "") for heading in headings] for row in rows),
        encoding=encoding,
    )


def a_table(*rows: Sequence[str], encoding: str = "utf-8") -> bytes:
    lines = io.StringIO(newline="")
    csv.writer(lines).writerows(rows)
    return lines.getvalue().encode(encoding, "surrogatepass" if encoding == "utf-8" else "strict")


def read(content: bytes, known: Known = KNOWN) -> Sheet:
    sheet = Sheet()
    for _ in sheet.read(content, known):
        pass
    return sheet


def the_line(**changes: str) -> quotas.Line:
    """Return the line of a row that has no fault."""
    sheet = read(a_sheet(a_row(**changes)))
    assert sheet.faults.kept == []
    [line] = sheet.lines
    return line


def the_fault(*rows: Mapping[str, str]) -> Fault:
    """Return the only fault of a sheet of which no line is taken for sound but the others."""
    sheet = read(a_sheet(*rows))
    [fault] = sheet.faults.kept
    assert len(sheet.lines) == len(rows) - 1
    return fault


def found(sheet: Sheet) -> list[tuple[str, FaultCode]]:
    return [(fault.cell, fault.code) for fault in sheet.faults.kept]
