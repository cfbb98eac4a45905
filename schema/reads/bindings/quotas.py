"""Quota lines: the rows an admissions office looks for."""

from sqlalchemy import Integer, Numeric, cast, func, literal_column

from enrollment.tables import quotas
from schema.reads.bindings import rights
from schema.reads.bindings.admissions import is_a_year_before
from schema.reads.bindings.ledger import touches
from schema.reads.bindings.model import (
    Binding,
    Field,
    Through,
    ToMany,
    ToOne,
    Total,
    columns,
    identity,
)
from schema.reads.scalars import Expression


def rate(admitted: Expression, seats: Expression) -> Expression:
    """Admitted by seats of the same lines, to four decimals; none where there are no seats."""
    share = cast(admitted, Numeric) / func.nullif(seats, literal_column("0"))
    return func.round(share, literal_column("4"))


def total(value: Expression) -> Expression:
    return cast(func.coalesce(func.sum(value), literal_column("0")), Integer)


quota_line = Binding(
    "QuotaLine",
    quotas.quota_line,
    ("id",),
    fields={
        "id": identity("QuotaLine", "id"),
        **columns(
            quotas.quota_line,
            year="Int",
            plan_kind="PlanKind",
            level="String",
            level_code="String",
            batch="String",
            batch_code="String",
            track="String",
            track_code="String",
            plan_nature="String",
            plan_nature_code="String",
            plan_category="String",
            plan_category_code="String",
            requested_seats="Int",
            seats="Int",
            admitted="Int",
            enrolled="Int",
            tuition="Decimal",
            years="Float",
            campus="String",
            remarks="String",
            institution_number="String",
            programme_number="String",
            provincial_programme_number="String",
            direction="String",
            programmes_contained="String",
            foreign_language="String",
            oral_test="String",
            subject_requirement="String",
            pathway="String",
            record_id="String",
            state="SourcePlanState",
            version="Int",
            is_sample="Boolean",
            recorded_at="DateTime",
        ),
        "seatsLeft": Field("Int", lambda row: row.seats - row.admitted, nullable=False),
        "fillRate": Field("Float", lambda row: rate(row.admitted, row.seats)),
    },
    to_one={
        "specialPlan": ToOne("SpecialPlan", lambda row, other: other.id == row.special_plan_id),
        "sourcePlan": ToOne("SourcePlan", lambda row, other: other.id == row.source_plan_id),
        "institution": ToOne(
            "Institution", lambda row, other: other.code == row.institution_code, nullable=False
        ),
        "programme": ToOne(
            "Programme", lambda row, other: other.code == row.programme_code, nullable=False
        ),
        "county": ToOne("County", lambda row, other: other.code == row.county_code),
        "previousYear": ToOne("PreviousYear", is_a_year_before),
    },
    to_many={
        "admissions": ToMany(
            "Admission", lambda row, other, _: other.quota_line_id == row.id, is_part=True
        ),
        "movements": Through(
            "QuotaMovement",
            "QuotaLeg",
            lambda row, leg: touches(leg, row.id),
            lambda leg: leg.movement_id,
        ),
        "legs": ToMany("QuotaLeg", lambda row, other, _: touches(other, row.id)),
    },
    totals={
        "lines": Total("Int", lambda row: cast(func.count(), Integer)),
        "requestedSeats": Total("Int", lambda row: total(row.requested_seats)),
        "seats": Total("Int", lambda row: total(row.seats)),
        "admitted": Total("Int", lambda row: total(row.admitted)),
        "enrolled": Total("Int", lambda row: total(row.enrolled)),
        "fillRate": Total("Float", lambda row: rate(func.sum(row.admitted), func.sum(row.seats))),
    },
    visible=rights.LINES,
)
