"""The check of eligibility: from its input to the domain, and from what that says to the answer."""

from typing import Any, cast

import strawberry
from asyncpg import Connection
from strawberry import UNSET

from enrollment import eligibility
from enrollment.eligibility import Answer, Candidate, Judged, Rule, Stay
from enrollment.errors import Text
from schema import problems, settings
from schema.api.types.eligibility import (
    CandidateInput,
    ConditionAnswer,
    EligibilityAnswer,
    EligibilityNote,
)
from schema.context import Context


async def checked(context: Context, input: CandidateInput, year: int) -> list[EligibilityAnswer]:
    """Return the answer for each kind of plan; nothing of the input leaves this process."""
    async with context.reads.acquire(timeout=settings.STATEMENT_SECONDS) as taken:
        grounds = await eligibility.read(cast(Connection, taken), year, context.actor.role)
    found = eligibility.answer(grounds, year, candidate(input))
    return [answered(each, context.language) for each in found]


def candidate(input: CandidateInput) -> Candidate:
    """Return the candidate as told: what is left out is unknown."""
    return Candidate(**{name: plain(value) for name, value in vars(input).items()})


def plain(value: Any) -> Any:
    if value is UNSET:
        return None
    if isinstance(value, list):
        return [Stay(each.county, plain(each.since)) for each in value]
    return value


def answered(answer: Answer, language: str | None) -> EligibilityAnswer:
    rule_set = answer.ground.rule_set
    return EligibilityAnswer(
        kind=answer.ground.kind,
        verdict=answer.verdict,
        why=words(answer.why, language),
        missing=list(answer.missing),
        area_basis=answer.ground.basis,
        rule_set_id=None if rule_set is None else strawberry.ID(f"RuleSet:{rule_set.code}"),
        is_sample=rule_set is not None and rule_set.is_sample,
        conditions=[condition(each, language) for each in answer.conditions],
        notes=[EligibilityNote(**provenance(rule)) for rule in answer.notes],
    )


def condition(judged: Judged, language: str | None) -> ConditionAnswer:
    found = judged.found
    return ConditionAnswer(
        condition=judged.rule.condition,
        required=words(judged.required, language),
        actual=None if found.actual is None else words(found.actual, language),
        passed=found.passed,
        why=words(found.why, language),
        missing=found.missing,
        **provenance(judged.rule),
    )


def provenance(rule: Rule) -> dict[str, Any]:
    return {
        "clause": rule.clause,
        "clause_en": rule.clause_en,
        "source": rule.source,
        "standing": rule.standing,
        "is_sample": rule.is_sample,
    }


def words(text: Text, language: str | None) -> str:
    return problems.both(text.zh, text.en, language)
