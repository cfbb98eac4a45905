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
from enrollment.types import Action, AgreementState, SourcePlanState, SpecialPlanState

State = TypeVar("State", bound=StrEnum)

NAMES: Mapping[str, errors.Text] = {
    SpecialPlanState.DRAFT: errors.Text("草稿（DRAFT）", "DRAFT"),
    SpecialPlanState.OPEN: errors.Text("申报中（OPEN）", "OPEN"),
    SpecialPlanState.PUBLISHED: errors.Text("已公布（PUBLISHED）", "PUBLISHED"),
    SpecialPlanState.CLOSED: errors.Text("已结束（CLOSED）", "CLOSED"),
    SourcePlanState.SUBMITTED: errors.Text("已报送（SUBMITTED）", "SUBMITTED"),
    SourcePlanState.RETURNED: errors.Text("已退回（RETURNED）", "RETURNED"),
    SourcePlanState.APPROVED: errors.Text("已批准（APPROVED）", "APPROVED"),
    AgreementState.SIGNED: errors.Text("已签约（SIGNED）", "SIGNED"),
    AgreementState.STUDYING: errors.Text("在读（STUDYING）", "STUDYING"),
    AgreementState.GRADUATED: errors.Text("已毕业（GRADUATED）", "GRADUATED"),
    AgreementState.SERVING: errors.Text("服务中（SERVING）", "SERVING"),
    AgreementState.FULFILLED: errors.Text("已履约（FULFILLED）", "FULFILLED"),
    AgreementState.BREACHED: errors.Text("已违约（BREACHED）", "BREACHED"),
    AgreementState.RELEASED: errors.Text("已解除（RELEASED）", "RELEASED"),
}


@dataclass(frozen=True, slots=True)
class Step(Generic[State]):
    """A verb that a role may do to what is in the state `before`; None: it is not there yet.

    `with_another`: it is done by the same verb on what it belongs to, not by itself.
    """

    verb: Action
    role: Role
    before: State | None
    after: State
    with_another: bool = False


def staying(verb: Action, role: Role, *states: State) -> tuple[Step[State], ...]:
    """Return a step for each of the states in which the verb leaves what it is done to."""
    return tuple(Step(verb, role, state, state) for state in states)


SPECIAL_PLAN = (
    Step(Action.CREATE, Role.PROVINCE, None, SpecialPlanState.DRAFT),
    Step(Action.OPEN, Role.PROVINCE, SpecialPlanState.DRAFT, SpecialPlanState.OPEN),
    *staying(Action.ISSUE, Role.PROVINCE, SpecialPlanState.OPEN, SpecialPlanState.PUBLISHED),
    *staying(
        Action.ADD_AREA_EXCEPTION, Role.PROVINCE, SpecialPlanState.OPEN, SpecialPlanState.PUBLISHED
    ),
    Step(Action.PUBLISH, Role.PROVINCE, SpecialPlanState.OPEN, SpecialPlanState.PUBLISHED),
    Step(Action.CLOSE, Role.PROVINCE, SpecialPlanState.PUBLISHED, SpecialPlanState.CLOSED),
)

# While its special plan is open; what was returned may be submitted again after the window.
SOURCE_PLAN = (
    Step(Action.DRAFT, Role.ADMISSIONS, None, SourcePlanState.DRAFT),
    *staying(Action.SET_LINES, Role.ADMISSIONS, SourcePlanState.DRAFT, SourcePlanState.RETURNED),
    Step(Action.SUBMIT, Role.ADMISSIONS, SourcePlanState.DRAFT, SourcePlanState.SUBMITTED),
    Step(Action.SUBMIT, Role.ADMISSIONS, SourcePlanState.RETURNED, SourcePlanState.SUBMITTED),
    Step(Action.WITHDRAW, Role.ADMISSIONS, SourcePlanState.SUBMITTED, SourcePlanState.DRAFT),
    Step(Action.RETURN, Role.PROVINCE, SourcePlanState.SUBMITTED, SourcePlanState.RETURNED),
    Step(Action.APPROVE, Role.PROVINCE, SourcePlanState.SUBMITTED, SourcePlanState.APPROVED),
    *staying(
        Action.COMMENT,
        Role.PROVINCE,
        SourcePlanState.SUBMITTED,
        SourcePlanState.RETURNED,
        SourcePlanState.APPROVED,
    ),
    Step(
        Action.PUBLISH,
        Role.PROVINCE,
        SourcePlanState.APPROVED,
        SourcePlanState.PUBLISHED,
        with_another=True,
    ),
)

