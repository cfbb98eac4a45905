"""Cells of a row that tell something together: each distinct combination is judged once.

A sheet of 100,000 rows has few institutions, programmes, batches and tracks, so what costs time
is done some hundred times.
"""

from collections.abc import Callable, Iterable, Mapping
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


class Group:
    """Some columns, and the judge of what they say: it returns fields that no cell fills alone."""

    def __init__(self, headings: Iterable[str], places: Mapping[str, int], judge: Judge) -> None:
        self.headings = tuple(headings)
        fields = [(heading, BY_CODE[heading].fills) for heading in self.headings]
        self.fields = [(heading, field) for heading, field in fields if field]
        self.judge = judge
        self.select = itemgetter(*(places[heading] for heading in self.headings))
        self.judged: dict[tuple[Any, ...], tuple[dict[str, Any], Found]] = {}

    def tell(self, row: int, values: tuple[Any, ...]) -> tuple[dict[str, Any], Found]:
        """Return the fields that the row's cells fill, and what is wrong with them."""
        combination = self.select(values)
        told = self.judged.get(combination)
        if told is None:
            said = Said(row, dict(zip(self.headings, combination, strict=True)))
            alone = {field: said[heading] for heading, field in self.fields}
            told = self.judged[combination] = {**alone, **self.judge(said)}, said.found
        return told
