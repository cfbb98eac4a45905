"""Rows to quota lines, or to what is wrong with them."""

from collections.abc import Mapping, Sequence
from operator import itemgetter
from typing import Any

from enrollment import quotas
from enrollment.sheets import cells, kinds
from enrollment.sheets.areas import Areas
from enrollment.sheets.columns import BY_CODE, COLUMNS
from enrollment.sheets.faults import FaultCode, Faults, Wrong
from enrollment.sheets.groups import Found, Group, Said
from enrollment.sheets.headings import Layout
from enrollment.sheets.known import Known
from enrollment.sheets.names import YEARLY, Names

COUNTY = "DXXDM"
PLAN = ("NF", *(heading for pair in YEARLY.values() for heading in pair), COUNTY)
INSTITUTION = ("YXDM", "YXMC")
PROGRAMME = ("ZSZYDM", "ZSZYMC")
TWOFOLD = ("XZMC", "XZDM", "KSKMYQZW", "KSKMYQ")
KEPT = tuple(  # in `other`
    column.code for column in COLUMNS if not column.fills and column.code not in (*PLAN, *TWOFOLD)
)
ALONE = ("JHID", "ZSJHS")
DESCRIPTION = tuple(
    column.code
    for column in COLUMNS
    if column.code not in {*PLAN, *INSTITUTION, *PROGRAMME, *TWOFOLD, *KEPT, *ALONE}
)
identity = itemgetter(*quotas.IDENTIFYING)
IDENTIFYING = {
    *("NF", "YXDM", "JHXZMC", "JHLBMC", "JHID", "KSKMYQ", COUNTY),
    *(column.code for column in COLUMNS if column.fills in quotas.IDENTIFYING),
}
BEYOND = ""  # the heading of what stands under none
MOST_SEATS = 100_000_000  # in a sheet; the sums of a plan are 32-bit integers


class Reader:
    """Reads the rows of one sheet in order; what is wrong goes to `faults`."""

    def __init__(self, layout: Layout, known: Known, faults: Faults) -> None:
        self.layout, self.faults = layout, faults
        self.width, self.is_complete = layout.width, layout.is_complete
        self.names, self.areas = Names(known), Areas(known)
        self.places = layout.places()
        self.groups = (
            Group(PLAN, self.places, self.plan),
            Group(INSTITUTION, self.places, self.names.compare_institution),
            Group(PROGRAMME, self.places, self.names.compare_programme),
            Group(DESCRIPTION, self.places),
            Group((*TWOFOLD, *KEPT), self.places, others),
        )
        self.alone = [
            (str(column.fills), column.code, self.places.get(column.code), column.read)
            for column in map(BY_CODE.__getitem__, ALONE)
        ]
        self.first: dict[tuple[object, ...], int] = {}
        self.seats = 0

    def read(self, row: int, texts: Sequence[str]) -> quotas.Line | None:
        """Return the line that the row describes, None where anything is wrong with it."""
        fitted = texts if len(texts) == self.width else self.fitted(texts)
        fields: dict[str, Any] = {}
        found: Found = []
        for group in self.groups:
            told, wrong = group.tell(row, fitted)
            fields.update(told)
            found += wrong
        for field, heading, place, read in self.alone:
            value = read(fitted[place - 1]) if place else None
            if isinstance(value, Wrong):
                found.append((heading, value))
            fields[field] = value
        if len(texts) != self.width:
            found = self.measured(texts, found)
        self.find_twin(row, fields, found)
        self.add_seats(fields["seats"], found)
        if found:
            self.report(row, texts, found)
        return None if found or not self.is_complete else quotas.Line(**fields)

    def fitted(self, texts: Sequence[str]) -> Sequence[str]:
        return [*texts, *[""] * (self.width - len(texts))][: self.width]

    def measured(self, texts: Sequence[str], found: Found) -> Found:
        """Return what was found, all required cells beyond a short row's end as one fault."""
        length = len(texts)
        beyond = [heading for heading, _ in found if self.places.get(heading, 0) > length]
        kept = [(heading, wrong) for heading, wrong in found if heading not in beyond]
        if beyond:
            first = min(beyond, key=self.places.__getitem__)
            values = {"count": length, "expected": BY_CODE[first].title}
            kept.append((first, Wrong(FaultCode.ROW_TOO_SHORT, values)))
        if any(map(str.strip, texts[self.width :])):
            values = {"count": length, "columns": self.width}
            kept.append((BEYOND, Wrong(FaultCode.ROW_TOO_LONG, values)))
        return kept

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

    def find_twin(self, row: int, fields: Mapping[str, Any], found: Found) -> None:
        """Blame a line that stood before, unless the row doesn't tell which line it is."""
        if any(
            heading in IDENTIFYING or wrong.code is FaultCode.ROW_TOO_SHORT
            for heading, wrong in found
        ):
            return
        record = fields["record_id"]
        plan = fields["year"], fields["plan_kind"], fields["institution_code"]
        line = (*plan, record) if record else (*plan, *identity(fields))
        first = self.first.setdefault(line, row)
        if first != row:
            wrong = Wrong(FaultCode.LINE_TWICE, {"first": first})
            found.append(("JHID" if record else "ZSZYDM", wrong))

    def add_seats(self, seats: object, found: Found) -> None:
        """Blame the row that takes the sheet beyond all reason."""
        before = self.seats
        self.seats += seats if isinstance(seats, int) else 0
        if before <= MOST_SEATS < self.seats:
            values = {"highest": f"{MOST_SEATS:,}"}
            found.append(("ZSJHS", Wrong(FaultCode.TOO_MANY_SEATS, values)))

    def report(self, row: int, texts: Sequence[str], found: Found) -> None:
        """Hand on what was found, from left to right."""
        beyond = self.width + 1
        placed = [(self.places.get(heading, beyond), heading, wrong) for heading, wrong in found]
        for place, heading, wrong in sorted(placed, key=itemgetter(0)):
            text = texts[place - 1] if place <= len(texts) else ""
            self.faults.add(row, place, heading, wrong, text.strip())


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
