"""The quota ledger: seats are never edited, they are moved.

accounts    where seats stand, taken to be moved: plans and lines, locked in one order
movements   a movement and its legs, recorded once, with what ordered it
moves       the verbs: issue, transfer, adjust, withdraw, reverse
seals       what was recorded since the last seal, sealed
verification   digests, seals and balances recomputed, and whatever differs named

Every verb locks the plan first and then its lines in the order of their ids, so that two of them
never wait for each other. A transfer shares its plan with other transfers; what changes the plan's
own balances has it alone. Balances stand on plans and lines and are changed by the trigger that
posts legs; what it refuses (below zero, below the admitted) a verb has found before, on the locked
rows, to say it in numbers.
"""

from enrollment.ledger.accounts import Account, Line, open_accounts, take_lines, take_plan
from enrollment.ledger.movements import Leg, Order, ordered, post
from enrollment.ledger.moves import (
    VERBS,
    adjust_seats,
    issue_quota,
    reverse_movement,
    transfer_seats,
    withdraw_seats,
)

__all__ = [
    "VERBS",
    "Account",
    "Leg",
    "Line",
    "Order",
    "adjust_seats",
    "issue_quota",
    "open_accounts",
    "ordered",
    "post",
    "reverse_movement",
    "take_lines",
    "take_plan",
    "transfer_seats",
    "withdraw_seats",
]
