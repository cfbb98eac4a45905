"""Who sees which rows of the plans: a rule for each role, as SQL and in words.

The public sees what is published. Whoever has signed in sees open plans as well, which call for
source plans; an admissions office sees its own institution's part in every state; the province and
the auditors see everything (DOMAIN, Who uses it). Whatever hangs on a line, its admissions and its
part of the ledger, is seen with the line.
"""

from collections.abc import Callable, Mapping

from sqlalchemy import or_

from enrollment.actors import Role
from enrollment.lives import SPECIAL_PLAN_SEEN
from schema.reads.bindings.lives import seen
from schema.reads.bindings.model import ALL, Predicate, Right, Rights, Row, Rule
from schema.reads.scalars import constant
from schema.reads.values import of_viewer


def is_published(row: Row) -> Predicate:
    """Of a source plan and of its lines, which have its state."""
    return row.state == constant("PUBLISHED")


def is_own_or_published(row: Row) -> Predicate:
    return or_(is_published(row), row.institution_code == of_viewer("institution"))


def rights(public: Right, signed_in: Right, others: Mapping[Role, Right] | None = None) -> Rights:
    """Return the right of every role; the province's staff and the auditors see all rows."""
    everything = {Role.PROVINCE: ALL, Role.AUDITOR: ALL}
    return {**dict.fromkeys(Role, signed_in), Role.PUBLIC: public, **everything, **(others or {})}


PLANS = rights(
    Right("已公布或已结束的", "what is published or closed", seen(SPECIAL_PLAN_SEEN, Role.PUBLIC)),
    Right("草稿以外的", "what is no draft", seen(SPECIAL_PLAN_SEEN, Role.COUNTY)),
)

PUBLISHED = Right("已公布的", "what is published", is_published)
OWN = Right("已公布的，以及本校的", "what is published, and one's own", is_own_or_published)
LINES = rights(PUBLISHED, PUBLISHED, {Role.ADMISSIONS: OWN})


def with_lines(rule: Callable[[Rule, Rule], Rule]) -> Rights:
    """Return the rights to rows that are seen by `rule`, made of those to lines and to plans."""
    found = {}
    for role, right in LINES.items():
        of_line, of_plan = right.rule, PLANS[role].rule
        if of_line is None or of_plan is None:
            found[role] = ALL
        else:
            found[role] = Right(right.chinese, right.english, rule(of_line, of_plan))
    return found
