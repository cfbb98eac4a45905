"""Who sees which rows of the plans: a rule for each role, as SQL and in words.

The public sees what is published. Whoever has signed in sees open plans as well, which call for
source plans; an admissions office sees its own institution's part in every state; the province and
the auditors see everything (DOMAIN, Who uses it). Whatever hangs on a line, its admissions and its
part of the ledger, is seen with the line. Samples that gave way to real numbers, and so went back
to draft, are seen by nobody: real and invented numbers never stand in one sum.

As of an instant a row is seen by the rule of its state then: what was published later is hidden,
as it was then, and what was published then and is hidden today is seen, as it could be then. Who
asks has the rights of today.
"""

from collections.abc import Callable, Mapping

from sqlalchemy import and_, exists, false, literal_column, not_, or_

from enrollment.actors import Role
from enrollment.lives import SPECIAL_PLAN_SEEN
from enrollment.tables import plans
from schema.reads.bindings.lives import seen
from schema.reads.bindings.model import ALL, Predicate, Right, Rights, Row, Rule
from schema.reads.scalars import constant
from schema.reads.values import of_viewer

OVERSEERS = (Role.PROVINCE, Role.AUDITOR)
plan_row = Row("special_plan", plans.special_plan)
source_plan_row = Row("source_plan", plans.source_plan)


def is_published(row: Row) -> Predicate:
    """Of a source plan and of its lines, which have its state."""
    return row.state == constant("PUBLISHED")


def is_own_or_published(row: Row) -> Predicate:
    return or_(is_published(row), row.institution_code == of_viewer("institution"))


def is_draft(row: Row) -> Predicate:
    return row.state == constant("DRAFT")


def is_no_retired_sample(row: Row) -> Predicate:
    """Of a special plan and of a line."""
    return not_(and_(row.is_sample, is_draft(row)))


def is_of_no_retired_sample(row: Row) -> Predicate:
    """Of a source plan."""
    plan = exists(literal_column("1")).select_from(plans.special_plan)
    of_sample = plan.where(plan_row.id == row.special_plan_id, plan_row.is_sample)
    return not_(and_(is_draft(row), of_sample))


def rights(
    public: Right,
    signed_in: Right,
    others: Mapping[Role, Right] | None = None,
    overseers: Right = ALL,
) -> Rights:
    """Return the right of every role; the province's staff and the auditors are overseers."""
    found = {**dict.fromkeys(Role, signed_in), Role.PUBLIC: public, **(others or {})}
    return {**found, **dict.fromkeys(OVERSEERS, overseers)}


def all_but(rule: Rule) -> Right:
    return Right("全部，已退出的示例除外", "all but samples that gave way", rule)


def own(is_sound: Rule) -> Right:
    """Return an admissions office's right to source plans or lines."""
    return Right(
        "已公布的，以及本校的",
        "what is published, and one's own",
        lambda row: and_(is_own_or_published(row), is_sound(row)),
    )


PUBLISHED = Right("已公布的", "what is published", is_published)
PLANS = rights(
    Right("已公布或已结束的", "what is published or closed", seen(SPECIAL_PLAN_SEEN, Role.PUBLIC)),
    Right("草稿以外的", "what is no draft", seen(SPECIAL_PLAN_SEEN, Role.COUNTY)),
    overseers=all_but(is_no_retired_sample),
)
SOURCE_PLANS = rights(
    PUBLISHED,
    PUBLISHED,
    {Role.ADMISSIONS: own(is_of_no_retired_sample)},
    all_but(is_of_no_retired_sample),
)
LINES = rights(
    PUBLISHED,
    PUBLISHED,
    {Role.ADMISSIONS: own(is_no_retired_sample)},
    all_but(is_no_retired_sample),
)


def is_of_own_plan(review: Row) -> Predicate:
    plan = exists(literal_column("1")).select_from(plans.source_plan)
    return plan.where(
        source_plan_row.id == review.source_plan_id,
        source_plan_row.institution_code == of_viewer("institution"),
    )


NONE = Right("无", "none", lambda row: false())
REVIEWS = rights(
    NONE, NONE, {Role.ADMISSIONS: Right("本校的", "one's own institution's", is_of_own_plan)}
)


def with_lines(rule: Callable[[Rule, Rule], Rule]) -> Rights:
    """Return the rights to rows that are seen by `rule`, made of those to lines and to plans.

    The overseers see all of the ledger: each of its rows says whether it is a sample's.
    """
    found = dict.fromkeys(OVERSEERS, ALL)
    for role in set(Role) - set(OVERSEERS):
        right, of_line, of_plan = LINES[role], LINES[role].rule, PLANS[role].rule
        assert of_line is not None
        assert of_plan is not None
        found[role] = Right(right.chinese, right.english, rule(of_line, of_plan))
    return found
