"""The rules of eligibility: sets by year, plan kind and version, and their rules."""

from sqlalchemy import BigInteger, Boolean, Date, DateTime, Integer, Table, Text

from enrollment.tables.columns import key, metadata, optional, provenance, required

rule_set = Table(
    "rule_set",
    metadata,
    key("code", Text),
    required("year", Integer),
    required("kind"),
    required("version", Integer),
    required("is_sample", Boolean),
    optional("decided_on", Date),
    optional("document"),
    required("counted_to", Date),
    required("counted_to_clause"),
    required("counted_to_source"),
    required("counted_to_standing"),
    required("recorded_at", DateTime(timezone=True)),
    required("recorded_xid", BigInteger),
)

rule = Table(
    "rule",
    metadata,
    key("rule_set", Text),
    key("number", Integer),
    required("is_sample", Boolean),
    required("condition"),
    optional("years", Integer),
    optional("counted_to", Date),
    required("clause"),
    optional("clause_en"),
    *provenance(),
    required("recorded_xid", BigInteger),
)
