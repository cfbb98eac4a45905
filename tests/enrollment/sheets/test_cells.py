from decimal import Decimal

import pytest

from enrollment.errors import Text
from enrollment.sheets import cells
from enrollment.sheets.faults import FaultCode, Wrong

small = cells.integer(0, 100)


def test_digits_are_read_full_width_ones_too() -> None:
    assert small("20") == 20
    assert small("２０") == 20
    assert small("007") == 7


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("20.0", Text("请写成 20", "write 20")),
        ("1,000", Text("请写成 1000", "write 1000")),
        ("1，000.00", Text("请写成 1000", "write 1000")),
        ("二十", cells.DIGITS_ONLY),
        ("1,5", cells.DIGITS_ONLY),
        ("20人", cells.DIGITS_ONLY),
        ("٢٠", cells.DIGITS_ONLY),
    ],
)
def test_what_is_no_whole_number_is_refused_with_a_hint(value: str, hint: Text) -> None:
    assert small(value) == Wrong(FaultCode.NOT_A_NUMBER, {"hint": hint})


@pytest.mark.parametrize("value", ["-1", "101", "9" * 50])
def test_numbers_have_a_range(value: str) -> None:
    assert small(value) == Wrong(FaultCode.NUMBER_OUT_OF_RANGE, {"low": 0, "high": 100})


@pytest.mark.parametrize(
    ("value", "yuan"),
    [("5000", "5000"), ("4600.50", "4600.5"), ("免费", "0"), ("免学费", "0"), ("５０００", "5000")],
)
def test_tuition_is_exact(value: str, yuan: str) -> None:
    assert cells.money(value) == Decimal(yuan)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("-5", FaultCode.NUMBER_OUT_OF_RANGE),
        ("1000001", FaultCode.NUMBER_OUT_OF_RANGE),
        ("5,000", FaultCode.NOT_A_NUMBER),
        ("待定", FaultCode.NOT_A_NUMBER),
        ("1.005", FaultCode.NOT_A_NUMBER),
        ("NaN", FaultCode.NOT_A_NUMBER),
    ],
)
def test_tuition_is_refused(value: str, code: FaultCode) -> None:
    wrong = cells.money(value)

    assert isinstance(wrong, Wrong)
    assert wrong.code == code


@pytest.mark.parametrize(
    ("value", "years"),
    [("四年", 4), ("4", 4), ("4年", 4), ("五年制", 5), ("两年", 2), ("2.5年", 2.5), ("４年", 4)],
)
def test_years_of_study_are_read(value: str, years: float) -> None:
    assert cells.years(value) == Decimal(str(years))


@pytest.mark.parametrize("value", ["长", "0", "十年", "4.7", "3+2"])
def test_years_of_study_are_refused(value: str) -> None:
    assert cells.years(value) == Wrong(FaultCode.NOT_A_NUMBER, {"hint": cells.YEARS_OF_STUDY})


@pytest.mark.parametrize("value", ["10108", "C141124", "１０１０８"])
def test_institution_codes_have_five_digits_or_are_made_of_a_county(value: str) -> None:
    assert cells.institution_code(value) == cells.plain(value)


@pytest.mark.parametrize("value", ["1010", "101081", "C1411", "10108.0", "X0108"])
def test_other_institution_codes_are_malformed(value: str) -> None:
    assert cells.institution_code(value) == Wrong(
        FaultCode.CODE_MALFORMED, {"hint": cells.INSTITUTION_CODE}
    )


@pytest.mark.parametrize("value", ["1", "100201k", "01-02", "12345678901", "哲学"])
def test_other_programme_codes_are_malformed(value: str) -> None:
    assert cells.programme_code(value) == Wrong(
        FaultCode.CODE_MALFORMED, {"hint": cells.PROGRAMME_CODE}
    )


def test_only_shanxi_is_taken() -> None:
    assert cells.province_code("14") == "14"
    assert cells.province_code("140000") == "140000"
    assert cells.province("山西省") == "山西省"
    assert cells.province_code("15") == Wrong(FaultCode.PROVINCE_NOT_SHANXI)
    assert cells.province("陕西") == Wrong(FaultCode.PROVINCE_NOT_SHANXI)
