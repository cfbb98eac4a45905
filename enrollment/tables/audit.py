"""The record of every write, and the keys under which writes were asked for."""

from sqlalchemy import BigInteger, DateTime, LargeBinary, Table, Text
from sqlalchemy.dialects.postgresql import JSON, JSONB

from enrollment.tables.columns import key, metadata, optional, required

audit_event = Table(
    "audit_event",
    metadata,
    key("id", BigInteger),
    required("at", DateTime(timezone=True)),
    required("actor"),
    optional("role"),
    required("verb"),
    required("object_type"),
    required("object_id"),
    optional("before", JSON),
    optional("after", JSON),
    required("recorded_xid", BigInteger),
)

idempotency_key = Table(
    "idempotency_key",
    metadata,
    key("actor", Text),
    key("verb", Text),
    key("key", Text),
    required("input_hash", LargeBinary),
    optional("answer", JSONB),
    required("claimed_at", DateTime(timezone=True)),
)
