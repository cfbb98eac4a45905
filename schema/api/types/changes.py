"""What changed between two instants, and why."""

import strawberry

from schema.api.connections import Connection
from schema.api.fields import listing, said
from schema.api.types.ledger import QuotaLeg, QuotaMovement
from schema.api.types.quotas import QuotaLine


@strawberry.type(
    description="A line whose seats two instants tell apart; no number where it was not there, or"
    " not to be seen. 两个时间之间名额有变的分专业计划；当时不存在或不可见的为空。"
)
class QuotaChange:
    line_id: strawberry.ID = said("The line's id.", "分专业计划的 id。")
    line: QuotaLine | None = said(
        "The line as of `to`; one that was removed, as it last was.",
        "截至 to 的分专业计划；已删除的为其最后情形。",
    )
    seats_before: int | None = said("Its seats as of `from`.", "截至 from 的名额。")
    seats_after: int | None = said("Its seats as of `to`.", "截至 to 的名额。")
    requested_seats_before: int | None = said("What it asked for then.", "截至 from 的申请名额。")
    requested_seats_after: int | None = said("What it asked for then.", "截至 to 的申请名额。")
    difference: int = said("How many seats it has more.", "名额增减。")
    movements: Connection[QuotaMovement] = listing(
        "QuotaMovement", "The movements of its seats in between.", "其间的名额变动。"
    )
    legs: Connection[QuotaLeg] = listing(
        "QuotaLeg", "What each took from it or gave to it.", "其间各次变动的每一笔。"
    )
