"""Cells of a row that tell something together: each distinct combination is judged once.

A sheet of 100,000 rows has few institutions, programmes, batches and tracks, so what costs time
is done some hundred times.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from enrollment.sheets.columns import BY_CODE
from enrollment.sheets.faults import Wrong

# What is wrong, with the heading of the cell to look at.
Found = list[tuple[str, Wrong]]


class Said:
    """What some cells of a row say, by heading, and what is found wrong with them together."""

    def __init__(self, row: int, values: Mapping[str, Any]) -> None:
        self.row, self.values = row, values
        self.found: Found = []

    def __getitem__(self, heading: str) -> Any:
        """Return a cell's value, None where it is empty or wrong."""
        return None if self.is_wrong(heading) else self.values[heading]

    def is_wrong(self, heading: str) -> bool:
        """Say whether the cell could not be read: others then can't be held against it."""
        return isinstance(self.values[heading], Wrong)

    def blame(self, heading: str, wrong: Wrong | None) -> None:
        if wrong:
            self.found.append((heading, wrong))

    def sound(self, heading: str, value: Any) -> Any:
        """Return the value; where it is wrong, None, and the heading's cell is blamed."""
        if not isinstance(value, Wrong):
            return value
        return self.blame(heading, value)


Judge = Callable[[Said], Mapping[str, Any]]
Told = tuple[dict[str, Any], Found]


class Group:
    """Some columns, and the judge of what they say: it returns fields that no cell fills alone."""

    def __init__(
        self, headings: Iterable[str], places: Mapping[str, int], judge: Judge | None = None
    ) -> None:
        columns = [BY_CODE[heading] for heading in headings]
        self.columns = [column for column in columns if column.code in places]
        self.absent = {column.code: None for column in columns if column.code not in places}
        self.fields = [(column.fills, column.code) for column in columns if column.fills]
        self.judge = judge
        self.select = selection([places[column.code] - 1 for column in self.columns])
        self.told: dict[tuple[str, ...], Told] = {}

    def tell(self, row: int, texts: Sequence[str]) -> Told:
        """Return the fields that the row's cells fill, and what is wrong with them."""
        combination = self.select(texts)
        told = self.told.get(combination)
        if told is None:
            told = self.told[combination] = self.read(row, combination)
        return told

    def read(self, row: int, texts: tuple[str, ...]) -> Told:
        read = {
            column.code: column.read(text) for column, text in zip(self.columns, texts, strict=True)
        }
        said = Said(row, {**self.absent, **read})
        for heading, value in read.items():
            said.sound(heading, value)
        fields = {field: said[heading] for field, heading in self.fields}
        if self.judge:
            fields.update(self.judge(said))
        return fields, said.found


def selection(places: Sequence[int]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """Return what takes the texts at some places, always as a tuple."""
    return (
        itemgetter(*places) if len(places) > 1 else lambda texts: (*map(texts.__getitem__, places),)
    )
