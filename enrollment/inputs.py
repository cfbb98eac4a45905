"""What a write is given, judged before the database sees it: texts and times that it can hold."""

import unicodedata
from datetime import date, datetime

from enrollment import errors

FIRST, LAST = 1900, 2199  # years that a date may have; offsets never lead past year 1 or 9999
LONGEST_REASON, LONGEST_DOCUMENT = 1_000, 500  # characters
SPACES = "\t\n\r"  # the control characters that people write


def text(field: str, value: str, *, most: int) -> str:
    """Return the text without the space around it, at most `most` characters.

    Refused: `errors.TextMissing`, `errors.TextTooLong`, `errors.TextUnreadable`.
    """
    found = value.strip()
    if not found:
        raise errors.TextMissing(field=field)
    if len(found) > most:
        raise errors.TextTooLong(field=field, length=len(found), most=most)
    if any(
        unicodedata.category(letter) in ("Cc", "Cs") for letter in found if letter not in SPACES
    ):
        raise errors.TextUnreadable(field=field)
    return found


def few(field: str, count: int, *, most: int) -> None:
    """Refuse with `errors.TooManyRows` more rows than a request may have."""
    if count > most:
        raise errors.TooManyRows(field=field, count=count, most=most)


def when(field: str, value: date | datetime) -> None:
    """Refuse with `errors.DateImplausible` a day or an instant in a year that no rule speaks of."""
    if not FIRST <= value.year <= LAST:
        raise errors.DateImplausible(field=field, first=FIRST, last=LAST)
