"""Special plans, the counties they cover, source plans, and the code tables of each year."""

from sqlalchemy import BigInteger, Boolean, DateTime, Integer, Table, Text

from enrollment.tables.columns import (
    key,
    metadata,
    optional,
    required,
    versioning,
    versions_of,
)

special_plan = Table(
    "special_plan",
    metadata,
    key("id", BigInteger),
    required("year", Integer),
    required("kind"),
    required("is_sample", Boolean),
    required("title"),
    required("state"),
    optional("submission_opens", DateTime(timezone=True)),
    optional("submission_closes", DateTime(timezone=True)),
    required("issued_seats", Integer),
    required("unallocated_seats", Integer),
    required("withdrawn_seats", Integer),
    *versioning(),
)
special_plan_version = versions_of(special_plan)

plan_area = Table(
    "plan_area",
    metadata,
    key("special_plan_id", BigInteger),
    key("county_code", Text),
    optional("reason"),
    optional("document"),
    required("recorded_xid", BigInteger),
)

source_plan = Table(
    "source_plan",
    metadata,
    key("id", BigInteger),
    required("special_plan_id", BigInteger),
    required("plan_state"),
    required("institution_code"),
    required("state"),
    optional("submitted_by"),
    optional("approved_by"),
    *versioning(),
)
source_plan_version = versions_of(source_plan)

source_plan_review = Table(
    "source_plan_review",
    metadata,
    key("id", BigInteger),
    required("source_plan_id", BigInteger),
    required("step"),
    optional("text"),
    required("actor"),
    required("role"),
    required("recorded_at", DateTime(timezone=True)),
    required("recorded_xid", BigInteger),
)


def yearly_code(name: str) -> Table:
    """Return a code table of the national admission system: code and name, by year."""
    return Table(name, metadata, key("year", Integer), key("code", Text), required("name_zh"))


level = yearly_code("level")
batch = yearly_code("batch")
track = yearly_code("track")
plan_nature = yearly_code("plan_nature")
plan_category = yearly_code("plan_category")