# The states of a source plan whose lines hold seats, which are moved and not edited.
ALLOCATED = frozenset({SourcePlanState.APPROVED, SourcePlanState.PUBLISHED})

# Targeted training: the county signs and is served, the institution teaches, the province releases.
# A place given up after admission breaks the agreement as leaving does (the Gansu rule: 录取后放弃
# 入学或退学, `reference/rules.md`), so it can be broken from the day that it is signed.
AGREEMENT = (
    Step(Action.SIGN, Role.COUNTY, None, AgreementState.SIGNED),
    Step(Action.STUDY, Role.ADMISSIONS, AgreementState.SIGNED, AgreementState.STUDYING),
    Step(Action.GRADUATE, Role.ADMISSIONS, AgreementState.STUDYING, AgreementState.GRADUATED),
    Step(Action.SERVE, Role.COUNTY, AgreementState.GRADUATED, AgreementState.SERVING),
    Step(Action.FULFIL, Role.COUNTY, AgreementState.SERVING, AgreementState.FULFILLED),
    *(
        Step(Action.BREACH, role, before, AgreementState.BREACHED)
        for before, roles in (
            (AgreementState.SIGNED, (Role.COUNTY, Role.ADMISSIONS)),
            (AgreementState.STUDYING, (Role.COUNTY, Role.ADMISSIONS)),
            (AgreementState.GRADUATED, (Role.COUNTY,)),
            (AgreementState.SERVING, (Role.COUNTY,)),
        )
        for role in roles
    ),
    *(
        Step(Action.RELEASE, Role.PROVINCE, before, AgreementState.RELEASED)
        for before in (
            AgreementState.SIGNED,
            AgreementState.STUDYING,
            AgreementState.GRADUATED,
            AgreementState.SERVING,
        )
    ),
)

EVERYBODY = frozenset(Role)
OVERSEERS = frozenset({Role.PROVINCE, Role.AUDITOR})
# Who sees a special plan in which state (DOMAIN, Who uses it): open ones are for all who take part.
SPECIAL_PLAN_SEEN: Mapping[SpecialPlanState, frozenset[Role]] = {
    SpecialPlanState.DRAFT: OVERSEERS,
    SpecialPlanState.OPEN: EVERYBODY - {Role.PUBLIC},
    SpecialPlanState.PUBLISHED: EVERYBODY,
    SpecialPlanState.CLOSED: EVERYBODY,
}

# And a source plan with its lines, besides the admissions office that it is of.
SOURCE_PLAN_SEEN: Mapping[SourcePlanState, frozenset[Role]] = {
    state: EVERYBODY if state is SourcePlanState.PUBLISHED else OVERSEERS
    for state in SourcePlanState
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


def wanted(life: tuple[Step[State], ...], verb: Action) -> dict[str, State]:
    """Return the field that the verb changes, and the state that it leads to; none if it stays."""
    for step in life:
        if step.verb is verb and step.before != step.after:
            return {"state": step.after}
    return {}


def listed(states: Iterable[StrEnum | None]) -> errors.Text:
    """Return the names of the states, as in "DRAFT or OPEN"."""
    names = [NAMES[state] for state in states if state is not None]
    return errors.Text("或".join(name.zh for name in names), " or ".join(name.en for name in names))
