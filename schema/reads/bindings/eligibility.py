"""The rules of eligibility, which everybody may read: versions in force, earlier ones, samples."""

from sqlalchemy import and_, exists, not_

from enrollment.tables import eligibility
from schema.reads.bindings.model import (
    EVERYONE,
    Binding,
    Field,
    Plain,
    Predicate,
    Row,
    columns,
    identity,
)

later = eligibility.rule_set.alias("later")


def is_current(row: Row) -> Predicate:
    """The newest version of its year and kind is the one that checks use."""
    return not_(
        exists().where(
            and_(
                later.c.year == row.year,
                later.c.kind == row.kind,
                later.c.version > row.version,
            )
        )
    )


rule_set = Binding(
    "RuleSet",
    eligibility.rule_set,
    ("code",),
    fields={
        "id": identity("RuleSet", "code"),
        **columns(
            eligibility.rule_set,
            year="Int",
            kind="PlanKind",
            version="Int",
            is_sample="Boolean",
            decided_on="Date",
            document="String",
            counted_to="Date",
            counted_to_clause="String",
            counted_to_source="String",
            counted_to_standing="Standing",
            recorded_at="DateTime",
        ),
        "isCurrent": Field("Boolean", is_current, nullable=False, is_query=True),
    },
    visible=EVERYONE,
    plain={"rules": Plain("Rule", lambda row, other: other.rule_set == row.code)},
)

rule = Binding(
    "Rule",
    eligibility.rule,
    ("rule_set", "number"),
    fields=columns(
        eligibility.rule,
        number="Int",
        condition="Condition",
        years="Int",
        counted_to="Date",
        clause="String",
        clause_en="String",
        source="String",
        standing="Standing",
        is_sample="Boolean",
    ),
    visible=EVERYONE,
)
