import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrollment.sheets.columns import COLUMNS
from enrollment.sheets.faults import FaultCode
from tests.enrollment.sheets.examples import ROW, a_row, a_sheet, a_table, found, read

texts = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        [*ROW.values(), "２０", "1,000", "免费", "四年", "临县", "\x00", "\ud800", '"']
    ),
)
headings = st.sampled_from([word for column in COLUMNS for word in (column.code, *column.labels)])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_sheet_is_read_in_each_encoding(encoding: str) -> None:
    sheet = read(a_sheet(a_row(), encoding=encoding))

    assert (sheet.rows, len(sheet.lines), found(sheet)) == (1, 1, [])


@pytest.mark.parametrize(
    ("content", "cell", "code"),
    [
        (b"", "A1", FaultCode.EMPTY_SHEET),
        (b"\n \n", "A1", FaultCode.EMPTY_SHEET),
        (a_table([*ROW]), "A1", FaultCode.EMPTY_SHEET),
        (b"PK\x03\x04\xff\xfe\xff\x00", "A1", FaultCode.ENCODING_UNKNOWN),
        (a_sheet(a_row()) + b'\n2020,"10108\n', "A4", FaultCode.QUOTE_NOT_CLOSED),
        (b'"NF', "A1", FaultCode.QUOTE_NOT_CLOSED),
    ],
)
def test_a_whole_file_is_refused(content: bytes, cell: str, code: FaultCode) -> None:
    assert found(read(content)) == [(cell, code)]


def test_a_file_of_something_else_has_its_headings_refused_not_its_rows() -> None:
    sheet = read(a_table(["姓名"], ["甲"], ["乙"]))

    codes = {code for _, code in found(sheet)}
    assert codes == {FaultCode.HEADING_UNKNOWN, FaultCode.HEADING_MISSING}
    assert sheet.rows == 0


def test_rows_are_read_under_faulty_headings_and_none_is_accepted() -> None:
    rows = {heading: text for heading, text in a_row(ZSJHS="x").items() if heading != "KLMC"}

    sheet = read(a_table([*rows], [*rows.values()], [*rows.values()]))

    assert [code for _, code in found(sheet)] == [
        FaultCode.HEADING_MISSING,
        FaultCode.NOT_A_NUMBER,
        FaultCode.LINE_TWICE,
        FaultCode.NOT_A_NUMBER,
    ]
    assert (sheet.rows, sheet.lines) == (2, [])


def test_a_fault_names_the_row_that_a_spreadsheet_shows() -> None:
    rows = a_table([*ROW, "ZYBZ"], [*ROW.values(), "两\n行"], [], [*ROW.values(), ""])

    assert found(read(rows)) == [("F4", FaultCode.LINE_TWICE)]


@given(st.binary())
def test_any_bytes_give_lines_or_faults(content: bytes) -> None:
    sheet = read(content)

    assert sheet.lines or sheet.faults.count


@given(st.lists(st.one_of(headings, texts), max_size=8), st.lists(st.lists(texts, max_size=20)))
def test_any_cells_give_lines_or_faults(more: list[str], rows: list[list[str]]) -> None:
    table = a_table([*ROW, *more], *rows).decode("utf-8", "surrogatepass")

    sheet = read(table.encode("utf-8", "surrogatepass"))

    assert sheet.lines or sheet.faults.count
    for fault in sheet.faults.kept:
        assert (fault.message("zh") + fault.message("en")).isprintable()


@given(st.fixed_dictionaries(dict.fromkeys([*ROW, "DXXDM", "SFBZ", "JHLBMC"], texts)))
def test_any_row_gives_a_line_or_faults(row: dict[str, str]) -> None:
    sheet = read(a_sheet(a_row(), row, encoding="utf-8"))

    assert len(sheet.lines) == 2 or sheet.faults.count or sheet.rows == 1
