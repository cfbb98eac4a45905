"""Institutions and programmes."""

from enrollment.tables import institutions
from schema.reads.bindings.model import EVERYONE, Binding, ToMany, ToOne, columns, identity
from schema.reads.bindings.places import validity

institution = Binding(
    "Institution",
    institutions.institution,
    ("code",),
    fields={
        "id": identity("Institution", "code"),
        **columns(
            institutions.institution,
            code="String",
            ministry_code="String",
            identifier="String",
            name_zh="String",
            name_en="String",
            kind="InstitutionKind",
            level="String",
            ownership="String",
            supervisor_zh="String",
            place_zh="String",
            standing="Standing",
            source="String",
        ),
    },
    visible=EVERYONE,
    to_one={
        "prefecture": ToOne("Prefecture", lambda row, other: other.code == row.prefecture_code),
        "county": ToOne("County", lambda row, other: other.code == row.county_code),
    },
    to_many={
        "sourcePlans": ToMany(
            "SourcePlan", lambda row, other, _: other.institution_code == row.code
        ),
        "quotaLines": ToMany("QuotaLine", lambda row, other, _: other.institution_code == row.code),
        "designations": ToMany(
            "InstitutionDesignation", lambda row, other, _: other.institution_code == row.code
        ),
    },
)

institution_designation = Binding(
    "InstitutionDesignation",
    institutions.institution_designation,
    ("id",),
    fields={
        "id": identity("InstitutionDesignation", "id"),
        **columns(
            institutions.institution_designation,
            kind="InstitutionDesignationKind",
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
        "institution": ToOne(
            "Institution", lambda row, other: other.code == row.institution_code, nullable=False
        )
    },
)

programme = Binding(
    "Programme",
    institutions.programme,
    ("code",),
    fields={
        "id": identity("Programme", "code"),
        **columns(
            institutions.programme,
            code="String",
            name_zh="String",
            level="String",
            discipline="String",
            class_zh="String",
            years="Float",
            standing="Standing",
            source="String",
        ),
    },
    visible=EVERYONE,
    to_many={
        "quotaLines": ToMany("QuotaLine", lambda row, other, _: other.programme_code == row.code)
    },
)
