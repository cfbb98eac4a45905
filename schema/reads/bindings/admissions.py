"""Admissions of a line by round, and what became of the same line a year before."""

from sqlalchemy import Integer, and_, cast, exists, func, literal_column, select

from enrollment.tables import admissions, quotas
from schema.reads.bindings import rights
from schema.reads.bindings.model import (
    Binding,
    Field,
    Predicate,
    Row,
    Rule,
    ToOne,
    columns,
    identity,
)
from schema.reads.scalars import Expression

ONE: Expression = literal_column("1")

# The tables themselves, in subqueries that give them no other name.
admission_row = Row("admission", admissions.admission)
line_row = Row("quota_line", quotas.quota_line)


def seen_with_its_line(of_line: Rule, _: Rule) -> Rule:
    line = exists(ONE).select_from(quotas.quota_line)
    return lambda row: line.where(line_row.id == row.quota_line_id, of_line(line_row))


def of_admissions(line: Row, value: Expression) -> Expression:
    """An aggregate over the line's admissions."""
    rows = select(value).select_from(admissions.admission)
    return rows.where(admission_row.quota_line_id == line.id).scalar_subquery()


def is_a_year_before(line: Row, other: Row) -> Predicate:
    """The lines of the year before that are the same to a candidate.

    Same plan kind, institution, programme, level, batch, track and county (DOMAIN's quota line),
    by the names of level, batch and track, since codes are of a year. Invented lines are compared
    with invented ones only.
    """
    same = ("plan_kind", "institution_code", "programme_code", "level", "batch", "track")
    return and_(
        other.year == line.year - ONE,
        *(getattr(other, name) == getattr(line, name) for name in same),
        other.county_code.is_not_distinct_from(line.county_code),
        other.is_sample == line.is_sample,
    )


admission = Binding(
    "Admission",
    admissions.admission,
    ("id",),
    fields={
        "id": identity("Admission", "id"),
        **columns(
            admissions.admission,
            round="Int",
            applied="Int",
            filed="Int",
            admitted="Int",
            enrolled="Int",
            withdrawn="Int",
            lowest_score="Decimal",
            lowest_rank="Int",
            version="Int",
            recorded_at="DateTime",
        ),
    },
    to_one={
        "line": ToOne("QuotaLine", lambda row, other: other.id == row.quota_line_id),
        "originCounty": ToOne("County", lambda row, other: other.code == row.origin_county_code),
    },
    visible=rights.with_lines(seen_with_its_line),
)

previous_year = Binding(
    "PreviousYear",
    quotas.quota_line,
    (),
    fields={
        "year": Field("Int", lambda row: func.min(row.year), nullable=False),
        "lines": Field("Int", lambda row: cast(func.count(), Integer), nullable=False),
        "seats": Field("Int", lambda row: cast(func.sum(row.seats), Integer), nullable=False),
        "admitted": Field("Int", lambda row: cast(func.sum(row.admitted), Integer), nullable=False),
        "lowestScore": Field(
            "Decimal",
            lambda row: func.min(of_admissions(row, func.min(admission_row.lowest_score))),
        ),
        "lowestRank": Field(
            "Int", lambda row: func.max(of_admissions(row, func.max(admission_row.lowest_rank)))
        ),
    },
    visible=rights.LINES,
)
