"""58 counties x 4 plans x boundary values, against the rules' words written a second time.

The oracle is a reading of the sources' sentences: it looks at no rule set, and counts no years but
compares days: three years by 1 September 2020 have begun on 1 September 2017 or before.
"""

import csv
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from pathlib import Path

import asyncpg
import pytest

import migrations
from enrollment import eligibility
from enrollment.actors import Role
from enrollment.eligibility import Candidate, Stay
from enrollment.types import PlanKind

REFERENCE = Path(migrations.__file__).parent / "reference"
CAPITAL = "140105"  # Xiaodian District of Taiyuan: no poverty county
LAST_DAY = date(2017, 9, 1)
DAY_AFTER = date(2017, 9, 2)
LONG_AGO = date(1999, 12, 31)


@dataclass(frozen=True)
class Person:
    """Who asks; None is what isn't told. `at_home`: in the county of the registration."""

    county: str
    registered: date | None = LAST_DAY
    is_rural: bool | None = True
    guardian_at_home: bool | None = True
    guardian_registered: date | None = LAST_DAY
    is_guardian_rural: bool | None = True
    school_at_home: bool | None = True
    on_roll: date | None = LAST_DAY
    is_county_school: bool | None = True
    attends: bool | None = True
    may_register: bool | None = True
    gave_up: bool | None = False


USUAL = Person("")
# One boundary at a time, each on both sides and untold.
BOUNDARIES: dict[str, tuple[object, ...]] = {
    "registered": (DAY_AFTER, LONG_AGO, None),
    "guardian_registered": (DAY_AFTER, LONG_AGO, None),
    "on_roll": (DAY_AFTER, LONG_AGO, None),
    "guardian_at_home": (False, None),
    "school_at_home": (False, None),
    "is_rural": (False, None),
    "is_guardian_rural": (False, None),
    "is_county_school": (False, None),
    "attends": (False, None),
    "may_register": (False, None),
    "gave_up": (True, None),
}
CHANGES: list[dict[str, object]] = [
    {},
    *({name: value} for name, values in BOUNDARIES.items() for value in values),
]
# All at once, where facts of several conditions meet.
TOGETHER = [
    dict(
        zip(
            ("registered", "on_roll", "guardian_registered", "is_rural", "attends"), of, strict=True
        )
    )
    for of in product(
        (LAST_DAY, DAY_AFTER, None),
        (LAST_DAY, DAY_AFTER, None),
        (DAY_AFTER, None),
        (True, False, None),
        (True, False, None),
    )
]


def designated(*kinds: str) -> set[str]:
    """Return the counties that the reference lists as one of the kinds."""
    with (REFERENCE / "county_designation.csv").open(encoding="utf-8", newline="") as file:
        return {row["county_code"] for row in csv.DictReader(file) if row["kind"] in kinds}


AREA = {
    PlanKind.NATIONAL: designated("NATIONAL"),
    PlanKind.LOCAL: designated("PROVINCIAL"),
    PlanKind.UNIVERSITY: designated("NATIONAL", "PROVINCIAL"),
    PlanKind.TARGETED: {"141124"},
}


def described(person: Person) -> Candidate:
    def stay(at_home: bool | None, since: date | None) -> tuple[Stay, ...] | None:
        if at_home is None:
            return None
        return (Stay(person.county if at_home else CAPITAL, since),)

    return Candidate(
        registrations=stay(True, person.registered),
        is_rural=person.is_rural,
        guardian_registrations=stay(person.guardian_at_home, person.guardian_registered),
        is_guardian_rural=person.is_guardian_rural,
        schools=stay(person.school_at_home, person.on_roll),
        is_county_school=person.is_county_school,
        has_attended=person.attends,
        may_take_examination=person.may_register,
        has_given_up=person.gave_up,
    )


def three_years(day: date | None) -> bool | None:
    return None if day is None else day <= LAST_DAY


def expected(kind: PlanKind, person: Person) -> str:
    """Say what the sentences say, one after the other."""
    home_counts = person.county in AREA[kind]

    def local(at_home: bool | None) -> bool | None:
        return None if at_home is None else at_home and home_counts

    def local_for_three_years(at_home: bool | None, day: date | None) -> bool | None:
        return local(at_home) and three_years(day)

    # 实施区域当地连续3年以上户籍
    facts = [home_counts, local_for_three_years(True, person.registered)]
    if kind is PlanKind.TARGETED:
        # candidate and a parent registered in the countryside
        facts += [person.is_rural, person.is_guardian_rural]
    else:
        # 当地高中连续3年学籍并实际就读、其父亲或母亲或法定监护人具有当地户籍
        facts += [
            local(person.school_at_home),
            local_for_three_years(person.school_at_home, person.on_roll),
            person.attends,
            local(person.guardian_at_home),
            # 甘肃: the guardian's registration, 3 years
            local_for_three_years(person.guardian_at_home, person.guardian_registered),
            # 往年被专项计划录取后放弃入学或退学的考生不得报考
            None if person.gave_up is None else not person.gave_up,
        ]
    if kind is PlanKind.NATIONAL:
        facts.append(person.may_register)  # 符合我省今年普通高考报名条件
    if kind in (PlanKind.LOCAL, PlanKind.UNIVERSITY):
        facts += [person.is_rural, person.is_guardian_rural]  # 户籍地须在实施区域的农村
    if kind is PlanKind.UNIVERSITY:
        facts.append(person.is_county_school)  # 县（含县级市）以下高中
    if False in facts:
        return "NO"
    return "UNKNOWN" if None in facts else "YES"


async def found(conn: asyncpg.Connection, persons: list[Person]) -> list[dict[PlanKind, str]]:
    grounds = await eligibility.read(conn, 2020, Role.PUBLIC)
    return [
        {each.ground.kind: each.verdict for each in eligibility.answer(grounds, 2020, told)}
        for told in map(described, persons)
    ]


def test_the_areas_are_those_of_the_action_plan():
    assert [len(area) for area in AREA.values()] == [36, 22, 58, 1]


@pytest.mark.parametrize("changes", CHANGES, ids=str)
async def test_every_county_and_plan_has_the_answer_of_the_rules_words(
    changes: dict[str, object], conn: asyncpg.Connection
):
    persons = [
        replace(USUAL, county=county, **changes)  # type: ignore[arg-type]
        for county in sorted(AREA[PlanKind.UNIVERSITY])
    ]

    answers = await found(conn, persons)

    assert len(answers) == 58
    for person, answer in zip(persons, answers, strict=True):
        assert answer == {kind: expected(kind, person) for kind in PlanKind}, person


@pytest.mark.parametrize("county", ["141124", "141123", "140122", CAPITAL])
async def test_boundaries_that_meet_have_the_answer_of_the_rules_words(
    county: str, conn: asyncpg.Connection
):
    persons = [
        replace(USUAL, county=county, **changes)  # type: ignore[arg-type]
        for changes in TOGETHER
    ]

    answers = await found(conn, persons)

    for person, answer in zip(persons, answers, strict=True):
        assert answer == {kind: expected(kind, person) for kind in PlanKind}, person


def test_the_oracle_gives_every_answer_to_every_plan():
    persons = [replace(USUAL, county="141124", **changes) for changes in CHANGES]  # type: ignore[arg-type]
    persons += [replace(USUAL, county="140122", **changes) for changes in CHANGES]  # type: ignore[arg-type]

    for kind in PlanKind:
        assert {expected(kind, person) for person in persons} == {"YES", "NO", "UNKNOWN"}
