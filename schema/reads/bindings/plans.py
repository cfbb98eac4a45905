"""Special plans and source plans."""

from sqlalchemy import Integer, cast, func, literal_column, select

from enrollment.lives import SPECIAL_PLAN
from enrollment.tables import plans, quotas
from schema.reads.bindings import lives, rights
from schema.reads.bindings.model import Binding, Field, Row, ToMany, ToOne, columns, identity
from schema.reads.bindings.places import covers
from schema.reads.scalars import Expression

line = quotas.quota_line


def allocated_seats(row: Row) -> Expression:
    """A published plan's own balances are public, also while some of its lines are not."""
    return row.issued_seats - row.unallocated_seats - row.withdrawn_seats


def sum_of_lines(row: Row, column: Expression) -> Expression:
    """A source plan's own lines have its state, so who sees the plan sees them all."""
    return (
        select(cast(func.coalesce(func.sum(column), literal_column("0")), Integer))
        .where(line.c.source_plan_id == row.id)
        .scalar_subquery()
    )


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
            issued_seats="Int",
            unallocated_seats="Int",
            withdrawn_seats="Int",
            version="Int",
        ),
        "allocatedSeats": Field("Int", allocated_seats, nullable=False),
        "may": lives.may(SPECIAL_PLAN),
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
    },
    to_one={
        "specialPlan": ToOne("SpecialPlan", lambda row, other: other.id == row.special_plan_id),
        "institution": ToOne(
            "Institution", lambda row, other: other.code == row.institution_code, nullable=False
        ),
    },
    to_many={"lines": ToMany("QuotaLine", lambda row, other, _: other.source_plan_id == row.id)},
    visible=rights.LINES,
)
