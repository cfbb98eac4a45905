from datetime import date, timedelta

import pytest
from hypothesis import given, strategies

from enrollment.eligibility.years import anniversary, full_years, latest_beginning

DAYS = strategies.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("since", "to", "years"),
    [
        (date(2017, 9, 1), date(2020, 8, 31), 2),
        (date(2017, 9, 1), date(2020, 9, 1), 3),
        (date(2017, 9, 2), date(2020, 9, 1), 2),
        (date(2016, 2, 29), date(2019, 2, 27), 2),
        (date(2016, 2, 29), date(2019, 2, 28), 3),  # no 29th: the month's last day
        (date(2016, 2, 29), date(2020, 2, 28), 3),
        (date(2016, 2, 29), date(2020, 2, 29), 4),
        (date(2017, 2, 28), date(2020, 2, 28), 3),
        (date(2017, 3, 1), date(2020, 2, 29), 2),
        (date(2020, 9, 1), date(2020, 9, 1), 0),
        (date(2020, 9, 2), date(2020, 9, 1), 0),
    ],
)
def test_years_are_full_on_the_corresponding_day(since: date, to: date, years: int):
    assert full_years(since, to) == years


@given(DAYS, strategies.integers(1, 30))
def test_the_latest_beginning_is_full_and_the_day_after_it_is_not(to: date, years: int):
    day = latest_beginning(to, years)

    assert full_years(day, to) >= years
    assert full_years(day + timedelta(days=1), to) < years


@given(DAYS, strategies.integers(0, 30))
def test_a_year_is_full_on_its_anniversary_and_not_the_day_before(since: date, years: int):
    day = anniversary(since, years)

    assert full_years(since, day) == years
    assert full_years(since, day - timedelta(days=1)) == max(0, years - 1)
