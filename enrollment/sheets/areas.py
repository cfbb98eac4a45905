"""Counties by code or name, and the area of each plan."""

from datetime import date
from functools import cache

from enrollment import plans
from enrollment.errors import Text
from enrollment.sheets.columns import BY_CODE
from enrollment.sheets.faults import FaultCode, Wrong
from enrollment.sheets.known import Known
from enrollment.types import PlanKind

EXPECTED = {"expected": BY_CODE["DXXDM"].title}


class Areas:
    """Tells which county a line names, and whether its plan's area holds it.

    A plan that has its area written keeps it; else the designations valid on 1 January of its
    year decide (DOMAIN, special plan).
    """

    def __init__(self, known: Known) -> None:
        self.known = known
        self.of = cache(self._of)
        self.refusal = cache(self._refusal)

    def county(self, name: str) -> str | Wrong:
        """Return the code of a county by a code or name that it has or had."""
        return self.known.counties.get(name) or Wrong(FaultCode.COUNTY_UNKNOWN)

    def _of(self, year: int, kind: PlanKind) -> frozenset[str]:
        """Return the counties of the plan's area."""
        day = date(year, 1, 1)
        return self.known.areas.get((year, kind)) or frozenset(
            county
            for county, designation, since, until in self.known.designations
            if designation in plans.AREAS[kind]
            and (since is None or since <= day)
            and (until is None or day < until)
        )

    def _refusal(self, year: int, kind: PlanKind, county: str | None) -> Wrong | None:
        """Return why a line of the plan can't name the county, or none; None where it can."""
        area = self.of(year, kind)
        about: dict[str, object] = {"year": year, "plan": Text(plans.TITLES[kind], kind.value)}
        if not area:
            return Wrong(FaultCode.NO_AREA, about)
        if county is None:
            targeted = kind is PlanKind.TARGETED
            return Wrong(FaultCode.COUNTY_REQUIRED, EXPECTED) if targeted else None
        if county not in area:
            about["county"] = f"{self.known.county_names[county]} {county}"
            return Wrong(FaultCode.COUNTY_OUTSIDE_AREA, about)
        return None
