"""Which lines somebody records admissions on."""

from typing import Any

from enrollment import errors
from enrollment.actors import Actor, Role
from enrollment.types import SourcePlanState, SpecialPlanState


def judge(actor: Actor, line: Any) -> None:
    """Refuse a line that the actor doesn't see, that isn't its own, or that is not published."""
    if line is None:
        raise errors.NotFound(field="line")
    is_own = actor.role is Role.PROVINCE or line["institution_code"] == actor.institution
    if not is_seen(line, is_own):
        raise errors.NotFound(field="line")
    if not is_own:
        raise errors.OutOfScope(
            field="line", owner=line["institution_code"], scope=actor.institution
        )
    if line["is_sample"]:
        raise errors.SampleLine
    states = line["state"], line["plan_state"]
    if states != (SourcePlanState.PUBLISHED, SpecialPlanState.PUBLISHED):
        raise errors.AdmissionsNotOpen(line=states[0], plan=states[1])


def is_seen(line: Any, is_own: bool) -> bool:
    """Tell whether whoever asks sees the line: what is published, and one's own.

    Samples that gave way to real numbers are seen by nobody.
    """
    is_retired = line["is_sample"] and line["state"] == SourcePlanState.DRAFT
    return not is_retired and (is_own or line["state"] == SourcePlanState.PUBLISHED)
