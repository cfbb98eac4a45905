"""The heading row: which column of the record stands where."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from enrollment.sheets.columns import BY_WORD, COLUMNS, Column
from enrollment.sheets.faults import FaultCode, Faults, Wrong, letters

BETWEEN_WORDS = re.compile(r"[\s()\[\]*:/_-]+")


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a sheet from the left, None where a heading can't be used."""

    columns: tuple[Column | None, ...]

    @property
    def width(self) -> int:
        return len(self.columns)

    @property
    def is_known(self) -> bool:
        """Whether any heading is one of the record's."""
        return any(self.columns)

    @property
    def is_complete(self) -> bool:
        """Whether every required column is there."""
        return all(column in self.columns for column in COLUMNS if column.required)

    def places(self) -> dict[str, int]:
        """Return where each column stands, counted from 1."""
        return {column.code: place for place, column in enumerate(self.columns, 1) if column}


def read(row: int, texts: Sequence[str], faults: Faults) -> Layout:
    """Return where the columns stand; headings missing, unknown or doubled become faults."""
    while texts and not texts[-1].strip():
        texts = texts[:-1]
    columns: list[Column | None] = []
    for place, text in enumerate(texts, 1):
        column = named(text)
        if column is None:
            faults.add(row, place, text, Wrong(FaultCode.HEADING_UNKNOWN), text)
        elif column in columns:
            first = f"{letters(columns.index(column) + 1)}{row}"
            values = {"expected": column.title, "first": first}
            faults.add(row, place, column.code, Wrong(FaultCode.HEADING_TWICE, values), text)
            column = None
        columns.append(column)
    for column in COLUMNS:
        if column.required and column not in columns:
            wrong = Wrong(FaultCode.HEADING_MISSING, {"expected": column.title})
            faults.add(row, len(texts) + 1, column.code, wrong)
    return Layout(tuple(columns))


def named(heading: str) -> Column | None:
    """Return the column that every word of the heading names: NF, 年份, NF 年份, NF（年份）."""
    words = BETWEEN_WORDS.split(unicodedata.normalize("NFKC", heading).upper())
    found = {BY_WORD.get(word) for word in words if word}
    return found.pop() if len(found) == 1 else None
