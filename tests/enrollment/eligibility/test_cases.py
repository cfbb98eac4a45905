"""What a clerk would ask."""

from datetime import date

import asyncpg
import pytest

from enrollment.eligibility import Stay
from enrollment.types import PlanKind
from tests.enrollment.eligibility.described import (
    BORN,
    ENTERED,
    GIRL,
    TAIYUAN,
    XING,
    a_candidate,
    answers,
    failed,
    verdicts,
)
from tests.enrollment.factories import LIN

JI = "141028"  # Ji County, which left the poverty list in 2018


async def test_a_girl_of_lin_county_may_apply_to_all_but_the_local_plan(conn: asyncpg.Connection):
    found = await verdicts(conn, GIRL)

    assert found == {"NATIONAL": "YES", "LOCAL": "NO", "UNIVERSITY": "YES", "TARGETED": "YES"}


async def test_a_change_of_school_within_the_area_breaks_no_years(conn: asyncpg.Connection):
    girl = a_candidate(schools=(Stay(LIN, ENTERED), Stay(XING, date(2019, 9, 1))))

    found = await verdicts(conn, girl)

    assert (found["NATIONAL"], found["UNIVERSITY"]) == ("YES", "YES")


async def test_a_change_to_a_school_of_the_city_ends_it_but_for_targeted_training(
    conn: asyncpg.Connection,
):
    girl = a_candidate(schools=(Stay(LIN, ENTERED), Stay(TAIYUAN, date(2019, 9, 1))))

    found = await answers(conn, girl)

    assert failed(found[PlanKind.NATIONAL]) == ["SCHOOL_AREA", "SCHOOL_YEARS"]
    assert found[PlanKind.TARGETED].verdict == "YES"


async def test_a_year_in_the_city_and_back_is_a_break(conn: asyncpg.Connection):
    girl = a_candidate(
        schools=(
            Stay(LIN, date(2015, 9, 1)),
            Stay(TAIYUAN, date(2018, 9, 1)),
            Stay(LIN, date(2019, 9, 1)),
        )
    )

    found = (await answers(conn, girl))[PlanKind.NATIONAL]

    assert failed(found) == ["SCHOOL_YEARS"]
    years = next(each for each in found.conditions if each.found.passed is False)
    assert years.found.actual is not None
    assert years.found.actual.en == "since 2019-09-01, full years: 1"
    assert years.found.why.zh == "至 2020-09-01 未满 3 年；须自 2017-09-01 或更早起算。"


async def test_a_registration_moved_into_the_area_counts_from_then(conn: asyncpg.Connection):
    moved = Stay(LIN, date(2017, 9, 2))
    late = a_candidate(registrations=(Stay(TAIYUAN, BORN), moved))
    within = a_candidate(registrations=(Stay(XING, BORN), moved))

    assert (await verdicts(conn, late))["NATIONAL"] == "NO"
    assert (await verdicts(conn, within))["NATIONAL"] == "YES"


async def test_what_came_after_the_day_changes_nothing(conn: asyncpg.Connection):
    after = date(2020, 9, 2)
    girl = a_candidate(
        registrations=(*(GIRL.registrations or ()), Stay(TAIYUAN, after)),
        schools=(*(GIRL.schools or ()), Stay(TAIYUAN, after)),
    )

    assert await verdicts(conn, girl) == await verdicts(conn, GIRL)


async def test_who_was_nowhere_by_the_day_is_not_in_the_area(conn: asyncpg.Connection):
    girl = a_candidate(schools=(Stay(LIN, date(2020, 9, 2)),))

    found = (await answers(conn, girl))[PlanKind.NATIONAL]

    assert failed(found) == ["SCHOOL_AREA", "SCHOOL_YEARS"]


async def test_a_county_that_left_the_poverty_list_stays_in_the_area(conn: asyncpg.Connection):
    stay = (Stay(JI, ENTERED),)
    boy = a_candidate(registrations=stay, guardian_registrations=stay, schools=stay)

    found = await verdicts(conn, boy)

    assert found == {"NATIONAL": "YES", "LOCAL": "NO", "UNIVERSITY": "YES", "TARGETED": "NO"}
    assert await conn.fetchval("select exit_date from county where code = $1", JI) == "2018-08"


