"""Institutions, what they are designated as, and the programmes they teach."""

from sqlalchemy import BigInteger, Table, Text
from sqlalchemy.dialects.postgresql import DATERANGE

from enrollment.tables.columns import (
    decimal,
    key,
    metadata,
    name_order,
    optional,
    provenance,
    required,
    versioning,
    versions_of,
)

institution = Table(
    "institution",
    metadata,
    key("code", Text),
    optional("ministry_code"),
    optional("identifier"),
    required("name_zh"),
    optional("name_en"),
    name_order(),
    required("kind"),
    optional("level"),
    optional("ownership"),
    optional("supervisor_zh"),
    optional("place_zh"),
    optional("prefecture_code"),
    required("prefecture_level"),
    optional("county_code"),
    *provenance(),
)

institution_designation = Table(
    "institution_designation",
    metadata,
    key("id", BigInteger),
    required("institution_code"),
    required("kind"),
    required("valid", DATERANGE),
    optional("document"),
    *provenance(),
    optional("end_document"),
    *versioning(),
)
institution_designation_version = versions_of(institution_designation)

programme = Table(
    "programme",
    metadata,
    key("code", Text),
    required("name_zh"),
    name_order(),
    optional("level"),
    optional("discipline"),
    optional("class_zh"),
    decimal("years", 3, 1),
    *provenance(),
)
