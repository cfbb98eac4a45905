import pytest

from enrollment.sheets.rows import Rows, decoded, delimiter

TEXT = "年份,院校名称\n2020,山西大学\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_encoding_is_found(encoding: str) -> None:
    assert decoded(TEXT.encode(encoding)) == TEXT


def test_a_damaged_character_is_marked() -> None:
    whole = (TEXT * 5).encode()

    text = decoded(whole.replace("学".encode(), b"\xff", 1))

    assert text is not None
    assert text.count("\ufffd") == 1
    assert text.count("山西大学") == 4


def test_a_spreadsheet_s_unicode_text_is_read() -> None:
    assert decoded(TEXT.encode("utf-16")) == TEXT


def test_other_encodings_are_not_guessed() -> None:
    assert decoded(b"PK\x03\x04\xff\xfe\xff\x00") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a,b\n1;2;3;4", ","), ("a\tb,c\td\n", "\t"), ("a;b;c", ";"), ("a", ","), ("", ",")],
)
def test_the_heading_row_tells_the_delimiter(text: str, expected: str) -> None:
    assert delimiter(text) == expected


def test_a_delimiter_in_quotation_marks_does_not_count() -> None:
    assert delimiter('\n"a,b,c";d\n') == ";"


def test_rows_are_numbered_as_in_a_spreadsheet() -> None:
    rows = Rows('a,b\r\n\r\n1,"two\r\nlines"\r\n , \r\n,\n3,4')

    assert list(rows) == [(1, ["a", "b"]), (3, ["1", "two\r\nlines"]), (6, ["3", "4"])]
    assert rows.broken_at is None


@pytest.mark.parametrize("end", ['"b', '"b"c', '"b\n5,6\n'])
def test_rows_end_before_a_quotation_mark_without_a_partner(end: str) -> None:
    rows = Rows(f"a,b\n1,2\n\n3,{end}")

    assert [number for number, _ in rows] == [1, 2]
    assert rows.broken_at == 4
