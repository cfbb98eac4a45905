"""Targeted training: what counties need, and agreements with students who are trained for it."""

from sqlalchemy import BigInteger, Date, Integer, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY

from enrollment.tables.columns import (
    decimal,
    key,
    metadata,
    optional,
    required,
    versioning,
    versions_of,
)

training_demand = Table(
    "training_demand",
    metadata,
    key("id", BigInteger),
    required("county_code"),
    required("year", Integer),
    required("occupation"),
    required("positions", Integer),
    required("programme_codes", ARRAY(Text)),
    *versioning(),
)
training_demand_version = versions_of(training_demand)

training_demand_programme = Table(
    "training_demand_programme",
    metadata,
    key("demand_id", BigInteger),
    required("county_code"),
    required("year", Integer),
    key("programme_code", Text),
)

training_agreement = Table(
    "training_agreement",
    metadata,
    key("id", BigInteger),
    required("quota_line_id", BigInteger),
    required("student"),
    required("service_years", Integer),
    required("free_of", ARRAY(Text)),
    decimal("subsidy", 12, 2),
    required("document"),
    required("signed_on", Date),
    required("state"),
    optional("reason"),
    *versioning(),
)
training_agreement_version = versions_of(training_agreement)
