"""What a viewer may do to an object with a life, and who sees it in which state: from its table."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from sqlalchemy import and_, case, func, literal_column, or_
from sqlalchemy.dialects.postgresql import array

from enrollment.actors import Role
from enrollment.lives import Step
from enrollment.types import Action
from schema.reads.bindings.model import Field, Predicate, Row, Rule
from schema.reads.scalars import Expression, constant
from schema.reads.values import of_viewer


def may(
    life: Iterable[Step[Any]], always: Rule, only: Mapping[Action, Rule] | None = None
) -> Field:
    """Return the field that names the verbs of `life` that are open to the viewer now.

    `always` is what a row has to meet for any of them, `only` what it has to for one. Nothing may
    be done to the past, so as of an instant there are none.
    """
    steps = [step for step in life if step.before is not None and not step.with_another]
    verbs = {verb: list(of) for verb, of in groupby(sorted(steps, key=by_verb), key=by_verb)}

    def value(row: Row) -> Expression:
        open_now = [
            case((and_(always(row), *own(verb, row), in_state(of, row)), constant(verb)))
            for verb, of in verbs.items()
        ]
        return func.array_remove(array(open_now), literal_column("null"))

    def own(verb: str, row: Row) -> list[Predicate]:
        return [rule(row) for action, rule in (only or {}).items() if action == verb]

    return Field("Action", value, nullable=False, is_list=True, in_past="'{}'::text[]")


def by_verb(step: Step[Any]) -> str:
    return str(step.verb)


def in_state(steps: Iterable[Step[Any]], row: Row) -> Predicate:
    """Whether one of the steps begins where the row is, and is the viewer's."""
    return or_(
        *(
            and_(
                row.state == constant(str(step.before)),
                of_viewer("role") == constant(str(step.role)),
            )
            for step in steps
        )
    )


def seen(states: Mapping[Any, frozenset[Role]], role: Role) -> Rule | None:
    """Return which rows a role sees by their state; none where it sees them in all."""
    own = [state for state, roles in states.items() if role in roles]
    if len(own) == len(states):
        return None
    return lambda row: or_(*(row.state == constant(str(state)) for state in own))
