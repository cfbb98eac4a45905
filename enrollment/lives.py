"""The lives of what enrollment keeps: which verb takes it from which state to which, and by whom.

One table a noun. The verbs' guards, what a viewer is told it may do, and the tests' walk are read
from it; a step is added with its verb.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from enrollment import errors
from enrollment.actors import Role
from enrollment.types import Action, SpecialPlanState

State = TypeVar("State", bound=StrEnum)

NAMES: Mapping[str, errors.Text] = {
    SpecialPlanState.DRAFT: errors.Text("草稿（DRAFT）", "DRAFT"),
    SpecialPlanState.OPEN: errors.Text("申报中（OPEN）", "OPEN"),
    SpecialPlanState.PUBLISHED: errors.Text("已公布（PUBLISHED）", "PUBLISHED"),
    SpecialPlanState.CLOSED: errors.Text("已结束（CLOSED）", "CLOSED"),
}


@dataclass(frozen=True, slots=True)
class Step(Generic[State]):
    """A verb that a role may do to what is in the state `before`; None: it is not there yet."""

    verb: Action
    role: Role
    before: State | None
    after: State


SPECIAL_PLAN = (
    Step(Action.CREATE, Role.PROVINCE, None, SpecialPlanState.DRAFT),
    Step(Action.OPEN, Role.PROVINCE, SpecialPlanState.DRAFT, SpecialPlanState.OPEN),
)

EVERYBODY = frozenset(Role)
# Who sees a special plan in which state (DOMAIN, Who uses it): open ones are for all who take part.
SPECIAL_PLAN_SEEN: Mapping[SpecialPlanState, frozenset[Role]] = {
    SpecialPlanState.DRAFT: frozenset({Role.PROVINCE, Role.AUDITOR}),
    SpecialPlanState.OPEN: EVERYBODY - {Role.PUBLIC},
    SpecialPlanState.PUBLISHED: EVERYBODY,
    SpecialPlanState.CLOSED: EVERYBODY,
}


def roles(life: tuple[Step[State], ...], verb: Action) -> frozenset[Role]:
    """Return the roles that may do the verb, in whichever state."""
    return frozenset(step.role for step in life if step.verb is verb)


def after(life: tuple[Step[State], ...], verb: Action, role: Role, state: State) -> State:
    """Return the state that the verb leads to; refused with `errors.WrongState` if to none."""
    own = [step for step in life if step.verb is verb and step.role is role]
    for step in own:
        if step.before == state:
            return step.after
    raise errors.WrongState(state=NAMES[state], right=listed(step.before for step in own))


def listed(states: Iterable[StrEnum | None]) -> errors.Text:
    """Return the names of the states, as in "DRAFT or OPEN"."""
    names = [NAMES[state] for state in states if state is not None]
    return errors.Text("或".join(name.zh for name in names), " or ".join(name.en for name in names))
