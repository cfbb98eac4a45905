"""Admissions of a line, and the same line a year before."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from schema.api.connections import Node
from schema.api.fields import said
from schema.api.scalars import DateTime, Decimal
from schema.api.types.places import County

if TYPE_CHECKING:
    from schema.api.types.quotas import QuotaLine


@strawberry.type(description="Admissions of a line in one round. 一轮录取情况。")
class Admission(Node):
    round: int = said("The round, from 1.", "轮次，从 1 起。")
    applied: int = said("Applied.", "报考人数。")
    filed: int = said("Files sent to the institution.", "投档人数。")
    admitted: int = said("Admitted.", "录取人数。")
    enrolled: int = said("Enrolled.", "报到人数。")
    withdrawn: int = said("Withdrawn.", "退档人数。")
    lowest_score: Decimal | None = said("Lowest score admitted.", "录取最低分。")
    lowest_rank: int | None = said("Lowest rank admitted.", "录取最低位次。")
    version: int
    recorded_at: DateTime = said("When this version was recorded.", "本版本记录时间。")
    line: Annotated["QuotaLine", strawberry.lazy("schema.api.types.quotas")] | None
    origin_county: County | None = said(
        "The county these candidates came from; none: the round's total.",
        "生源县；空为该轮合计。",
    )


@strawberry.type(
    description="The same lines a year before: of the same plan kind, institution, programme,"
    " level, batch, track and county."
    " 上一年同类计划：专项类型、院校、专业、层次、批次、科类和县均相同。"
)
class PreviousYear:
    year: int
    lines: int = said("How many lines that were.", "计划条数。")
    seats: int
    admitted: int
    lowest_score: Decimal | None = said("Lowest score admitted.", "录取最低分。")
    lowest_rank: int | None = said("Lowest rank admitted.", "录取最低位次。")