async def test_a_former_code_is_the_county_of_today(conn: asyncpg.Connection):
    stay = (Stay("140227", ENTERED),)
    boy = a_candidate(registrations=stay, guardian_registrations=stay, schools=stay)

    found = (await answers(conn, boy))[PlanKind.NATIONAL]

    assert found.verdict == "YES"
    actual = found.conditions[0].found.actual
    assert actual == ("云州区（140215）", "Yunzhou District (140215)")


async def test_former_and_present_code_of_a_county_are_one_place(conn: asyncpg.Connection):
    stays = (Stay("140227", date(2010, 1, 1)), Stay("140215", date(2018, 9, 1)))

    found = await verdicts(conn, a_candidate(registrations=stays))

    assert found["NATIONAL"] == "YES"


async def test_another_province_is_outside(conn: asyncpg.Connection):
    beijing = a_candidate(guardian_registrations=(Stay("110101", BORN),))

    found = (await answers(conn, beijing))[PlanKind.NATIONAL]

    assert failed(found) == ["GUARDIAN_AREA", "GUARDIAN_YEARS"]
    place = next(each for each in found.conditions if each.found.passed is False).found.actual
    assert place == ("110101", "110101")


async def test_a_missing_fact_is_named_and_nothing_is_guessed(conn: asyncpg.Connection):
    girl = a_candidate(has_attended=None, schools=(Stay(LIN),), is_poor_household=None)

    found = (await answers(conn, girl))[PlanKind.NATIONAL]

    assert found.verdict == "UNKNOWN"
    assert found.missing == ("schools.since", "hasAttended")
    assert "schools.since, hasAttended" in found.why.en


async def test_an_empty_list_tells_nothing(conn: asyncpg.Connection):
    found = (await answers(conn, a_candidate(guardian_registrations=())))[PlanKind.NATIONAL]

    assert (found.verdict, found.missing) == ("UNKNOWN", ("guardianRegistrations",))


async def test_a_no_is_a_no_whatever_is_missing(conn: asyncpg.Connection):
    girl = a_candidate(has_given_up=True, has_attended=None, registrations=None)

    found = (await answers(conn, girl))[PlanKind.NATIONAL]

    assert (found.verdict, failed(found)) == ("NO", ["EARLIER_BREACH"])


@pytest.mark.parametrize(
    ("stays", "verdict"),
    [
        ([Stay(LIN, date(2010, 1, 1)), Stay(XING)], "YES"),  # in the area all along
        ([Stay(TAIYUAN, date(2010, 1, 1)), Stay(LIN)], "UNKNOWN"),
        ([Stay(XING), Stay(LIN, date(2019, 1, 1))], "UNKNOWN"),
        ([Stay(XING), Stay(LIN, date(2017, 1, 1))], "YES"),
        ([Stay(TAIYUAN), Stay(LIN, date(2019, 1, 1))], "NO"),
        ([Stay(LIN, date(2010, 1, 1)), Stay(TAIYUAN)], "UNKNOWN"),  # perhaps after the day
        ([Stay(TAIYUAN, date(2010, 1, 1)), Stay(LIN), Stay(XING)], "UNKNOWN"),
        ([Stay(TAIYUAN), Stay(LIN)], "UNKNOWN"),
        ([Stay(LIN, date(2010, 1, 1)), Stay(XING), Stay(TAIYUAN, date(2021, 1, 1))], "YES"),
        ([Stay(TAIYUAN, date(2010, 1, 1)), Stay("110101")], "NO"),
    ],
)
async def test_a_day_that_is_not_told_leaves_open_only_what_it_decides(
    stays: list[Stay], verdict: str, conn: asyncpg.Connection
):
    assert (await verdicts(conn, a_candidate(registrations=stays)))["NATIONAL"] == verdict


@pytest.mark.parametrize(
    ("entered", "graduated", "verdict"),
    [
        (date(2017, 9, 1), date(2020, 7, 1), "YES"),
        (date(2016, 9, 1), date(2019, 7, 1), "YES"),  # three school years, a year ago
        (date(2016, 9, 2), date(2019, 7, 1), "NO"),
        (date(2015, 9, 1), date(2021, 7, 1), "YES"),
    ],
)
async def test_years_on_the_roll_count_to_the_year_of_graduation(
    entered: date, graduated: date, verdict: str, conn: asyncpg.Connection
):
    candidate = a_candidate(schools=(Stay(LIN, entered),), graduated_on=graduated)

    assert (await verdicts(conn, candidate))["NATIONAL"] == verdict
