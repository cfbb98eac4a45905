"""Plans of questions that are asked again with other values: made once, the values set in.

Most variables are operands of filters or arguments like a county's code, whose values no plan
knows. So the plan is made with a mark in the place of each, and kept with the selection, by the
values of the other variables, how many rows, in which order, and by the types of ids. A cursor or
a filter as a whole can change the plan; what has such variables is planned each time.
"""

from collections.abc import Hashable, Mapping
from enum import Enum
from typing import Any

from graphql import Undefined

from schema import limits
from schema.access import Actor
from schema.reads import planner
from schema.reads.plan import Plan
from schema.reads.selection import Selection
from schema.reads.values import Mark, is_bindable, plain

Variables = Mapping[str, Any]
Ids = Mapping[str, tuple[str, object] | None]  # type and key, by variable


def make(selection: Selection, variables: Variables, actor: Actor) -> tuple[Plan, list[Any]]:
    """Return the plan of a selection and its values; raises GraphQLError for what is refused."""
    ids = {name: planner.identified(variables.get(name)) for name in selection.ids}
    key = kept_by(selection, variables, ids, actor)
    if key is None:  # the planner says what is wrong, if anything is
        return planner.make(selection.roots, variables, actor, typed=False)
    found = selection.kept.get(key)
    if found is None:
        marks = {name: Mark(name) for name in selection.operands}
        marks |= {name: Mark(name, known[0]) for name, known in ids.items() if known}
        found = planner.make(selection.roots, {**variables, **marks}, actor, typed=False)
        if len(selection.kept) >= limits.KEPT_PLANS:
            selection.kept.clear()
        selection.kept[key] = found
    plan, values = found
    return plan, [
        given(value, variables, ids) if type(value) is Mark else value for value in values
    ]


def given(mark: Mark, variables: Variables, ids: Ids) -> object:
    """Return the value that a mark stands for."""
    known = ids.get(mark.name)
    return plain(variables[mark.name]) if known is None else known[1]


def kept_by(selection: Selection, variables: Variables, ids: Ids, actor: Actor) -> Hashable | None:
    """Return what the plan depends on besides the selection; None where that is not told."""
    if None in ids.values():
        return None
    for name in selection.operands:
        value = variables.get(name)
        if value is None or not is_bindable(value):
            return None
    others = [variables.get(name, Undefined) for name in selection.others]
    if all(is_plain(value) for value in others):
        return (actor.role, *others, *(known[0] for known in ids.values() if known))
    return None


def is_plain(value: object) -> bool:
    return value is None or value is Undefined or isinstance(value, bool | int | Enum)
