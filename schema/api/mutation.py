"""The verbs of `/graphql`."""

import strawberry

from schema.api.writes.access import AccessVerbs
from schema.api.writes.designations import DesignationVerbs
from schema.api.writes.ledger import LedgerVerbs
from schema.api.writes.plans import PlanVerbs
from schema.api.writes.source_plans import SourcePlanVerbs


@strawberry.type(
    description="What can be done. One that fails leaves the others' answers. 操作，互不影响。"
)
class Mutation(PlanVerbs, SourcePlanVerbs, LedgerVerbs, DesignationVerbs, AccessVerbs):
    pass
