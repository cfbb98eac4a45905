"""The record of every write."""

from sqlalchemy import BigInteger, DateTime, Table
from sqlalchemy.dialects.postgresql import JSON

from enrollment.tables.columns import key, metadata, optional, required

audit_event = Table(
    "audit_event",
    metadata,
    key("id", BigInteger),
    required("at", DateTime(timezone=True)),
    required("actor"),
    required("verb"),
    required("object_type"),
    required("object_id"),
    optional("before", JSON),
    optional("after", JSON),
    required("recorded_xid", BigInteger),
)
