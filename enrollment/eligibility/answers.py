"""Whether a candidate may apply to each plan of a year, and why."""

from collections.abc import Sequence
from dataclasses import dataclass

from enrollment.eligibility import wording
from enrollment.eligibility.candidates import Candidate, check
from enrollment.eligibility.grounds import Ground, Grounds, Rule
from enrollment.eligibility.judging import Judged, judge
from enrollment.eligibility.wording import filled, joined
from enrollment.errors import Text
from enrollment.types import Condition, Verdict


@dataclass(frozen=True, slots=True)
class Answer:
    """What a check says of one kind of plan; `missing` are fields of the input."""

    ground: Ground
    verdict: Verdict
    why: Text
    missing: tuple[str, ...]
    conditions: tuple[Judged, ...]
    notes: tuple[Rule, ...]


def answer(grounds: Grounds, year: int, candidate: Candidate) -> list[Answer]:
    """Return what is to be said of every kind of plan; refused as `candidates.check` has it."""
    check(candidate, grounds.places)
    return [of_plan(ground, grounds, year, candidate) for ground in grounds.plans]


def of_plan(ground: Ground, grounds: Grounds, year: int, candidate: Candidate) -> Answer:
    found = ground.rule_set
    rules = () if found is None else found.rules
    notes = tuple(rule for rule in rules if rule.condition is Condition.NOTE)
    asked = [rule for rule in rules if rule.condition is not Condition.NOTE]
    if found is None or not asked:
        why = filled(wording.NO_RULES, year=year)
        return Answer(ground, Verdict.UNKNOWN, why, (), (), notes)
    judged = tuple(judge(rule, ground, grounds.places, candidate) for rule in asked)
    missing = [each.found.missing for each in judged if each.found.missing is not None]
    told = tuple(dict.fromkeys(missing))
    verdict, why = concluded(judged, told)
    if found.is_sample:
        why = Text(why.zh + wording.SAMPLE.zh, f"{why.en} {wording.SAMPLE.en}")
    return Answer(ground, verdict, why, told, judged, notes)


def concluded(judged: Sequence[Judged], missing: Sequence[str]) -> tuple[Verdict, Text]:
    """A no is a no whatever is missing; a yes needs every condition."""
    failed = [each.required for each in judged if each.found.passed is False]
    if failed:
        return Verdict.NO, filled(wording.FAILED, conditions=joined(failed))
    if missing:
        fields = ", ".join(missing)
        return Verdict.UNKNOWN, filled(wording.OPEN, fields=fields)
    return Verdict.YES, wording.ALL_MET
