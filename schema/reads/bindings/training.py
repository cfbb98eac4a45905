"""Targeted training: what counties need, and their agreements with students.

A demand is seen by its county and prefecture, and by every admissions office, which may answer it.
An agreement is seen by its parties, the county and the institution, and by the prefecture; how many
there are is told to no other institution. To the public neither is shown: what is published of
targeted training are its lines.
"""

from collections.abc import Callable

from sqlalchemy import Integer, and_, case, cast, exists, func, literal_column, select, true

from enrollment.actors import Role
from enrollment.lives import AGREEMENT
from enrollment.tables import places, quotas, training
from schema.reads.bindings import lives, rights
from schema.reads.bindings.model import (
    Binding,
    Field,
    Predicate,
    Right,
    Row,
    Rule,
    ToMany,
    ToOne,
    columns,
    identity,
)
from schema.reads.bindings.viewer import NOTHING
from schema.reads.scalars import Expression, constant
from schema.reads.values import of_viewer

ONE: Expression = literal_column("1")
IN_FORCE = ("SIGNED", "STUDYING", "GRADUATED", "SERVING", "FULFILLED")
BUREAUS = frozenset({Role.COUNTY, Role.PREFECTURE, Role.PROVINCE, Role.AUDITOR})

# The tables themselves, in subqueries that give them no other name.
agreement_row = Row("training_agreement", training.training_agreement)
line_row = Row("quota_line", quotas.quota_line)
county_row = Row("county", places.county)
named_row = Row("training_demand_programme", training.training_demand_programme)


def is_of_county(code: Expression) -> Predicate:
    return code == of_viewer("county")


def is_of_prefecture(code: Expression) -> Predicate:
    county = exists(ONE).select_from(places.county)
    return county.where(
        county_row.code == code, county_row.prefecture_code == of_viewer("prefecture")
    )


def on_line(rule: Rule) -> Rule:
    """Whether an agreement's line is one that `rule` finds."""
    line = exists(ONE).select_from(quotas.quota_line)
    return lambda row: line.where(line_row.id == row.quota_line_id, rule(line_row))


def names(demand: Row, programme_code: Expression) -> Predicate:
    named = exists(ONE).select_from(training.training_demand_programme)
    return named.where(named_row.demand_id == demand.id, named_row.programme_code == programme_code)


def answers(demand: Row, line: Row) -> Predicate:
    """Published seats of targeted training, bound to the county, of a programme that it names."""
    return and_(
        line.plan_kind == constant("TARGETED"),
        line.county_code == demand.county_code,
        line.year == demand.year,
        rights.is_published(line),
        line.is_sample.is_(literal_column("false")),
        names(demand, line.programme_code),
    )


def where_answerable(value: Callable[[Row], Expression]) -> Callable[[Row], Expression]:
    """None where a demand names no programme: nothing tells what answers it."""

    def told(demand: Row) -> Expression:
        named = exists(ONE).select_from(training.training_demand_programme)
        return case((named.where(named_row.demand_id == demand.id), value(demand)))

    return told


def seats(demand: Row) -> Expression:
    total = cast(func.coalesce(func.sum(line_row.seats), literal_column("0")), Integer)
    rows = select(total).select_from(quotas.quota_line)
    return rows.where(answers(demand, line_row)).scalar_subquery()


def agreements(*states: str) -> Callable[[Row], Expression]:
    """How many agreements in one of the states there are on the lines that answer a demand."""

    def count(demand: Row) -> Expression:
        rows = select(cast(func.count(), Integer)).select_from(
            training.training_agreement.join(
                quotas.quota_line, line_row.id == agreement_row.quota_line_id
            )
        )
        is_counted = agreement_row.state.in_([constant(state) for state in states])
        return rows.where(answers(demand, line_row), is_counted).scalar_subquery()

    return count


def on_answering_line(demand: Row, agreement: Row) -> Predicate:
    line = exists(ONE).select_from(quotas.quota_line)
    return line.where(line_row.id == agreement.quota_line_id, answers(demand, line_row))


demand = Binding(
    "TrainingDemand",
    training.training_demand,
    ("id",),
    fields={
        "id": identity("TrainingDemand", "id"),
        **columns(
            training.training_demand,
            year="Int",
            occupation="String",
            positions="Int",
            version="Int",
            recorded_at="DateTime",
        ),
        "answered": Field("Int", where_answerable(seats), is_query=True),
        "signed": Field(
            "Int", where_answerable(agreements(*IN_FORCE)), is_query=True, seen_by=BUREAUS
        ),
        "serving": Field(
            "Int", where_answerable(agreements("SERVING")), is_query=True, seen_by=BUREAUS
        ),
    },
    to_one={
        "county": ToOne("County", lambda row, other: other.code == row.county_code, nullable=False)
    },
    to_many={
        "programmes": ToMany("Programme", lambda row, other, _: names(row, other.code)),
        "lines": ToMany("QuotaLine", lambda row, other, _: answers(row, other)),
        "agreements": ToMany(
            "TrainingAgreement", lambda row, other, _: on_answering_line(row, other)
        ),
    },
    visible=rights.rights(
        NOTHING,
        NOTHING,
        {
            Role.ADMISSIONS: Right("全部", "all of them"),
            Role.COUNTY: Right("本县的", "one's own", lambda row: is_of_county(row.county_code)),
            Role.PREFECTURE: Right(
                "所辖各县的", "one's counties'", lambda row: is_of_prefecture(row.county_code)
            ),
        },
    ),
)


def party(code: str) -> Callable[[Row, Row], Predicate]:
    """Join what an agreement's line has the code of."""

    def on(row: Row, other: Row) -> Predicate:
        line = select(getattr(line_row, code)).select_from(quotas.quota_line)
        found: Predicate = (
            other.code == line.where(line_row.id == row.quota_line_id).scalar_subquery()
        )
        return found

    return on


agreement = Binding(
    "TrainingAgreement",
    training.training_agreement,
    ("id",),
    fields={
        "id": identity("TrainingAgreement", "id"),
        **columns(
            training.training_agreement,
            student="String",
            service_years="Int",
            subsidy="Decimal",
            document="String",
            signed_on="Date",
            state="AgreementState",
            reason="String",
            version="Int",
            recorded_at="DateTime",
        ),
        "freeOf": Field("TrainingCost", lambda row: row.free_of, nullable=False, is_list=True),
        "may": lives.may(AGREEMENT, lambda row: true()),
    },
    to_one={
        "line": ToOne("QuotaLine", lambda row, other: other.id == row.quota_line_id),
        "institution": ToOne("Institution", party("institution_code"), nullable=False),
        "county": ToOne("County", party("county_code"), nullable=False),
    },
    visible=rights.rights(
        NOTHING,
        NOTHING,
        {
            Role.ADMISSIONS: Right(
                "本校的",
                "one's own",
                on_line(lambda line: line.institution_code == of_viewer("institution")),
            ),
            Role.COUNTY: Right(
                "本县的", "one's own", on_line(lambda line: is_of_county(line.county_code))
            ),
            Role.PREFECTURE: Right(
                "所辖各县的",
                "one's counties'",
                on_line(lambda line: is_of_prefecture(line.county_code)),
            ),
        },
    ),
)
