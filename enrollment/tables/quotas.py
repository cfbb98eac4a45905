"""Quota lines and the ledger that moves their seats."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    Table,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from enrollment.tables.columns import (
    decimal,
    key,
    metadata,
    optional,
    required,
    versioning,
    versions_of,
)

quota_line = Table(
    "quota_line",
    metadata,
    key("id", BigInteger),
    required("account_kind"),
    required("special_plan_id", BigInteger),
    required("year", Integer),
    required("plan_kind"),
    required("is_sample", Boolean),
    required("source_plan_id", BigInteger),
    required("institution_code"),
    required("state"),
    required("programme_code"),
    required("level_code"),
    required("level"),
    required("batch_code"),
    required("batch"),
    required("track_code"),
    required("track"),
    required("plan_nature_code"),
    required("plan_nature"),
    optional("plan_category_code"),
    optional("plan_category"),
    optional("county_code"),
    optional("record_id"),
    optional("institution_number"),
    optional("programme_number"),
    optional("provincial_programme_number"),
    optional("direction"),
    optional("programmes_contained"),
    optional("foreign_language"),
    optional("oral_test"),
    optional("subject_requirement"),
    optional("campus"),
    optional("pathway"),
    decimal("years", 3, 1),
    decimal("tuition", 12, 2),
    optional("remarks"),
    required("other", JSONB),
    required("identity", Uuid),
    required("requested_seats", Integer),
    required("seats", Integer),
    required("admitted", Integer),
    required("enrolled", Integer),
    *versioning(),
)
quota_line_version = versions_of(quota_line, required("is_removed", Boolean))

account = Table(
    "account",
    metadata,
    key("id", BigInteger),
    required("special_plan_id", BigInteger),
    required("kind"),
)

movement = Table(
    "movement",
    metadata,
    key("id", BigInteger),
    required("kind"),
    required("reason"),
    required("actor"),
    required("document_number"),
    required("effective_on", Date),
    optional("reverses_id", BigInteger),
    required("recorded_at", DateTime(timezone=True)),
    required("recorded_xid", BigInteger),
)

leg = Table(
    "leg",
    metadata,
    key("movement_id", BigInteger),
    key("number", Integer),
    required("from_account", BigInteger),
    required("to_account", BigInteger),
    required("seats", Integer),
    required("recorded_xid", BigInteger),
)

seal = Table(
    "seal",
    metadata,
    key("id", BigInteger),
    required("sealed_at", DateTime(timezone=True)),
    required("horizon_xid", BigInteger),
    required("movements", Integer),
    required("previous_hash", LargeBinary),
    required("hash", LargeBinary),
    required("running_xids", ARRAY(BigInteger)),
)

sealed_movement = Table(
    "sealed_movement",
    metadata,
    key("movement_id", BigInteger),
    required("seal_id", BigInteger),
    required("digest", LargeBinary),
)

sealed_through = Table(
    "sealed_through",
    metadata,
    key("is_only", Boolean),
    required("at", DateTime(timezone=True)),
)

# A view: the years that plans can be of.
ledger_year = Table("ledger_year", metadata, key("year", Integer), info={"is_view": True})
