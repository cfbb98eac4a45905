"""Bytes to rows, numbered as a spreadsheet numbers them."""

import csv
import io
import re
from collections.abc import Iterator

BROKEN = "\N{REPLACEMENT CHARACTER}"
FOREIGN = re.compile(r"[^\x00-\x7f]")
QUOTED = re.compile(r'"[^"]*"?')
DELIMITERS = ",\t;"

Row = tuple[int, list[str]]


def decoded(content: bytes) -> str | None:
    """Return the text of a file in UTF-8 (with or without a mark), GB18030 or marked UTF-16.

    None if it is in neither, as a workbook is.
    Where few characters are damaged the text holds U+FFFD in their place: the cells can be named.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):  # a spreadsheet's "Unicode text"
        return content.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "gb18030"):
        text = content.decode(encoding, errors="replace")
        if BROKEN not in text:
            return text
        if len(FOREIGN.findall(text)) > 10 * text.count(BROKEN):
            return text
    return None


class Rows:
    """The rows that aren't blank, with their numbers.

    A blank line counts as a row, a line break inside quotation marks doesn't: so does a
    spreadsheet count. They end before the row, then named by `broken_at`, in which a quotation
    mark has no partner.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.broken_at: int | None = None

    def __iter__(self) -> Iterator[Row]:
        lines = io.StringIO(self.text, newline="")
        records = csv.reader(lines, delimiter=delimiter(self.text), strict=True)
        number = 0
        try:
            for number, texts in enumerate(records, 1):
                if any(texts) and not "".join(texts).isspace():
                    yield number, texts
        except csv.Error:
            self.broken_at = number + 1


def delimiter(text: str) -> str:
    """Return the delimiter that the first line that isn't blank has most of: comma, tab or ;."""
    lines = io.StringIO(text, newline="")
    bare = QUOTED.sub("", next((line for line in lines if not line.isspace()), ""))
    return max(DELIMITERS, key=bare.count)
