"""Plans of questions that are asked again with other values: made once, the values set in.

Most variables are operands of filters or arguments like a county's code, whose values no plan
knows. So the plan is made with a mark in the place of each, and kept with the selection, by the
values of the other variables, how many rows, in which order, by the types of ids, and by which
cursors there are. A filter as a whole can change the plan, and a null in a cursor; what has such
variables is planned each time.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from graphql import Undefined

from enrollment.actors import Actor
from schema import limits
from schema.reads import cursors, planner
from schema.reads.plan import Plan
from schema.reads.selection import Selection
from schema.reads.values import Mark, is_bindable, plain

Variables = Mapping[str, Any]
Ids = Mapping[str, tuple[str, object] | None]  # type and key, by variable


class Unplanned(Exception):
    """The value of a variable asks for a plan of its own, or is refused by it."""


def make(selection: Selection, variables: Variables, actor: Actor) -> tuple[Plan, list[Any]]:
    """Return the plan of a selection and its values; raises GraphQLError for what is refused."""
    try:
        return kept(selection, variables, actor)
    except Unplanned:
        return planner.make(selection.roots, variables, actor, typed=False)


def kept(selection: Selection, variables: Variables, actor: Actor) -> tuple[Plan, list[Any]]:
    ids = {name: planner.identified(variables.get(name)) for name in selection.ids}
    key = kept_by(selection, variables, ids, actor)
    found = selection.kept.get(key)
    if found is None:
        marks = {name: Mark(name) for name in selection.operands}
        marks |= {name: Mark(name, known[0]) for name, known in ids.items() if known}
        marks |= {name: Mark(name) for name in selection.cursors if variables.get(name) is not None}
        found = planner.make(selection.roots, {**variables, **marks}, actor, typed=False)
        if len(selection.kept) >= limits.KEPT_PLANS:
            selection.kept.clear()
        selection.kept[key] = found
    plan, values = found
    given = Given(variables, ids)
    return plan, [given.value(value) if type(value) is Mark else value for value in values]


@dataclass(frozen=True, slots=True)
class Given:
    """What marks stand for in a request."""

    variables: Variables
    ids: Ids
    positions: dict[tuple[str, str], Sequence[Any]] = field(default_factory=dict)

    def value(self, mark: Mark) -> object:
        """Return the value that a mark stands for; raises Unplanned."""
        if mark.kinds:
            return self.position(mark)[mark.number]
        known = self.ids.get(mark.name)
        return plain(self.variables[mark.name]) if known is None else known[1]

    def position(self, mark: Mark) -> Sequence[Any]:
        found = self.positions.get((mark.name, mark.order))
        if found is None:
            read = cursors.read(self.variables[mark.name], mark.order, mark.kinds)
            if read is None or None in read:
                raise Unplanned
            found = self.positions[mark.name, mark.order] = read
        return found


def kept_by(selection: Selection, variables: Variables, ids: Ids, actor: Actor) -> Hashable:
    """Return what the plan depends on besides the selection; raises Unplanned."""
    if None in ids.values():
        raise Unplanned
    for name in selection.operands:
        value = variables.get(name)
        if value is None or not is_bindable(value):
            raise Unplanned
    others = [variables.get(name, Undefined) for name in selection.others]
    if not all(is_plain(value) for value in others):
        raise Unplanned
    types = (known[0] for known in ids.values() if known)
    are_there = (variables.get(name) is not None for name in selection.cursors)
    return (actor.role, *others, *types, *are_there)


def is_plain(value: object) -> bool:
    return value is None or value is Undefined or isinstance(value, bool | int | Enum)
