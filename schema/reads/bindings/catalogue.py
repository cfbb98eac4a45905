"""Every binding by its type's name, and the root fields of the API."""

from sqlalchemy import func, true

from enrollment import errors
from schema.reads.bindings import (
    access,
    admissions,
    changes,
    eligibility,
    institutions,
    ledger,
    places,
    plans,
    proof,
    quotas,
    training,
    viewer,
)
from schema.reads.bindings.model import Arguments, Binding, Listing, Predicate, Row, Single

BINDINGS: dict[str, Binding] = {
    binding.type: binding
    for binding in (
        places.prefecture,
        places.county,
        places.county_source,
        places.county_designation,
        institutions.institution,
        institutions.institution_designation,
        institutions.programme,
        plans.special_plan,
        plans.source_plan,
        plans.source_plan_review,
        quotas.quota_line,
        admissions.admission,
        admissions.previous_year,
        ledger.movement,
        ledger.leg,
        ledger.account,
        viewer.viewer,
        viewer.inbox_entry,
        viewer.audit_event,
        access.staff,
        access.api_key,
        proof.ledger_proof,
        training.demand,
        training.agreement,
        eligibility.rule_set,
        eligibility.rule,
        changes.binding,
    )
}

# Types that `node` finds, by the prefix of their ids.
NODES = tuple(name for name, binding in BINDINGS.items() if "id" in binding.fields)


def is_open(row: Row, arguments: Arguments) -> Predicate:
    county = places.current_code(arguments["county"])
    return places.is_open_to(row, county, arguments["year"])


LISTINGS: dict[str, Listing] = {
    "counties": Listing("County"),
    "institutions": Listing("Institution"),
    "programmes": Listing("Programme"),
    "specialPlans": Listing("SpecialPlan"),
    "sourcePlans": Listing("SourcePlan"),
    "quotaLines": Listing("QuotaLine"),
    "quotaMovements": Listing("QuotaMovement"),
    "auditEvents": Listing("AuditEvent"),
    "staff": Listing("Staff"),
    "apiKeys": Listing("ApiKey"),
    "trainingDemands": Listing("TrainingDemand"),
    "trainingAgreements": Listing("TrainingAgreement"),
    "ruleSets": Listing("RuleSet"),
    "openQuota": Listing(
        "QuotaLine",
        {"county": "String", "year": "Int"},
        where=is_open,
        exists=places.is_known,
        absent=errors.CountyUnknown,
    ),
    "quotaChanges": Listing(
        "QuotaChange", {"year": "Int", "from": "DateTime", "to": "DateTime"}, is_between=True
    ),
}

# What is told as it happens: the rows of a type, by their keys.
FEEDS: dict[str, Listing] = {
    "quotaMoved": Listing(
        "QuotaMovement", where=lambda row, arguments: row.id == func.any(arguments["keys"])
    ),
}
LISTS: dict[str, Listing] = {**LISTINGS, **FEEDS}

SINGLES: dict[str, Single] = {
    "viewer": Single("Viewer", {}, lambda row, arguments: true()),
    "county": Single("County", {"code": "String"}, places.has_code),
    "institution": Single(
        "Institution", {"code": "String"}, lambda row, arguments: row.code == arguments["code"]
    ),
    "specialPlan": Single(
        "SpecialPlan",
        {"year": "Int", "kind": "PlanKind"},
        lambda row, arguments: (row.year == arguments["year"]) & (row.kind == arguments["kind"]),
        prefer=lambda row: row.is_sample,  # a real plan before a sample one
    ),
    "ledgerProof": Single(
        "LedgerProof",
        {"year": "Int"},
        lambda row, arguments: row.year == arguments["year"],
        absent=errors.YearImplausible,
    ),
}

# Root fields that find one object of a type by its id.
BY_ID = {"quotaLine": "QuotaLine"}

# Root fields below which all that keeps its history can be read as of an instant.
PAST = {"specialPlans", "specialPlan", "quotaLines", "quotaLine"}
