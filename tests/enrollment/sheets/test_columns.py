from dataclasses import fields

import pytest

from enrollment import quotas
from enrollment.sheets.columns import BY_CODE, BY_WORD, COLUMNS
from enrollment.sheets.faults import FaultCode, Wrong

# The national record, as programs that import it have its columns.
NATIONAL = """
    NF JHID SYSSDM SYSSMC YXDM YXMC YXDH YXDHMC CCDM CCMC ZSZYDM ZSZYMC SBZYDH XBZYDH ZKFX BHZY
    BHZYGS ZYLBDM ZYLBMC XZDM XZMC SFBZ BXDD BXDDSSMC BXDDDJSMC BXDDQXMC BXDDXXDZ BXDDBB SFKS WYYZ
    YXBMDM YXBMMC KLDM KLMC JHXZDM JHXZMC JHLBDM JHLBMC PCDM PCMC ZKLXDM ZKLXMC KSKMYQ KSKMYQZW
    XKKMBHZY SKYQ ZYBZ DZ1 DZ2 DZ3 DZ4 DZ5 DZ6 DZ7 DZ8 DZ9 DZ10 ZSJHS XFZY
""".split()
REQUIRED = "NF YXDM YXMC CCDM CCMC ZSZYDM ZSZYMC PCDM PCMC KLDM KLMC JHXZDM JHXZMC ZSJHS".split()


def test_the_national_columns_are_known_and_two_of_ours() -> None:
    assert set(BY_CODE) == {*NATIONAL, "DXXDM", "PYLJ"}
    assert {column.code for column in COLUMNS if column.required} == set(REQUIRED)


def test_no_word_names_two_columns() -> None:
    words = [word for column in COLUMNS for word in (column.code, *column.labels)]

    assert len(words) == len(set(words)) == len(BY_WORD)


def test_the_fields_that_columns_fill_are_a_lines() -> None:
    known = {field.name for field in fields(quotas.Line)}
    told = {"plan_kind", "county_code", "other"}

    assert {column.fills for column in COLUMNS if column.fills} == known - told


def test_spaces_around_a_value_are_not_part_of_it() -> None:
    assert BY_CODE["YXMC"].read("\u3000 山西大学\u00a0\n") == "山西大学"
    assert BY_CODE["ZYBZ"].read(" \u3000") is None


def test_a_required_value_is_missed() -> None:
    wrong = BY_CODE["YXMC"].read(" ")

    assert wrong == Wrong(FaultCode.VALUE_MISSING, {"expected": "YXMC 院校名称"})


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\ufffd", chr(0xD800), "\u200b", "\ufeff"])
def test_characters_nobody_can_see_are_refused(character: str) -> None:
    wrong = BY_CODE["ZYBZ"].read(f"备{character}注")

    assert wrong == Wrong(FaultCode.BAD_CHARACTER, {"character": f"<U+{ord(character):04X}>"})


def test_only_prose_has_lines() -> None:
    assert BY_CODE["ZYBZ"].read("两\r\n行") == "两\r\n行"
    assert isinstance(BY_CODE["YXMC"].read("两\n行"), Wrong)


@pytest.mark.parametrize(("code", "longest"), [("YXDH", 50), ("YXMC", 100), ("ZYBZ", 2_000)])
def test_a_value_has_a_longest_length(code: str, longest: int) -> None:
    assert BY_CODE[code].read("1" * longest) == "1" * longest
    assert BY_CODE[code].read("1" * (longest + 1)) == Wrong(
        FaultCode.TOO_LONG, {"length": longest + 1, "longest": longest}
    )
