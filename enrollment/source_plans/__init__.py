"""Source plans (招生来源计划): an institution's part in a special plan, from draft to approval.

taking   a source plan that something is done to: who may, from which state, on which version
drafts   drafted, and taken back before it is reviewed
lines    the seats it asks for, line by line
review   submitted, returned with a reason, commented on, approved: approval allocates its seats

A verb takes the special plan first, which stays open while it does its work, then the source plan,
then the lines. What was returned may be submitted again after the window has shut: the province
asked for it. Publication comes with the special plan (`plans`).
"""

from collections.abc import Mapping

from enrollment.actors import Role
from enrollment.source_plans import drafts, lines, review
from enrollment.source_plans.drafts import draft_source_plan, withdraw_source_plan
from enrollment.source_plans.lines import set_quota_lines
from enrollment.source_plans.review import (
    approve_source_plan,
    comment_on_source_plan,
    return_source_plan,
    submit_source_plan,
)

VERBS: Mapping[str, frozenset[Role]] = {**drafts.VERBS, **lines.VERBS, **review.VERBS}

__all__ = [
    "VERBS",
    "approve_source_plan",
    "comment_on_source_plan",
    "draft_source_plan",
    "return_source_plan",
    "set_quota_lines",
    "submit_source_plan",
    "withdraw_source_plan",
]
