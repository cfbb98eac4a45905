"""Special plans and the counties they cover.

drafts        a plan drafted, and opened for submissions
publication   plans published with a sheet, and a year's samples taken out of sight
areas         which designations make a plan's area, and the area written
"""

from enrollment.plans.areas import AREAS, draw_area
from enrollment.plans.drafts import PLAN, TITLES, VERBS, create, open
from enrollment.plans.publication import has_plans, publish, retire_samples

__all__ = [
    "AREAS",
    "PLAN",
    "TITLES",
    "VERBS",
    "create",
    "draw_area",
    "has_plans",
    "open",
    "publish",
    "retire_samples",
]
