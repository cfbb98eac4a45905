"""Instants in the past that a request asks for: refused where no seal tells what was then."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from enrollment import days
from enrollment.errors import Refusal
from schema.reads import refusals
from schema.reads.bindings.catalogue import LISTS
from schema.reads.plan import ListRoot, NodeRoot, Plan, Root, SingleRoot
from schema.reads.selection import Selected
from schema.reads.values import Param

# The instants between which history is known, as further columns of a statement.
KNOWN = "(SELECT min(sealed_at) FROM seal), (SELECT at FROM sealed_through)"


def asked(root: Root) -> Iterator[tuple[str, Param]]:
    """Yield the instants of the past that a root field asks for, by argument."""
    if isinstance(root, ListRoot | SingleRoot | NodeRoot) and root.as_of is not None:
        yield "asOf", root.as_of
    if isinstance(root, ListRoot) and LISTS[root.field].is_between:
        arguments = dict(root.arguments)
        yield "from", arguments["from"]
        yield "to", arguments["to"]


def is_past(plan: Plan) -> bool:
    return any(True for root in plan.roots for _ in asked(root))


def check(
    plan: Plan,
    values: Sequence[Any],
    selected: Sequence[Selected],
    first: datetime | None,
    last: datetime | None,
) -> None:
    """Raise GraphQLError where an instant is not between the first sealed one and the last."""
    for root, item in zip(plan.roots, selected, strict=True):
        given = [(argument, values[param.number]) for argument, param in asked(root)]
        for argument, instant in given:
            if refusal := refused(instant, argument, first, last):
                raise item.place.error(refusal, argument)
        if given and given[0][1] > given[-1][1]:
            raise item.place.error(refusals.InstantsReversed(), "from")


def refused(
    instant: datetime, argument: str, first: datetime | None, last: datetime | None
) -> Refusal | None:
    if first is None or last is None:
        return refusals.NothingSealed(argument=argument)
    if instant > last:
        return refusals.NotSealedYet(argument=argument, last=said(last))
    if instant < first:
        return refusals.BeforeFirstSeal(argument=argument, first=said(first))
    return None


def said(instant: datetime) -> str:
    """Return an instant as people in China read it, and as it can be asked for."""
    return instant.astimezone(days.SHANGHAI).isoformat()
