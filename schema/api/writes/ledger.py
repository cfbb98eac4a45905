"""Seats issued, moved, withdrawn, and movements taken back."""

from collections.abc import Mapping

import strawberry
from asyncpg import Connection
from strawberry import UNSET

from enrollment import ledger, record
from enrollment.actors import Actor
from schema.api.fields import asking, said
from schema.api.scalars import Date
from schema.api.types.ledger import QuotaMovement
from schema.api.types.plans import SpecialPlan
from schema.api.types.quotas import QuotaLine
from schema.api.writes.given import Given, Told, Verb, numbered, of, snake
from schema.api.writes.inputs import Input
from schema.api.writes.payloads import Payload


@strawberry.input
class MovementInput(Input):
    reason: str
    document_number: str = said("The document that orders it.", "文号。")
    effective_on: Date | None = said("Today if left out.", "生效日期，默认当日。", default=UNSET)


@strawberry.input
class IssueQuotaInput(MovementInput):
    special_plan: strawberry.ID
    seats: int


@strawberry.input
class TransferSeatsInput(MovementInput):
    from_line: strawberry.ID
    to_line: strawberry.ID = said("Of the same special plan.", "同一专项计划的分专业计划。")
    seats: int


@strawberry.input
class AdjustSeatsInput(MovementInput):
    line: strawberry.ID
    change: int = said(
        "Seats it gets from the plan's pool; less than 0: gives back to it.",
        "从未分配名额中增加的数量；负数为退回。",
    )


@strawberry.input
class WithdrawSeatsInput(MovementInput):
    line: strawberry.ID | None = said("From this line;", "从该分专业计划收回；", default=UNSET)
    special_plan: strawberry.ID | None = said(
        "or from this plan's pool.", "或从该专项计划的未分配名额收回。", default=UNSET
    )
    seats: int


@strawberry.input
class ReverseMovementInput(MovementInput):
    movement: strawberry.ID


@strawberry.type
class IssueQuotaPayload(Payload):
    movement: QuotaMovement | None
    special_plan: SpecialPlan | None


@strawberry.type
class TransferSeatsPayload(Payload):
    movement: QuotaMovement | None
    from_line: QuotaLine | None
    to_line: QuotaLine | None


@strawberry.type
class AdjustSeatsPayload(Payload):
    movement: QuotaMovement | None
    line: QuotaLine | None
    special_plan: SpecialPlan | None


@strawberry.type
class WithdrawSeatsPayload(Payload):
    movement: QuotaMovement | None
    line: QuotaLine | None
    special_plan: SpecialPlan | None


@strawberry.type
class ReverseMovementPayload(Payload):
    movement: QuotaMovement | None
    reversed: QuotaMovement | None = said("What was taken back.", "被冲销的变动。")


async def transfer_seats(conn: Connection, actor: Actor, given: Given, _: Told) -> record.Done:
    for field, name in (("fromLine", "from_line"), ("toLine", "to_line")):
        given[name] = numbered(given, field, "QuotaLine")[1]
    return await ledger.transfer_seats(conn, actor, **given)


async def withdraw_seats(conn: Connection, actor: Actor, given: Given, _: Told) -> record.Done:
    for field, type_name, name in (
        ("line", "QuotaLine", "line_id"),
        ("specialPlan", "SpecialPlan", "plan_id"),
    ):
        if given.get(snake(field)) is not None:
            given[name] = numbered(given, field, type_name)[1]
        given.pop(snake(field), None)
    return await ledger.withdraw_seats(conn, actor, **given)


@strawberry.type
class LedgerVerbs:
    issue_quota: IssueQuotaPayload | None = asking(
        "Issue seats to a plan's pool.", "下达专项计划名额。", input=IssueQuotaInput
    )
    transfer_seats: TransferSeatsPayload | None = asking(
        "Move seats from a line to another.", "调剂名额。", input=TransferSeatsInput
    )
    adjust_seats: AdjustSeatsPayload | None = asking(
        "Give a line seats from its plan's pool, or take them back.",
        "增加或减少分专业计划的名额。",
        input=AdjustSeatsInput,
    )
    withdraw_seats: WithdrawSeatsPayload | None = asking(
        "Withdraw seats.", "收回名额。", input=WithdrawSeatsInput
    )
    reverse_movement: ReverseMovementPayload | None = asking(
        "Take a movement back by another.", "冲销一次变动。", input=ReverseMovementInput
    )


VERBS: Mapping[str, Verb] = {
    "issueQuota": of("specialPlan", "SpecialPlan", "plan_id", ledger.issue_quota),
    "transferSeats": transfer_seats,
    "adjustSeats": of("line", "QuotaLine", "line_id", ledger.adjust_seats),
    "withdrawSeats": withdraw_seats,
    "reverseMovement": of("movement", "QuotaMovement", "movement_id", ledger.reverse_movement),
}
