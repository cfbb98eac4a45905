"""Special plans and the counties they cover.

drafts        a plan drafted
steps         a plan opened for submissions, published, closed; exceptions to its area
taking        a plan that something is done to: who may, from which state, on which version
areas         which designations make a plan's area, and the area written
publication   plans published with a sheet, and a year's samples taken out of sight
"""

from collections.abc import Mapping

from enrollment.actors import Role
from enrollment.plans import drafts, steps
from enrollment.plans.areas import AREAS, draw_area
from enrollment.plans.drafts import TITLES, create
from enrollment.plans.publication import has_plans, publish, retire_samples
from enrollment.plans.steps import (
    add_area_exception,
    close_plan,
    open,
    publish_plan,
)
from enrollment.plans.taking import PLAN, take

VERBS: Mapping[str, frozenset[Role]] = {**drafts.VERBS, **steps.VERBS}

__all__ = [
    "AREAS",
    "PLAN",
    "TITLES",
    "VERBS",
    "add_area_exception",
    "close_plan",
    "create",
    "draw_area",
    "has_plans",
    "open",
    "publish",
    "publish_plan",
    "retire_samples",
    "take",
]
