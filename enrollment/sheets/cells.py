"""One cell's text to its value: numbers, money, years, codes; or what is wrong with it."""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal

from enrollment.errors import Text
from enrollment.sheets.faults import FaultCode, Wrong

Check = Callable[[str], object]

# Control and formatting characters, line breaks, what a broken encoding leaves, lone surrogates.
UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufff0-\uffff"
    "\ud800-\udfff]"
)
UNPRINTABLE_IN_PROSE = re.compile(
    UNPRINTABLE.pattern.replace("\x00-\x1f", "\x00-\x08\x0b\x0c\x0e-\x1f")
)

INTEGER = re.compile(r"-?[0-9]+")
GROUPED = re.compile(r"-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.0+)?")
MONEY = re.compile(r"-?[0-9]+(?:\.[0-9]{1,2})?")
YEARS = re.compile(r"([1-9](?:\.[05])?|[一二两三四五六七八九])(?:年制?)?")
CHINESE_DIGITS = {"两": "2", **{digit: str(n) for n, digit in enumerate("一二三四五六七八九", 1)}}
NO_FEE = ("免费", "免学费")
HIGHEST_TUITION = 1_000_000  # yuan a year; ten times what the dearest programmes cost

DIGITS_ONLY = Text(
    "请只用阿拉伯数字写整数，如 20", "write a whole number in digits only, such as 20"
)
YUAN = Text(
    "请写元数，如 5000 或 4600.50，不收费写 免费，未定则留空",
    "write yuan such as 5000 or 4600.50, 免费 if nothing is charged, nothing if not yet known",
)
YEARS_OF_STUDY = Text("请写 4、4年 或 四年", "write 4, 4年 or 四年")
INSTITUTION_CODE = Text(
    "院校代码为五位数字，或 C 加六位县代码",
    "an institution's code has five digits, or C and a county's six",
)
PROGRAMME_CODE = Text(
    "专业代码为 2 至 10 位数字或大写字母，如 080901 或 100201K",
    "a programme's code has 2 to 10 digits or capital letters, such as 080901 or 100201K",
)


def text(value: str) -> str:
    """Return the text as it stands."""
    return value


def plain(value: str) -> str:
    """Return the text with full-width letters, digits and signs as ordinary ones (NFKC)."""
    return unicodedata.normalize("NFKC", value)


def integer(low: int, high: int) -> Check:
    """Return a check for whole numbers between `low` and `high`."""

    def check(value: str) -> int | Wrong:
        digits = plain(value)
        if not INTEGER.fullmatch(digits):
            return Wrong(FaultCode.NOT_A_NUMBER, {"hint": hint(digits, DIGITS_ONLY)})
        if not low <= int(digits) <= high:
            return Wrong(FaultCode.NUMBER_OUT_OF_RANGE, {"low": low, "high": high})
        return int(digits)

    return check


def money(value: str) -> Decimal | Wrong:
    """Return an amount in yuan; nothing to pay is 0."""
    digits = plain(value)
    if digits in NO_FEE:
        return Decimal(0)
    if not MONEY.fullmatch(digits):
        return Wrong(FaultCode.NOT_A_NUMBER, {"hint": hint(digits, YUAN)})
    if not 0 <= Decimal(digits) <= HIGHEST_TUITION:
        return Wrong(FaultCode.NUMBER_OUT_OF_RANGE, {"low": 0, "high": HIGHEST_TUITION})
    return Decimal(digits)


def hint(digits: str, otherwise: Text) -> Text:
    """Return how to write a number that has a comma or a needless fraction."""
    if not GROUPED.fullmatch(digits):
        return otherwise
    meant = digits.replace(",", "").partition(".")[0]
    return Text(f"请写成 {meant}", f"write {meant}")


def years(value: str) -> Decimal | Wrong:
    """Return a length of study: 四年, 4, 4年 and 四年制 are 4."""
    found = YEARS.fullmatch(plain(value))
    if not found:
        return Wrong(FaultCode.NOT_A_NUMBER, {"hint": YEARS_OF_STUDY})
    return Decimal(CHINESE_DIGITS.get(found[1], found[1]))


def shaped(pattern: str, expected: Text) -> Check:
    """Return a check for codes of a shape."""
    shape = re.compile(pattern)

    def check(value: str) -> str | Wrong:
        code = plain(value)
        if shape.fullmatch(code):
            return code
        return Wrong(FaultCode.CODE_MALFORMED, {"hint": expected})

    return check


institution_code = shaped("[0-9]{5}|C[0-9]{6}", INSTITUTION_CODE)
programme_code = shaped("[0-9A-Z]{2,10}", PROGRAMME_CODE)


def province_code(value: str) -> str | Wrong:
    """Return Shanxi's code, in two digits or six (GB/T 2260)."""
    code = plain(value)
    return code if code in ("14", "140000") else Wrong(FaultCode.PROVINCE_NOT_SHANXI)


def province(value: str) -> str | Wrong:
    return value if value in ("山西", "山西省") else Wrong(FaultCode.PROVINCE_NOT_SHANXI)
