"""The ledger: movements of seats, their legs, and the accounts between which they lead."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from enrollment.types import AccountKind, MovementKind
from schema.api.connections import Connection, Node
from schema.api.fields import listing, said
from schema.api.scalars import Date, DateTime
from schema.api.types.plans import SpecialPlan

if TYPE_CHECKING:
    from schema.api.types.quotas import QuotaLine


@strawberry.type(description="Seats moved together, for one reason. 名额变动。")
class QuotaMovement(Node):
    kind: MovementKind
    reason: str
    document_number: str = said("The document that ordered it.", "文号。")
    effective_on: Date = said("The day it takes effect.", "生效日期。")
    recorded_at: DateTime = said("When it was recorded.", "记录时间。")
    actor: str | None = said(
        "Who recorded it; told to the province and to auditors.", "记录人，仅省厅和审计可见。"
    )
    is_sample: bool = said("Invented to show the service at work.", "是否示例数据。")
    reverses: Annotated["QuotaMovement", strawberry.lazy("schema.api.types.ledger")] | None = said(
        "The movement that it takes back.", "所冲销的变动。"
    )
    reversed_by: Annotated["QuotaMovement", strawberry.lazy("schema.api.types.ledger")] | None = (
        said("The movement that took it back.", "冲销它的变动。")
    )
    legs: Connection[Annotated["QuotaLeg", strawberry.lazy("schema.api.types.ledger")]] = listing(
        "QuotaLeg", "Its legs.", "其各笔。"
    )


@strawberry.type(description="Where seats stand. 名额账户。")
class QuotaAccount(Node):
    kind: AccountKind = said(
        "Issue, pool, a line, or withdrawn.", "下达、未分配、分专业计划或收回。"
    )
    special_plan: SpecialPlan | None
    line: Annotated["QuotaLine", strawberry.lazy("schema.api.types.quotas")] | None = said(
        "The line whose seats these are.", "所属分专业计划。"
    )


@strawberry.type(description="Seats that went from one account to another. 一笔变动。")
class QuotaLeg:
    seats: int
    movement: QuotaMovement | None
    from_account: QuotaAccount | None
    to_account: QuotaAccount | None


@strawberry.type(description="That issued = allocated + pool + withdrawn in a year. 年度账本核对。")
class LedgerProof:
    year: int
    issued: int = said("Seats issued to the year's plans.", "下达名额。")
    allocated: int = said("Seats on the lines of its plans.", "已分配到分专业计划的名额。")
    pool: int = said("Seats issued and not allocated.", "未分配名额。")
    withdrawn: int = said("Seats withdrawn.", "收回名额。")
    balanced: bool = said(
        "Whether these add up, for each plan, and are the sums of their legs.",
        "各计划是否账账相符，且与各笔变动之和一致。",
    )
    sealed_through: DateTime | None = said(
        "What was recorded by then is sealed.", "截至此时的记录均已封存。"
    )
    seal_hash: str | None = said(
        "The hash of the last seal; it changes with anything sealed before.",
        "最后一道封条的哈希值；此前任何内容改动，它都会不同。",
    )
    is_sample: bool = said("Invented to show the service at work.", "是否示例数据。")
