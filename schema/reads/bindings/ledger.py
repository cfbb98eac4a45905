"""The ledger: movements of seats, their legs, and the accounts that legs lead between.

Who moved the seats is told to the province and to the auditors: staff are not named in public. A
leg is known by its accounts, since a number would tell of the legs that are not seen.
"""

from sqlalchemy import and_, exists, literal_column, or_

from enrollment.actors import Role
from enrollment.tables import plans, quotas
from schema.reads.bindings import rights
from schema.reads.bindings.model import (
    Binding,
    Field,
    Predicate,
    Row,
    Rule,
    ToMany,
    ToOne,
    columns,
    identity,
)
from schema.reads.scalars import Expression, constant

ONE: Expression = literal_column("1")

# The tables themselves, in subqueries that give them no other name.
account_row = Row("account", quotas.account)
leg_row = Row("leg", quotas.leg)
line_row = Row("quota_line", quotas.quota_line)
plan_row = Row("special_plan", plans.special_plan)


def is_of_line(account_id: Expression, of_line: Rule) -> Predicate:
    line = exists(ONE).select_from(quotas.quota_line)
    return line.where(line_row.id == account_id, of_line(line_row))


def is_of_plan(account_id: Expression, of_plan: Rule) -> Predicate:
    plan = exists(ONE).select_from(
        quotas.account.join(plans.special_plan, plan_row.id == account_row.special_plan_id)
    )
    return plan.where(
        account_row.id == account_id, account_row.kind != constant("LINE"), of_plan(plan_row)
    )


def is_seen(account_id: Expression, of_line: Rule, of_plan: Rule) -> Predicate:
    """A line's account is seen with the line, the others with their plan."""
    return or_(is_of_line(account_id, of_line), is_of_plan(account_id, of_plan))


def seen_account(of_line: Rule, of_plan: Rule) -> Rule:
    return lambda account: is_seen(account.id, of_line, of_plan)


def seen_leg(of_line: Rule, of_plan: Rule) -> Rule:
    """Both ends are seen: the other end of a leg would tell of a hidden line.

    Between the accounts of a plan itself seats are seen to move once the plan is published: before
    that they would tell what is allocated to lines that are still hidden.
    """
    is_public: Rule = rights.PLANS[Role.PUBLIC].rule or of_plan

    def rule(leg: Row) -> Predicate:
        ends = leg.from_account, leg.to_account
        of_lines = or_(*(is_of_line(end, of_line) for end in ends))
        of_public_plan = and_(*(is_of_plan(end, is_public) for end in ends))
        seen = and_(*(is_seen(end, of_line, of_plan) for end in ends))
        return or_(and_(of_lines, seen), of_public_plan)

    return rule


def seen_movement(of_line: Rule, of_plan: Rule) -> Rule:
    """One of its legs is seen."""
    leg = seen_leg(of_line, of_plan)
    legs = exists(ONE).select_from(quotas.leg)
    return lambda movement: legs.where(leg_row.movement_id == movement.id, leg(leg_row))


def is_sample(movement: Row) -> Predicate:
    """Whether it moves invented seats; the legs of a movement are all of one sort."""
    accounts = quotas.leg.join(quotas.account, account_row.id == leg_row.from_account)
    return (
        exists(ONE)
        .select_from(accounts.join(plans.special_plan, plan_row.id == account_row.special_plan_id))
        .where(leg_row.movement_id == movement.id, plan_row.is_sample)
    )


def touches(leg: Row, account_id: Expression) -> Predicate:
    return or_(leg.to_account == account_id, leg.from_account == account_id)


movement = Binding(
    "QuotaMovement",
    quotas.movement,
    ("id",),
    fields={
        "id": identity("QuotaMovement", "id"),
        **columns(
            quotas.movement,
            kind="MovementKind",
            reason="String",
            document_number="String",
            effective_on="Date",
            recorded_at="DateTime",
        ),
        "actor": Field(
            "String", lambda row: row.actor, seen_by=frozenset({Role.PROVINCE, Role.AUDITOR})
        ),
        "isSample": Field("Boolean", is_sample, nullable=False, is_query=True),
    },
    to_one={
        "reverses": ToOne("QuotaMovement", lambda row, other: other.id == row.reverses_id),
        "reversedBy": ToOne("QuotaMovement", lambda row, other: other.reverses_id == row.id),
    },
    to_many={"legs": ToMany("QuotaLeg", lambda row, other, _: other.movement_id == row.id)},
    visible=rights.with_lines(seen_movement),
)

leg = Binding(
    "QuotaLeg",
    quotas.leg,
    ("movement_id", "from_account", "to_account"),
    fields=columns(quotas.leg, seats="Int"),
    to_one={
        "movement": ToOne("QuotaMovement", lambda row, other: other.id == row.movement_id),
        "fromAccount": ToOne("QuotaAccount", lambda row, other: other.id == row.from_account),
        "toAccount": ToOne("QuotaAccount", lambda row, other: other.id == row.to_account),
    },
    visible=rights.with_lines(seen_leg),
)

account = Binding(
    "QuotaAccount",
    quotas.account,
    ("id",),
    fields={
        "id": identity("QuotaAccount", "id"),
        **columns(quotas.account, kind="AccountKind"),
    },
    to_one={
        "specialPlan": ToOne("SpecialPlan", lambda row, other: other.id == row.special_plan_id),
        "line": ToOne("QuotaLine", lambda row, other: other.id == row.id),
    },
    visible=rights.with_lines(seen_account),
)
