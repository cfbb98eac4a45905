"""The verbs of `/graphql`."""

import strawberry

from schema.api.writes.access import AccessVerbs
from schema.api.writes.admissions import AdmissionsVerbs
from schema.api.writes.designations import DesignationVerbs
from schema.api.writes.eligibility import EligibilityVerbs
from schema.api.writes.ledger import LedgerVerbs
from schema.api.writes.plans import PlanVerbs
from schema.api.writes.source_plans import SourcePlanVerbs
from schema.api.writes.training import TrainingVerbs


@strawberry.type(
    description="What can be done. One that fails leaves the others' answers. 操作，互不影响。"
)
class Mutation(
    PlanVerbs,
    SourcePlanVerbs,
    LedgerVerbs,
    AdmissionsVerbs,
    TrainingVerbs,
    EligibilityVerbs,
    DesignationVerbs,
    AccessVerbs,
):
    pass
