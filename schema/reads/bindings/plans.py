"""Special plans and source plans."""

from collections.abc import Callable

from sqlalchemy import Integer, and_, case, cast, exists, func, literal_column, not_, or_, select

from enrollment.lives import SOURCE_PLAN, SPECIAL_PLAN
from enrollment.tables import plans, quotas
from enrollment.types import Action
from schema.reads.bindings import lives, rights
from schema.reads.bindings.model import (
    Binding,
    Field,
    Predicate,
    Row,
    ToMany,
    ToOne,
    columns,
    identity,
)
from schema.reads.bindings.places import covers
from schema.reads.scalars import Expression, constant
from schema.reads.values import of_viewer

line = quotas.quota_line


def is_told(row: Row) -> Predicate:
    """Whether a plan's balances are told: once it is public, also while a line of it is not.

    Before that they would tell those who see the plan what is allocated to lines that they don't.
    """
    return or_(
        row.state.in_([constant("PUBLISHED"), constant("CLOSED")]),
        of_viewer("role").in_([constant(role) for role in rights.OVERSEERS]),
    )


def balance(value: Callable[[Row], Expression]) -> Field:
    return Field("Int", lambda row: case((is_told(row), value(row))))


def sum_of_lines(row: Row, column: Expression) -> Expression:
    """A source plan's own lines have its state, so who sees the plan sees them all."""
    return (
        select(cast(func.coalesce(func.sum(column), literal_column("0")), Integer))
        .where(line.c.source_plan_id == row.id)
        .scalar_subquery()
    )


plan_row = Row("special_plan", plans.special_plan)  # in subqueries that give it no other name


def has_plan(row: Row, *conditions: Predicate) -> Predicate:
    """Whether the special plan of a source plan is of a kind."""
    plan = exists(literal_column("1")).select_from(plans.special_plan)
    return plan.where(plan_row.id == row.special_plan_id, *conditions)


def is_taken_now(row: Row) -> Predicate:
    """A source plan is worked on while its special plan is open, and is no sample."""
    return has_plan(row, plan_row.state == constant("OPEN"), not_(plan_row.is_sample))


def may_be_submitted(row: Row) -> Predicate:
    """Within the window, unless it was returned."""
    in_window = and_(
        plan_row.submission_opens <= func.now(), plan_row.submission_closes > func.now()
    )
    return or_(row.state == constant("RETURNED"), has_plan(row, in_window))


def is_of_another(row: Row) -> Predicate:
    """Whoever submitted may not approve."""
    return row.submitted_by != of_viewer("name")


special_plan = Binding(
    "SpecialPlan",
    plans.special_plan,
    ("id",),
    fields={
        "id": identity("SpecialPlan", "id"),
        **columns(
            plans.special_plan,
            year="Int",
            kind="PlanKind",
            title="String",
            state="SpecialPlanState",
            submission_opens="DateTime",
            submission_closes="DateTime",
            is_sample="Boolean",
            version="Int",
        ),
        "issuedSeats": balance(lambda row: row.issued_seats),
        "unallocatedSeats": balance(lambda row: row.unallocated_seats),
        "withdrawnSeats": balance(lambda row: row.withdrawn_seats),
        "allocatedSeats": balance(
            lambda row: row.issued_seats - row.unallocated_seats - row.withdrawn_seats
        ),
        "may": lives.may(SPECIAL_PLAN, lambda row: not_(row.is_sample)),
    },
    to_many={
        "area": ToMany("County", lambda row, other, _: covers(row.id, other.code)),
        "sourcePlans": ToMany("SourcePlan", lambda row, other, _: other.special_plan_id == row.id),
        "quotaLines": ToMany("QuotaLine", lambda row, other, _: other.special_plan_id == row.id),
    },
    visible=rights.PLANS,
)

source_plan = Binding(
    "SourcePlan",
    plans.source_plan,
    ("id",),
    fields={
        "id": identity("SourcePlan", "id"),
        **columns(plans.source_plan, state="SourcePlanState", version="Int"),
        "requestedSeats": Field(
            "Int",
            lambda row: sum_of_lines(row, line.c.requested_seats),
            nullable=False,
            is_query=True,
        ),
        "seats": Field(
            "Int", lambda row: sum_of_lines(row, line.c.seats), nullable=False, is_query=True
        ),
        "may": lives.may(
            SOURCE_PLAN,
            is_taken_now,
            {Action.SUBMIT: may_be_submitted, Action.APPROVE: is_of_another},
        ),
    },
    to_one={
        "specialPlan": ToOne("SpecialPlan", lambda row, other: other.id == row.special_plan_id),
        "institution": ToOne(
            "Institution", lambda row, other: other.code == row.institution_code, nullable=False
        ),
    },
    to_many={
        "lines": ToMany("QuotaLine", lambda row, other, _: other.source_plan_id == row.id),
        "reviews": ToMany("SourcePlanReview", lambda row, other, _: other.source_plan_id == row.id),
    },
    visible=rights.SOURCE_PLANS,
)

source_plan_review = Binding(
    "SourcePlanReview",
    plans.source_plan_review,
    ("id",),
    fields={
        "id": identity("SourcePlanReview", "id"),
        **columns(
            plans.source_plan_review,
            step="Action",
            text="String",
            actor="String",
            role="Role",
            recorded_at="DateTime",
        ),
    },
    to_one={"sourcePlan": ToOne("SourcePlan", lambda row, other: other.id == row.source_plan_id)},
    visible=rights.REVIEWS,
)
