"""Special plans and source plans."""

from collections.abc import Callable

from sqlalchemy import Integer, case, cast, func, literal_column, or_, select

from enrollment.lives import SPECIAL_PLAN
from enrollment.tables import plans, quotas
from schema.reads.bindings import lives, rights
from schema.reads.bindings.model import Binding, Field, Row, ToMany, ToOne, columns, identity
from schema.reads.bindings.places import covers
from schema.reads.scalars import Expression, constant
from schema.reads.values import of_viewer

line = quotas.quota_line


def balance(value: Callable[[Row], Expression]) -> Field:
    """Bind a balance of a plan, which is public once the plan is, also while a line of it is not.

    Before that it would tell those who see the plan what is allocated to lines that they don't.
    """

    def told(row: Row) -> Expression:
        is_told = or_(
            row.state.in_([constant("PUBLISHED"), constant("CLOSED")]),
            of_viewer("role").in_([constant(role) for role in rights.OVERSEERS]),
        )
        return case((is_told, value(row)))

    return Field("Int", told)


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
            version="Int",
        ),
        "issuedSeats": balance(lambda row: row.issued_seats),
        "unallocatedSeats": balance(lambda row: row.unallocated_seats),
        "withdrawnSeats": balance(lambda row: row.withdrawn_seats),
        "allocatedSeats": balance(
            lambda row: row.issued_seats - row.unallocated_seats - row.withdrawn_seats
        ),
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
    visible=rights.SOURCE_PLANS,
)
