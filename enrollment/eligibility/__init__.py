"""Who is eligible: rules as data, and a candidate's description judged by them.

candidates   a candidate as described, with no name, and what can't be a description
years        full years without a break, as the law counts them
grounds      the rules, areas and county codes of a year, read in one statement
judging      one condition: required, actual, passed, why
answers      every plan: yes, no, unknown
rule_sets    a new version of the rules of a year and plan

What is described stays in the memory of the request: it is no part of any statement, refusal or
log. A no is a no whatever else is missing; a yes needs every condition.
"""

from enrollment.eligibility.answers import Answer, answer
from enrollment.eligibility.candidates import Candidate, Stay, check
from enrollment.eligibility.grounds import Grounds, Rule, RuleSet, read
from enrollment.eligibility.judging import Judged
from enrollment.eligibility.rule_sets import VERBS, NewRule, save

__all__ = [
    "VERBS",
    "Answer",
    "Candidate",
    "Grounds",
    "Judged",
    "NewRule",
    "Rule",
    "RuleSet",
    "Stay",
    "answer",
    "check",
    "read",
    "save",
]
