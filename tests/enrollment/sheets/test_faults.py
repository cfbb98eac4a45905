import string

import pytest

from enrollment.errors import Text
from enrollment.sheets import faults
from enrollment.sheets.faults import Fault, FaultCode, Faults, Wrong


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("code", FaultCode)
def test_every_fault_has_a_message_in_both_languages(code: FaultCode, language: str) -> None:
    template = faults.MESSAGES[code].of(language)
    fields = [field for _, field, _, _ in string.Formatter().parse(template) if field]

    message = Fault(7, 3, "NF", code, "x", dict.fromkeys(fields, Text("中", "E"))).message(language)

    assert "{" not in message
    assert message.isascii() is False or language == "en"


def test_both_languages_tell_the_same_values() -> None:
    for text in faults.MESSAGES.values():
        fields = [
            {field for _, field, _, _ in string.Formatter().parse(each) if field} for each in text
        ]
        assert fields[0] == fields[1]


@pytest.mark.parametrize(
    ("column", "cell"), [(1, "A7"), (3, "C7"), (26, "Z7"), (27, "AA7"), (703, "AAA7")]
)
def test_a_cell_is_named_as_a_spreadsheet_names_it(column: int, cell: str) -> None:
    assert Fault(7, column, "NF", FaultCode.TOO_LONG, "").cell == cell


def test_a_value_is_shown_without_what_can_not_be_printed() -> None:
    assert faults.shown("a\x00b\ud800\n山") == "a<U+0000>b<U+D800><U+000A>山"
    assert faults.shown("山" * 101) == "山" * 100 + "…"


def test_faults_beyond_the_first_thousand_are_counted() -> None:
    found = Faults()

    for row in range(1, 1_201):
        found.add(row, 1, "NF", Wrong(FaultCode.VALUE_MISSING))

    assert found.count == 1_200
    assert [fault.row for fault in found.kept] == list(range(1, 1_001))
