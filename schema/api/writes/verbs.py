"""Each verb of the API by its name, as the domain's verb that takes its input."""

from collections.abc import Mapping

from enrollment import verbs as enrollment_verbs
from enrollment.actors import Role
from schema.access import rights
from schema.api.writes import (
    access,
    admissions,
    designations,
    eligibility,
    ledger,
    plans,
    source_plans,
    training,
)
from schema.api.writes.given import Verb

VERBS: Mapping[str, Verb] = {
    **plans.VERBS,
    **source_plans.VERBS,
    **ledger.VERBS,
    **designations.VERBS,
    **access.VERBS,
    **admissions.VERBS,
    **training.VERBS,
    **eligibility.VERBS,
}

# The roles that each verb is open to; the verbs say so themselves.
OPEN_TO: Mapping[str, frozenset[Role]] = {**enrollment_verbs.VERBS, **rights.VERBS}
