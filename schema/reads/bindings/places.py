"""Prefectures and poverty counties, with what the counties are designated as."""

from sqlalchemy import Date, Integer, and_, exists, func, literal_column, or_, select

from enrollment.tables import places, plans
from schema.reads.bindings import rights
from schema.reads.bindings.model import (
    EVERYONE,
    Arguments,
    Binding,
    Field,
    Plain,
    Predicate,
    Row,
    ToMany,
    ToOne,
    columns,
    identity,
)
from schema.reads.scalars import Expression, constant

designation = places.county_designation
alias = places.county_alias


def latest(row: Row, value: Expression, kind: str) -> Expression:
    """The newest designation of `kind`: a county that left the poverty list keeps its tier."""
    return (
        select(value)
        .where(designation.c.county_code == row.code, designation.c.tier_or_kind == constant(kind))
        .order_by(func.upper(designation.c.valid).desc().nulls_first())
        .limit(literal_column("1"))
        .scalar_subquery()
    )


def is_deep_poverty(row: Row) -> Predicate:
    return exists().where(
        designation.c.county_code == row.code,
        designation.c.kind == constant("DEEP_POVERTY"),
        designation.c.valid.op("@>")(literal_column("current_date")),
    )


def current_code(code: Expression) -> Expression:
    """The code of the county that has `code`, or else last had it: 140227 is 140215 since 2018."""
    present = select(places.county.c.code).where(places.county.c.code == code).scalar_subquery()
    former = (
        select(alias.c.county_code)
        .where(alias.c.code == code)
        .order_by(func.upper(alias.c.valid).desc().nulls_first())
        .limit(literal_column("1"))
        .scalar_subquery()
    )
    return func.coalesce(present, former)


def is_known(arguments: Arguments) -> Predicate:
    return exists().where(places.county.c.code == current_code(arguments["county"]))


def has_code(row: Row, arguments: Arguments) -> Predicate:
    return row.code == current_code(arguments["code"])


def covers(special_plan_id: Expression, county_code: Expression) -> Predicate:
    """Whether the plan's implementation area holds the county."""
    return exists().where(
        plans.plan_area.c.special_plan_id == special_plan_id,
        plans.plan_area.c.county_code == county_code,
    )


def is_open_to(line: Row, county_code: Expression, year: Expression) -> Predicate:
    """Published quota a county may use: its own lines, and the pool lines of plans that cover it.

    DOMAIN, Enrollment: "Quotas open to county X".
    """
    return and_(
        rights.is_published(line),
        line.year == year,
        or_(
            line.county_code == county_code,
            and_(line.county_code.is_(None), covers(line.special_plan_id, county_code)),
        ),
    )


prefecture = Binding(
    "Prefecture",
    places.division,
    ("code",),
    fields={
        "id": identity("Prefecture", "code"),
        **columns(
            places.division,
            code="String",
            name_zh="String",
            name_en="String",
            standing="Standing",
            source="String",
        ),
    },
    visible=EVERYONE,
    where=lambda row: row.level == constant("PREFECTURE"),
)

county = Binding(
    "County",
    places.county,
    ("code",),
    present=current_code,
    fields={
        "id": identity("County", "code"),
        **columns(
            places.county,
            code="String",
            name_zh="String",
            name_en="String",
            exit_year="Int",
            exit_date="String",
            exit_note="String",
            standing="Standing",
            source="String",
        ),
        "tier": Field(
            "CountyTier", lambda row: latest(row, designation.c.kind, "TIER"), is_query=True
        ),
        "contiguousArea": Field(
            "String",
            lambda row: latest(row, designation.c.contiguous_area, "CONTIGUOUS_AREA"),
            is_query=True,
        ),
        "isDeepPoverty": Field("Boolean", is_deep_poverty, nullable=False, is_query=True),
    },
    visible=EVERYONE,
    to_one={
        "prefecture": ToOne(
            "Prefecture", lambda row, other: other.code == row.prefecture_code, nullable=False
        )
    },
    to_many={
        "specialPlans": ToMany("SpecialPlan", lambda row, other, _: covers(other.id, row.code)),
        "quotaLines": ToMany("QuotaLine", lambda row, other, _: other.county_code == row.code),
        "designations": ToMany(
            "CountyDesignation", lambda row, other, _: other.county_code == row.code
        ),
        "openQuota": ToMany(
            "QuotaLine",
            lambda row, other, arguments: is_open_to(other, row.code, arguments["year"]),
            {"year": "Int"},
        ),
    },
    plain={"sources": Plain("CountySource", lambda row, other: other.county_code == row.code)},
)


def validity() -> dict[str, Field]:
    """From which day to which, both of them within; without a last day it still holds."""
    return {
        "validFrom": Field("Date", lambda row: func.lower(row.valid, type_=Date)),
        "validTo": Field(
            "Date", lambda row: func.upper(row.valid, type_=Date) - literal_column("1", Integer)
        ),
    }


county_designation = Binding(
    "CountyDesignation",
    designation,
    ("id",),
    fields={
        "id": identity("CountyDesignation", "id"),
        **columns(
            designation,
            kind="CountyDesignationKind",
            contiguous_area="String",
            document="String",
            end_document="String",
            source="String",
            standing="Standing",
            version="Int",
        ),
        **validity(),
    },
    visible=EVERYONE,
    to_one={
        "county": ToOne("County", lambda row, other: other.code == row.county_code, nullable=False)
    },
)

county_source = Binding(
    "CountySource",
    places.county_source,
    ("field",),
    fields=columns(places.county_source, field="String", standing="Standing", source="String"),
    visible=EVERYONE,
)
