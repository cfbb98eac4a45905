"""The tables of enrollment as SQLAlchemy Core, by noun: the columns that reads and checks need.

Constraints, indexes and triggers stand in `migrations/` alone and are printed in
`migrations/schema.sql`; `make check` holds these columns against them.

places         division, county, county_alias, county_designation, county_source
institutions   institution, institution_designation, programme
plans          special_plan, plan_area, source_plan and its reviews, the yearly codes
quotas         quota_line, account, movement, leg, seal, sealed_movement, sealed_through
admissions     admission
training       training_demand, training_demand_programme, training_agreement
audit          audit_event, idempotency_key
viewer         what is shown of whoever asks
access         staff, api_key, without what proves who they are
eligibility    rule_set, rule
columns        the shared `metadata` and the kinds of column that recur
"""

from enrollment.tables import (
    access,
    admissions,
    audit,
    eligibility,
    institutions,
    places,
    plans,
    quotas,
    training,
    viewer,
)
from enrollment.tables.columns import metadata

__all__ = [
    "access",
    "admissions",
    "audit",
    "eligibility",
    "institutions",
    "metadata",
    "places",
    "plans",
    "quotas",
    "training",
    "viewer",
]
