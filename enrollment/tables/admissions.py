"""Admissions of a quota line by round and county of origin."""

from sqlalchemy import BigInteger, Integer, Table

from enrollment.tables.columns import (
    decimal,
    key,
    metadata,
    optional,
    required,
    versioning,
    versions_of,
)

admission = Table(
    "admission",
    metadata,
    key("id", BigInteger),
    required("quota_line_id", BigInteger),
    required("round", Integer),
    optional("origin_county_code"),
    required("applied", Integer),
    required("filed", Integer),
    required("admitted", Integer),
    required("enrolled", Integer),
    required("withdrawn", Integer),
    decimal("lowest_score", 6, 2),
    optional("lowest_rank", Integer),
    *versioning(),
)
admission_version = versions_of(admission)
