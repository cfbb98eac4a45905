"""One condition judged: what is required, what is so, whether it is met, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from enrollment.eligibility import wording
from enrollment.eligibility.candidates import Candidate, Stay
from enrollment.eligibility.grounds import Ground, Place, Rule
from enrollment.eligibility.wording import filled
from enrollment.eligibility.years import anniversary, full_years, latest_beginning
from enrollment.errors import Text
from enrollment.types import Condition


@dataclass(frozen=True, slots=True)
class Found:
    """What a condition came to; `passed` is None where `missing`, a field of the input, is."""

    actual: Text | None
    passed: bool | None
    why: Text
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A rule and what it came to."""

    rule: Rule
    required: Text
    found: Found


@dataclass(frozen=True, slots=True)
class Told:
    """A fact that is told outright: its names, what it has to be, and its two values in words."""

    field: str
    attribute: str
    required: bool
    if_so: Text
    if_not: Text


RURAL, NOT_RURAL = Text("农村户籍", "rural"), Text("非农村户籍", "not rural")
YES, NO = Text("是", "yes"), Text("否", "no")
TOLD = {
    Condition.REGISTRATION_TYPE: Told("isRural", "is_rural", True, RURAL, NOT_RURAL),
    Condition.GUARDIAN_TYPE: Told("isGuardianRural", "is_guardian_rural", True, RURAL, NOT_RURAL),
    Condition.SCHOOL_LEVEL: Told("isCountySchool", "is_county_school", True, YES, NO),
    Condition.ATTENDANCE: Told("hasAttended", "has_attended", True, YES, NO),
    Condition.EXAMINATION: Told("mayTakeExamination", "may_take_examination", True, YES, NO),
    Condition.POOR_HOUSEHOLD: Told("isPoorHousehold", "is_poor_household", True, YES, NO),
    Condition.EARLIER_BREACH: Told(
        "hasGivenUp", "has_given_up", False, Text("曾有", "a place given up"), Text("无", "none")
    ),
}
# Whose stays are compared with the area, by the names on the wire and of a candidate.
REGISTRATION = ("registrations", "registrations")
GUARDIAN = ("guardianRegistrations", "guardian_registrations")
SCHOOL = ("schools", "schools")
IN_AREA = {
    Condition.REGISTRATION_AREA: REGISTRATION,
    Condition.GUARDIAN_AREA: GUARDIAN,
    Condition.SCHOOL_AREA: SCHOOL,
}
YEARS_IN_AREA = {
    Condition.REGISTRATION_YEARS: REGISTRATION,
    Condition.GUARDIAN_YEARS: GUARDIAN,
    Condition.SCHOOL_YEARS: SCHOOL,
}


def judge(rule: Rule, ground: Ground, places: Mapping[str, Place], candidate: Candidate) -> Judged:
    """Return what the rule comes to for the candidate."""
    condition, to = rule.condition, rule.counted_to
    required = filled(wording.REQUIRED[condition], years=rule.years, to=to)
    if condition in TOLD:
        return Judged(rule, required, outright(TOLD[condition], candidate))
    field, attribute = {**IN_AREA, **YEARS_IN_AREA}[condition]
    told: Sequence[Stay] | None = getattr(candidate, attribute)
    if not told:
        return Judged(rule, required, missing(field))
    day = last_day_on_roll(candidate, to) if attribute == "schools" else to
    stays = [stay for stay in told if stay.since is None or stay.since <= day]
    inside = [is_inside(stay, ground, places) for stay in stays]
    if not is_settled(stays, inside):
        return Judged(rule, required, missing(f"{field}.since"))
    if rule.years is None:
        return Judged(rule, required, in_area(stays, inside, day, places))
    return Judged(rule, required, in_area_for(rule.years, field, stays, inside, day))


def missing(field: str, actual: Text | None = None) -> Found:
    return Found(actual, None, filled(wording.NOT_TOLD, field=field), field)


def outright(told: Told, candidate: Candidate) -> Found:
    value: bool | None = getattr(candidate, told.attribute)
    if value is None:
        return missing(told.field)
    passed = value is told.required
    why = wording.AS_REQUIRED if passed else wording.NOT_AS_REQUIRED
    return Found(told.if_so if value else told.if_not, passed, why)


def last_day_on_roll(candidate: Candidate, to: date) -> date:
    """Return the day to which years on a roll count: `to`, or that day in the year of graduation.

    Three school years end before three calendar years do; whoever left a year ago was on the roll
    for as long as whoever leaves now.
    """
    left = candidate.graduated_on
    return to if left is None else min(to, anniversary(to, left.year - to.year))


def is_inside(stay: Stay, ground: Ground, places: Mapping[str, Place]) -> bool:
    place = places.get(stay.county)
    return place is not None and place.code in ground.area


def is_settled(stays: Sequence[Stay], inside: Sequence[bool]) -> bool:
    """Whether the last stays are all inside or all outside, as far back as the last day told.

    Else they are in and out of the area in an order of which no day is known.
    """
    dated = [place for place, stay in enumerate(stays) if stay.since is not None]
    return len(set(inside[dated[-1] if dated else 0 :])) <= 1


def in_area(
    stays: Sequence[Stay], inside: Sequence[bool], day: date, places: Mapping[str, Place]
) -> Found:
    """Judge where the last stay is; before the first one is outside."""
    if not stays:
        none = filled(wording.NO_PLACE, to=day)
        return Found(none, False, filled(wording.NO_PLACE_WHY, to=day))
    named = name(stays[-1], places)
    why = wording.IN_AREA if inside[-1] else wording.OUTSIDE
    return Found(named, inside[-1], filled(why, place=named))


def name(stay: Stay, places: Mapping[str, Place]) -> Text:
    """Return the county's name and today's code; of other provinces the code alone is known."""
    place = places.get(stay.county)
    if place is None:
        return Text(stay.county, stay.county)
    return Text(
        f"{place.name_zh}（{place.code}）", f"{place.name_en or place.name_zh} ({place.code})"
    )


def in_area_for(
    years: int, field: str, stays: Sequence[Stay], inside: Sequence[bool], to: date
) -> Found:
    """Judge for how long the last stays have been in the area without a break."""
    latest = latest_beginning(to, years)
    too_few = filled(wording.TOO_FEW, years=years, to=to, latest=latest)
    since, is_certain = beginning(stays, inside)
    if since is None and is_certain:
        return Found(wording.NO_YEARS, False, filled(wording.NOT_THERE, to=to))
    if since is not None and since <= latest:
        return Found(length(since, to), True, filled(wording.ENOUGH, years=years, to=to))
    if not is_certain:
        at_least = None if since is None else filled(wording.AT_LEAST, since=since)
        return missing(f"{field}.since", at_least)
    assert since is not None
    return Found(length(since, to), False, too_few)


def length(since: date, to: date) -> Text:
    return filled(wording.YEARS, since=since, found=full_years(since, to))


def beginning(stays: Sequence[Stay], inside: Sequence[bool]) -> tuple[date | None, bool]:
    """Return since when the last stays have been inside, as far as told, and if that is certain.

    A day that isn't told leaves open whether it was earlier, unless a stay before it was inside.
    """
    since, is_certain = None, True
    for stay, is_in in zip(reversed(stays), reversed(inside), strict=True):
        if not is_in:
            break
        since, is_certain = (since, False) if stay.since is None else (stay.since, True)
    return since, is_certain
