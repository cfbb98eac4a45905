"""Divisions of the province, its poverty counties, their former codes and designations."""

from sqlalchemy import BigInteger, Integer, Table, Text
from sqlalchemy.dialects.postgresql import DATERANGE

from enrollment.tables.columns import (
    key,
    metadata,
    name_order,
    optional,
    provenance,
    required,
    versioning,
    versions_of,
)

division = Table(
    "division",
    metadata,
    key("code", Text),
    required("level"),
    optional("parent_code"),
    required("name_zh"),
    optional("name_en"),
    name_order(),
    *provenance(),
)

county = Table(
    "county",
    metadata,
    key("code", Text),
    required("name_zh"),
    required("name_en"),
    name_order(),
    required("prefecture_code"),
    required("prefecture_level"),
    optional("exit_year", Integer),
    optional("exit_date"),
    optional("exit_note"),
    optional("exit_source"),
    *provenance(),
)

county_alias = Table(
    "county_alias",
    metadata,
    key("code", Text),
    required("name_zh"),
    required("county_code"),
    key("valid", DATERANGE),
    *provenance(),
)

county_designation = Table(
    "county_designation",
    metadata,
    key("id", BigInteger),
    required("county_code"),
    required("kind"),
    optional("contiguous_area"),
    required("valid", DATERANGE),
    optional("document"),
    *provenance(),
    optional("tier_or_kind"),
    optional("end_document"),
    *versioning(),
)
county_designation_version = versions_of(county_designation)

# A view: which source and standing each fact of a county has.
county_source = Table(
    "county_source",
    metadata,
    key("county_code", Text),
    key("field", Text),
    *provenance(),
    info={"is_view": True},
)
