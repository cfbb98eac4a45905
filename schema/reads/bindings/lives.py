"""What a viewer may do to an object with a life, and who sees it in which state: from its table."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from sqlalchemy import and_, case, func, literal_column, not_, or_
from sqlalchemy.dialects.postgresql import array

from enrollment.actors import Role
from enrollment.lives import Step
from schema.reads.bindings.model import Field, Predicate, Row, Rule
from schema.reads.scalars import Expression, constant
from schema.reads.values import of_viewer


def may(life: Iterable[Step[Any]]) -> Field:
    """Return the field that names the verbs of `life` that are open to the viewer now."""
    steps = [step for step in life if step.before is not None]
    verbs = {verb: list(of) for verb, of in groupby(sorted(steps, key=by_verb), key=by_verb)}

    def value(row: Row) -> Expression:
        open_now = [
            case((or_(*(is_open(step, row) for step in of)), constant(verb)))
            for verb, of in verbs.items()
        ]
        return func.array_remove(array(open_now), literal_column("null"))

    return Field("Action", value, nullable=False, is_list=True)


def by_verb(step: Step[Any]) -> str:
    return str(step.verb)


def is_open(step: Step[Any], row: Row) -> Predicate:
    """A sample is shown, never acted on."""
    return and_(
        row.state == constant(str(step.before)),
        of_viewer("role") == constant(str(step.role)),
        not_(row.is_sample),
    )


def seen(states: Mapping[Any, frozenset[Role]], role: Role) -> Rule | None:
    """Return which rows a role sees by their state; none where it sees them in all."""
    own = [state for state, roles in states.items() if role in roles]
    if len(own) == len(states):
        return None
    return lambda row: or_(*(row.state == constant(str(state)) for state in own))
