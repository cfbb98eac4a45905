"""A candidate as described for a check: no name, and nothing that is kept.

Where somebody was is told by stays, one after the other: from a day on, in a county, until the
next. The last is the present one. So a change of school or registration is seen, and years without
a break can be counted. What isn't told is None, and is never guessed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from enrollment import errors, inputs


@dataclass(frozen=True, slots=True)
class Stay:
    """From `since` on in the county, by any code it has or had."""

    county: str
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is told of a candidate; of the guardian: the parent or guardian who fits best."""

    registrations: Sequence[Stay] | None = None
    is_rural: bool | None = None
    guardian_registrations: Sequence[Stay] | None = None
    is_guardian_rural: bool | None = None
    schools: Sequence[Stay] | None = None  # high schools on whose roll they were
    graduated_on: date | None = None  # None: still on the roll
    is_county_school: bool | None = None
    has_attended: bool | None = None
    may_take_examination: bool | None = None
    is_poor_household: bool | None = None
    has_given_up: bool | None = None


# The stays of a candidate, by their names on the wire.
STAYS = {
    "registrations": "registrations",
    "guardianRegistrations": "guardian_registrations",
    "schools": "schools",
}
MOST_STAYS = 20


def check(candidate: Candidate, known: Mapping[str, object]) -> None:
    """Refuse what can't be a description; a refusal repeats nothing of it.

    `known` has the codes of all counties of the province, today's and former ones. Refused:
    `errors.PlaceUnknown`, `errors.StaysDisordered`, `errors.TooManyStays`,
    `errors.DateImplausible`.
    """
    for field, attribute in STAYS.items():
        stays: Sequence[Stay] = getattr(candidate, attribute) or ()
        if len(stays) > MOST_STAYS:
            raise errors.TooManyStays(field=field, most=MOST_STAYS)
        for stay in stays:
            if not is_place(stay.county, known):
                raise errors.PlaceUnknown(field=field)
            if stay.since is not None:
                inputs.when(field, stay.since)
        days = [stay.since for stay in stays if stay.since is not None]
        if any(later <= earlier for earlier, later in pairwise(days)):
            raise errors.StaysDisordered(field=field)
    if candidate.graduated_on is not None:
        inputs.when("graduatedOn", candidate.graduated_on)


def is_place(code: str, known: Mapping[str, object]) -> bool:
    """Whether the code is a known county's, or one of another province, of which none is known."""
    if code in known:
        return True
    own = {other[:2] for other in known}
    return len(code) == 6 and code.isascii() and code.isdigit() and code[:2] not in own
