"""Full years, counted as the Civil Code does (民法典, article 202)."""

from datetime import date, timedelta


def anniversary(day: date, years: int) -> date:
    """Return the day on which that many years since `day` are full.

    It is the corresponding day; 29 February's is the end of the month where the year has none.
    """
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)


def full_years(since: date, to: date) -> int:
    """Return how many years are full on the day `to`."""
    years = to.year - since.year
    return max(0, years if anniversary(since, years) <= to else years - 1)


def latest_beginning(to: date, years: int) -> date:
    """Return the last day from which `years` are full on the day `to`."""
    day = anniversary(to, -years)
    leap_day = day + timedelta(days=1)  # 29 February is full with the 28th where there is no 29th
    return leap_day if anniversary(leap_day, years) <= to else day
