"""The schema, ready to run. Fields of bound types are read from the compiler's answer."""

from typing import Any

import strawberry
from graphql import GraphQLObjectType, GraphQLResolveInfo, GraphQLSchema, print_schema

from schema.api.connections import Node
from schema.api.mutation import Mutation
from schema.api.query import Query
from schema.api.scalars import SCALARS
from schema.api.subscription import Subscription
from schema.api.types import (
    access,
    admissions,
    eligibility,
    institutions,
    ledger,
    places,
    plans,
    quotas,
    training,
    viewer,
)
from schema.api.writes import acting
from schema.reads.plan import is_planned
from schema.reads.planner import TYPE

# From objects of Python.
RESOLVED = {
    "UserError",
    "FieldConflict",
    "AccessExplanation",
    "EligibilityAnswer",
    "ConditionAnswer",
    "EligibilityNote",
}

NODES = (
    places.Prefecture,
    places.County,
    places.CountyDesignation,
    institutions.Institution,
    institutions.InstitutionDesignation,
    institutions.Programme,
    plans.SpecialPlan,
    plans.SourcePlan,
    plans.SourcePlanReview,
    quotas.QuotaLine,
    admissions.Admission,
    ledger.QuotaMovement,
    ledger.QuotaAccount,
    viewer.AuditEvent,
    access.Staff,
    access.ApiKey,
    training.TrainingDemand,
    training.TrainingAgreement,
    eligibility.RuleSet,
)


def assemble() -> GraphQLSchema:
    """Return the schema with its resolvers."""
    schema = strawberry.Schema(
        Query,
        Mutation,
        Subscription,
        types=NODES,
        config=strawberry.schema.config.StrawberryConfig(scalar_map=SCALARS),
    )._schema
    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLObjectType) and not kind.name.startswith("__"):
            kind.is_type_of = None
            for name, field in kind.fields.items():
                if kind.name == "Mutation":
                    field.resolve = acting.act
                elif kind.name not in RESOLVED and (kind.name != "Query" or is_planned(name)):
                    field.resolve = by_key
    schema.type_map[Node.__name__].resolve_type = lambda value, *_: value[TYPE]  # type: ignore[attr-defined]
    return schema


def by_key(source: dict[str, Any], info: GraphQLResolveInfo, **_: object) -> Any:
    """Resolve a field from the compiler's answer, where it stands under its response key."""
    return source[str(info.path.key)]


def printed() -> str:
    """Return the schema in GraphQL's own language, as `schema/api.graphql` keeps it."""
    return print_schema(assemble()) + "\n"
