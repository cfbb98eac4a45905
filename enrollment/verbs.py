"""Every verb of enrollment by its name on the wire, and the roles that it is open to."""

from collections.abc import Mapping

from enrollment import admissions, designations, eligibility, ledger, plans, source_plans, training
from enrollment.actors import Role

VERBS: Mapping[str, frozenset[Role]] = {
    **plans.VERBS,
    **designations.VERBS,
    **source_plans.VERBS,
    **ledger.VERBS,
    **admissions.VERBS,
    **training.VERBS,
    **eligibility.VERBS,
}
