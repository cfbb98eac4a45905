"""Codes and their names, agreeing in the sheet and with the database."""

from collections import defaultdict
from typing import Any

from enrollment.errors import Text
from enrollment.sheets.columns import BY_CODE
from enrollment.sheets.faults import FaultCode, Wrong
from enrollment.sheets.groups import Said
from enrollment.sheets.known import Known

CATEGORY = "JHLBDM", "JHLBMC"
# The columns of code and name, by the table that they belong to.
YEARLY = {
    "level": ("CCDM", "CCMC"),
    "batch": ("PCDM", "PCMC"),
    "track": ("KLDM", "KLMC"),
    "plan_nature": ("JHXZDM", "JHXZMC"),
    "plan_category": CATEGORY,
}


class Names:
    """Tells whether a code and its name agree; each pair is judged where it first stands.

    A registered institution or programme may come under a new name: it was renamed. A yearly
    code may not: its year's lines show one name.
    """

    def __init__(self, known: Known) -> None:
        self.known = known
        self.owners: dict[str, list[str]] = defaultdict(list)
        for code, name in known.institutions.items():
            self.owners[name].append(code)
        self.programme_names = frozenset(known.programmes.values())
        self.first: dict[tuple[str, int, str], tuple[str, int]] = {}
        self.judged: dict[tuple[str, int, str, str], Wrong | None] = {}

    def compare_yearly(self, said: Said) -> None:
        """Blame yearly codes and names that disagree, or of which only one is there."""
        for table, (code, name) in YEARLY.items():
            if said["NF"] and said[code] and said[name]:
                said.blame(name, self.conflict(table, said["NF"], said[code], said[name], said.row))
        for heading, other in (CATEGORY, CATEGORY[::-1]):
            if said.values[heading] is None and said.values[other] is not None:
                said.blame(heading, BY_CODE[heading].missing)

    def compare_institution(self, said: Said) -> dict[str, Any]:
        code, name = said["YXDM"], said["YXMC"]
        if code and name:
            if mistaken := self.mistaken_institution(code, name):
                said.blame("YXDM", mistaken)
            else:
                said.blame("YXMC", self.conflict("institution", 0, code, name, said.row))
        return {}

    def compare_programme(self, said: Said) -> dict[str, Any]:
        code, name = said["ZSZYDM"], said["ZSZYMC"]
        if code and name:
            if mistaken := self.shortened_programme(code) or self.mistaken_programme(code, name):
                said.blame("ZSZYDM", mistaken)
            else:
                said.blame("ZSZYMC", self.conflict("programme", 0, code, name, said.row))
        return {}

    def conflict(self, table: str, year: int, code: str, name: str, row: int) -> Wrong | None:
        """Return how code and name disagree; `year` is 0 where a code lasts."""
        pair = table, year, code, name
        if pair not in self.judged:
            self.judged[pair] = self._registered(*pair) or self._before(*pair, row)
        return self.judged[pair]

    def mistaken_institution(self, code: str, name: str) -> Wrong | None:
        """Return the code that the name is registered under, where it is not this one."""
        owners = self.owners.get(name)
        if not owners or code in owners:
            return None
        other = Text(f"该名称登记的代码是 {owners[0]}", f"the name is registered with {owners[0]}")
        return disagreement(code, name, other)

    def mistaken_programme(self, code: str, name: str) -> Wrong | None:
        """Return the name of a known code that comes with the name of another programme.

        A new code may: undergraduate and vocational programmes share names.
        """
        registered = self.known.programmes.get(code, name)
        if registered == name or name not in self.programme_names:
            return None
        other = Text(
            f"该代码登记的名称是“{registered}”", f"the code is registered as “{registered}”"
        )
        return disagreement(code, name, other)

    def shortened_programme(self, code: str) -> Wrong | None:
        """Return the code that a spreadsheet has taken the leading zero from, 10101 for 010101."""
        whole = f"0{code}"
        if not (len(code) == 5 and code.isdigit()) or code in self.known.programmes:
            return None
        shortened = whole in self.known.programmes
        return Wrong(FaultCode.LEADING_ZERO_LOST, {"expected": whole}) if shortened else None

    def _registered(self, table: str, year: int, code: str, name: str) -> Wrong | None:
        registered = self.known.codes.get((table, year, code), name)
        if registered == name:
            return None
        other = Text(
            f"该代码 {year} 年登记的名称是“{registered}”",
            f"in {year} the code is registered as “{registered}”",
        )
        return disagreement(code, name, other)

    def _before(self, table: str, year: int, code: str, name: str, row: int) -> Wrong | None:
        before, first = self.first.setdefault((table, year, code), (name, row))
        if before == name:
            return None
        other = Text(f"第 {first} 行中该代码是“{before}”", f"in row {first} the code is “{before}”")
        return disagreement(code, name, other)


def disagreement(code: str, name: str, other: Text) -> Wrong:
    return Wrong(FaultCode.CODE_NAME_CONFLICT, {"code": code, "name": name, "other": other})
