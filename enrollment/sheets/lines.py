"""Rows to quota lines, or to what is wrong with them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import repeat
from operator import itemgetter
from typing import Any

from enrollment import quotas
from enrollment.sheets import cells, kinds
from enrollment.sheets.areas import Areas
from enrollment.sheets.columns import BY_CODE, COLUMNS, Column
from enrollment.sheets.faults import FaultCode, Faults, Wrong
from enrollment.sheets.groups import Found, Group, Said
from enrollment.sheets.headings import Layout
from enrollment.sheets.known import Known
from enrollment.sheets.names import YEARLY, Names
from enrollment.sheets.rows import Row

COUNTY = "DXXDM"
PLAN = ("NF", *(heading for pair in YEARLY.values() for heading in pair), COUNTY)
INSTITUTION = ("YXDM", "YXMC")
PROGRAMME = ("ZSZYDM", "ZSZYMC")
TWOFOLD = ("XZMC", "XZDM", "KSKMYQZW", "KSKMYQ")
KEPT = tuple(  # in `other`
    column.code for column in COLUMNS if not column.fills and column.code not in (*PLAN, *TWOFOLD)
)
GROUPED = {*PLAN, *INSTITUTION, *PROGRAMME, *TWOFOLD, *KEPT}
LOOSE = tuple(column for column in COLUMNS if column.code not in GROUPED)
loose = tuple(str(column.fills) for column in LOOSE)
# The columns of constraint quota_line_identity, where no record id tells the line.
IDENTITY = (
    "programme_code level_code batch_code track_code plan_nature_code plan_category_code "
    "county_code institution_number programme_number provincial_programme_number direction "
    "programmes_contained foreign_language oral_test subject_requirement campus pathway"
).split()
identity = itemgetter(*IDENTITY)
IDENTIFYING = {
    *("NF", "YXDM", "JHXZMC", "JHLBMC", "JHID", "KSKMYQ", COUNTY),
    *(column.code for column in COLUMNS if column.fills in IDENTITY),
}
BEYOND = ""  # the heading of what stands under none
MOST_SEATS = 100_000_000  # in a sheet; the sums of a plan are 32-bit integers


class Reader:
    """Reads the rows of one sheet in order; what is wrong goes to `faults`."""

    def __init__(self, layout: Layout, known: Known, faults: Faults) -> None:
        self.faults, self.layout, self.width = faults, layout, layout.width
        self.places = layout.places()
        self.names, self.areas = Names(known), Areas(known)
        self.checks = [self.check(column) for column in layout.columns]
        self.is_complete, self.is_spotless = layout.is_complete, True
        # A column that isn't there is read from the nothing that follows the row's last cell.
        places = {code: self.places.get(code, self.width + 1) - 1 for code in BY_CODE}
        self.loose = itemgetter(*(places[column.code] for column in LOOSE))
        self.groups = (
            Group(PLAN, places, self.plan),
            Group(INSTITUTION, places, self.names.compare_institution),
            Group(PROGRAMME, places, self.names.compare_programme),
            Group((*TWOFOLD, *KEPT), places, others),
        )
        self.first: dict[tuple[object, ...], int] = {}
        self.seats = 0

    def check(self, column: Column | None) -> Callable[[str], object]:
        """Return the reading of a column's cells, which takes note of the first wrong one."""

        @cache
        def read(text: str) -> object:
            value = column.read(text) if column else None
            self.is_spotless &= not isinstance(value, Wrong)
            return value

        return read

    def read(self, rows: Sequence[Row]) -> Iterator[quotas.Line | None]:
        """Yield the line that each row describes, None where anything is wrong with it."""
        columns = zip(*(self.fitted(texts) for _, texts in rows), strict=True)
        values = map(map, self.checks, columns)
        for (number, texts), said in zip(rows, zip(*values, repeat(None)), strict=False):
            yield self.line(number, texts, said)

    def fitted(self, texts: list[str]) -> list[str]:
        if len(texts) == self.width:
            return texts
        return [*texts, *[""] * (self.width - len(texts))][: self.width]

    def line(self, number: int, texts: Sequence[str], said: tuple[Any, ...]) -> quotas.Line | None:
        fields = dict(zip(loose, self.loose(said), strict=True))
        found: Found = []
        for group in self.groups:
            told, wrong = group.tell(number, said)
            fields.update(told)
            found += wrong
        if not self.is_spotless or len(texts) != self.width:
            found += self.found_alone(texts, said)
        self.find_twin(number, fields, found)
        self.add_seats(fields["seats"], found)
        if found:
            self.report(number, texts, found)
        return None if found or not self.is_complete else quotas.Line(**fields)

    def plan(self, said: Said) -> dict[str, Any]:
        """Tell the plan's kind and the county, and hold the yearly names against each other."""
        self.names.compare_yearly(said)
        kind, county = None, None
        if said["JHXZMC"] and not said.is_wrong("JHLBMC"):
            kind = said.sound("JHXZMC", kinds.told(said["JHXZMC"], said["JHLBMC"]))
        if said[COUNTY]:
            county = said.sound(COUNTY, self.areas.county(said[COUNTY]))
        if said["NF"] and kind and (county or said.values[COUNTY] is None):
            refusal = self.areas.refusal(said["NF"], kind, county)
            about_year = refusal and refusal.code is FaultCode.NO_AREA
            said.blame("NF" if about_year else COUNTY, refusal)
        return {"plan_kind": kind, "county_code": county}

    def found_alone(
        self, texts: Sequence[str], said: tuple[Any, ...]
    ) -> Iterator[tuple[str, Wrong]]:
        """Yield what is wrong with single cells; those beyond a short row's end are one fault."""
        length, is_whole = len(texts), True
        for place, (column, value) in enumerate(zip(self.layout.columns, said, strict=False), 1):
            if column and isinstance(value, Wrong):
                if place <= length:
                    yield column.code, value
                elif is_whole:
                    is_whole = False
                    values = {"count": length, "expected": column.title}
                    yield column.code, Wrong(FaultCode.ROW_TOO_SHORT, values)
        if any(map(str.strip, texts[self.width :])):
            yield BEYOND, Wrong(FaultCode.ROW_TOO_LONG, {"count": length, "columns": self.width})

    def find_twin(self, number: int, fields: Mapping[str, Any], found: Found) -> None:
        """Blame a line that stood before, unless the row doesn't tell which line it is."""
        if any(
            heading in IDENTIFYING or wrong.code is FaultCode.ROW_TOO_SHORT
            for heading, wrong in found
        ):
            return
        record = fields["record_id"]
        plan = fields["year"], fields["plan_kind"], fields["institution_code"]
        line = (*plan, record) if record else (*plan, *identity(fields))
        first = self.first.setdefault(line, number)
        if first != number:
            wrong = Wrong(FaultCode.LINE_TWICE, {"first": first})
            found.append(("JHID" if record else "ZSZYDM", wrong))

    def add_seats(self, seats: object, found: Found) -> None:
        """Blame the row that takes the sheet beyond all reason."""
        before = self.seats
        self.seats += seats if isinstance(seats, int) else 0
        if before <= MOST_SEATS < self.seats:
            values = {"highest": f"{MOST_SEATS:,}"}
            found.append(("ZSJHS", Wrong(FaultCode.TOO_MANY_SEATS, values)))

    def report(self, number: int, texts: Sequence[str], found: Found) -> None:
        """Hand on what was found, from left to right."""
        beyond = self.width + 1
        placed = [(self.places.get(heading, beyond), heading, wrong) for heading, wrong in found]
        for place, heading, wrong in sorted(placed, key=itemgetter(0)):
            text = texts[place - 1] if place <= len(texts) else ""
            self.faults.add(number, place, heading, wrong, text.strip())


def others(said: Said) -> dict[str, Any]:
    """Tell what two columns may say, and what no field takes: it is kept by its heading.

    The length of study is read from its name, or else from its code; the subjects required from
    the words, or else from the code. What is not read stays with the rest.
    """
    other = {heading: said[heading] for heading in KEPT if said[heading] is not None}
    years, subjects = said["XZMC"], said["KSKMYQZW"]
    if said["XZDM"] and said.values["XZMC"] is None:
        years = said.sound("XZDM", cells.years(said["XZDM"]))
    elif said["XZDM"]:
        other["XZDM"] = said["XZDM"]
    if said["KSKMYQ"] and said.values["KSKMYQZW"] is None:
        subjects = said["KSKMYQ"]
    elif said["KSKMYQ"]:
        other["KSKMYQ"] = said["KSKMYQ"]
    return {"years": years, "subject_requirement": subjects, "other": other}
