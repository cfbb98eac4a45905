"""A file to its lines, or to its faults."""

from collections.abc import Iterator
from itertools import islice

from enrollment import quotas
from enrollment.sheets import headings
from enrollment.sheets.faults import FaultCode, Faults, Wrong
from enrollment.sheets.known import Known
from enrollment.sheets.lines import Reader
from enrollment.sheets.rows import Row, Rows, decoded

SLICE = 1_000  # rows between two reports: some 30 ms


class Sheet:
    """What was read of a file so far: its rows counted, its lines, its faults."""

    def __init__(self) -> None:
        self.rows = 0
        self.lines: list[quotas.Line] = []
        self.faults = Faults()

    def read(self, content: bytes, known: Known) -> Iterator[int]:
        """Read the file, yielding now and then how many more rows are read."""
        text = decoded(content)
        if text is None:
            return self.refuse(1, FaultCode.ENCODING_UNKNOWN)
        rows = Rows(text)
        yield from self.read_rows(iter(rows), known)
        if rows.broken_at:
            self.refuse(rows.broken_at, FaultCode.QUOTE_NOT_CLOSED)
        elif not self.rows and not self.faults.count:
            self.refuse(1, FaultCode.EMPTY_SHEET)
        return None

    def read_rows(self, rows: Iterator[Row], known: Known) -> Iterator[int]:
        """Read the headings, then the rows; these only if a heading is known."""
        for number, texts in islice(rows, 1):
            layout = headings.read(number, texts, self.faults)
            reader = Reader(layout, known, self.faults)
            while layout.is_known and (some := list(islice(rows, SLICE))):
                lines = (reader.read(number, texts) for number, texts in some)
                self.lines.extend(filter(None, lines))
                self.rows += len(some)
                yield len(some)

    def refuse(self, row: int, code: FaultCode) -> None:
        """Blame the whole file from a row on."""
        self.faults.add(row, 1, "", Wrong(code))
