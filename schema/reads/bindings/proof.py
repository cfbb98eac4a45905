"""The proof of a year's ledger: what was issued is in the pool, on lines, or withdrawn.

It is about the plans whose balances the viewer is told: the real ones, or the samples of a year
that has nothing else. `balanced` sets the balances against each other and against their legs.
"""

from sqlalchemy import Integer, Select, and_, cast, exists, func, literal_column, not_, select

from enrollment.tables import plans, quotas
from schema.reads.bindings.ledger import account_row, leg_row, line_row, plan_row
from schema.reads.bindings.model import EVERYONE, Binding, Field, Predicate, Row, columns
from schema.reads.bindings.plans import is_told
from schema.reads.bindings.rights import is_no_retired_sample
from schema.reads.scalars import Expression, constant

ZERO: Expression = literal_column("0")
ONE: Expression = literal_column("1")
# The sign of the legs to an account in its balance on the plan.
BALANCES = {"ISSUE": "issued_seats", "POOL": "unallocated_seats", "WITHDRAWN": "withdrawn_seats"}


def of_told_plans(year: Row, value: Expression) -> Select[tuple[object]]:
    told = plan_row.year == year.year, is_told(plan_row), is_no_retired_sample(plan_row)
    return select(value).select_from(plans.special_plan).where(*told)


def is_sample(year: Row) -> Predicate:
    """Whether all there is to prove is invented."""
    all_are = of_told_plans(year, func.bool_and(plan_row.is_sample)).scalar_subquery()
    return func.coalesce(all_are, literal_column("false"))


def of_plans(year: Row, value: Expression) -> Select[tuple[object]]:
    """Return a value of the plans that the proof is about."""
    return of_told_plans(year, value).where(plan_row.is_sample == is_sample(year))


def total(value: Expression) -> Expression:
    return cast(func.coalesce(func.sum(value), ZERO), Integer)


def of_lines() -> Expression:
    """The seats on the lines of a plan."""
    lines = select(total(line_row.seats)).select_from(quotas.quota_line)
    return lines.where(line_row.special_plan_id == plan_row.id).scalar_subquery()


def moved(kind: str) -> Expression:
    """What the legs to an account of a plan and those from it add up to."""
    account = (
        select(account_row.id)
        .select_from(quotas.account)
        .where(account_row.special_plan_id == plan_row.id, account_row.kind == constant(kind))
        .scalar_subquery()
    )
    legs = select(func.coalesce(func.sum(leg_row.seats), ZERO)).select_from(quotas.leg)
    to, off = (
        legs.where(end == account).scalar_subquery()
        for end in (leg_row.to_account, leg_row.from_account)
    )
    return off - to if kind == "ISSUE" else to - off


def is_balanced(year: Row) -> Predicate:
    """No plan of them is out of balance."""
    in_balance = and_(
        plan_row.issued_seats == plan_row.unallocated_seats + of_lines() + plan_row.withdrawn_seats,
        *(getattr(plan_row, name) == moved(kind) for kind, name in BALANCES.items()),
    )
    return not_(exists(of_plans(year, ONE).where(not_(in_balance))))


def summed(year: Row, value: Expression) -> Expression:
    return of_plans(year, total(value)).scalar_subquery()


def last_seal(value: Expression) -> Expression:
    newest = select(value).select_from(quotas.seal).order_by(Row("seal", quotas.seal).id.desc())
    return newest.limit(ONE).scalar_subquery()


ledger_proof = Binding(
    "LedgerProof",
    quotas.ledger_year,
    ("year",),
    fields={
        **columns(quotas.ledger_year, year="Int"),
        "issued": Field("Int", lambda row: summed(row, plan_row.issued_seats), nullable=False),
        "allocated": Field("Int", lambda row: summed(row, of_lines()), nullable=False),
        "pool": Field("Int", lambda row: summed(row, plan_row.unallocated_seats), nullable=False),
        "withdrawn": Field(
            "Int", lambda row: summed(row, plan_row.withdrawn_seats), nullable=False
        ),
        "balanced": Field("Boolean", is_balanced, nullable=False),
        "sealedThrough": Field(
            "DateTime",
            lambda row: (
                select(Row("sealed_through", quotas.sealed_through).at)
                .select_from(quotas.sealed_through)
                .scalar_subquery()
            ),
        ),
        "sealHash": Field(
            "String",
            lambda row: last_seal(func.encode(Row("seal", quotas.seal).hash, constant("hex"))),
        ),
        "isSample": Field("Boolean", is_sample, nullable=False),
    },
    visible=EVERYONE,
)
