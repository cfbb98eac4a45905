import pytest

from enrollment.errors import Text
from enrollment.sheets.faults import FaultCode
from enrollment.sheets.names import Names
from tests.enrollment.sheets.examples import KNOWN


@pytest.fixture
def names() -> Names:
    return Names(KNOWN)


def test_a_yearly_code_keeps_its_registered_name(names: Names) -> None:
    assert names.conflict("track", 2020, "5", "理工", 2) is None
    assert names.conflict("track", 2021, "5", "物理类", 3) is None

    wrong = names.conflict("track", 2020, "5", "理科", 4)

    assert wrong is not None
    assert wrong.code is FaultCode.CODE_NAME_CONFLICT
    assert "理工" in str(wrong.values["other"])


def test_a_code_keeps_the_name_of_the_row_where_it_first_stood(names: Names) -> None:
    assert names.conflict("batch", 2020, "1", "本科一批", 2) is None

    wrong = names.conflict("batch", 2020, "1", "本科二批", 9)

    assert wrong is not None
    assert wrong.values["other"] == Text(
        "第 2 行中该代码是“本科一批”", "in row 2 the code is “本科一批”"
    )
    assert names.conflict("batch", 2020, "1", "本科二批", 12) is wrong
    assert names.conflict("level", 2020, "1", "本科", 2) is None


def test_a_name_registered_under_another_code_is_a_slip(names: Names) -> None:
    wrong = names.mistaken_institution("10118", "山西大学")

    assert wrong is not None
    assert "10108" in str(wrong.values["other"])
    assert names.mistaken_institution("10108", "山西大学") is None


def test_a_registered_institution_may_be_renamed(names: Names) -> None:
    assert names.mistaken_institution("10108", "山西新大学") is None


def test_a_leading_zero_is_missed_where_the_whole_code_is_known(names: Names) -> None:
    wrong = names.shortened_programme("10101")

    assert wrong is not None
    assert wrong.values == {"expected": "010101"}
    assert names.shortened_programme("80901") is None
    assert names.shortened_programme("010101") is None
