import pytest

from enrollment.sheets.areas import Areas
from enrollment.sheets.faults import FaultCode, Wrong
from enrollment.types import PlanKind
from tests.enrollment.sheets.examples import KNOWN

areas = Areas(KNOWN)


@pytest.mark.parametrize("name", ["140215", "云州区", "140227", "大同县"])
def test_a_county_is_found_by_any_code_or_name_it_had(name: str) -> None:
    assert areas.county(name) == "140215"


def test_an_unknown_county_is_refused() -> None:
    assert areas.county("临") == Wrong(FaultCode.COUNTY_UNKNOWN)


def test_an_area_follows_the_designations_of_the_years_first_day() -> None:
    assert areas.of(2020, PlanKind.NATIONAL) == {"141124", "140215"}
    assert areas.of(2020, PlanKind.LOCAL) == {"140122"}
    assert areas.of(2020, PlanKind.UNIVERSITY) == {"141124", "140215", "140122"}
    assert areas.of(2020, PlanKind.TARGETED) == {"141124"}
    assert areas.of(2015, PlanKind.TARGETED) == set()
    assert areas.of(2014, PlanKind.TARGETED) == {"140122"}


def test_a_plan_keeps_the_area_that_it_has() -> None:
    assert areas.of(2018, PlanKind.LOCAL) == {"141124"}


@pytest.mark.parametrize(
    ("year", "kind", "county", "code"),
    [
        (2020, PlanKind.NATIONAL, "140122", FaultCode.COUNTY_OUTSIDE_AREA),
        (2020, PlanKind.LOCAL, "140105", FaultCode.COUNTY_OUTSIDE_AREA),
        (2020, PlanKind.TARGETED, None, FaultCode.COUNTY_REQUIRED),
        (2019, PlanKind.TARGETED, None, FaultCode.NO_AREA),
    ],
)
def test_a_line_is_refused(year: int, kind: PlanKind, county: str | None, code: FaultCode) -> None:
    refusal = areas.refusal(year, kind, county)

    assert refusal is not None
    assert refusal.code is code


def test_a_pool_line_and_a_county_of_the_area_are_taken() -> None:
    assert areas.refusal(2020, PlanKind.NATIONAL, None) is None
    assert areas.refusal(2020, PlanKind.TARGETED, "141124") is None
