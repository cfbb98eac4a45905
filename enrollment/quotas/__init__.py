"""Quota lines and the seats on them.

lines         what a sheet says of a line, and the writing of lines in sets
naming        institutions, programmes and yearly codes that a sheet names: added with it
seats         accounts opened and seats moved for a publication
publication   a sheet's lines published as one movement
requests      lines of a draft, which ask for seats
taken         lines looked at, and locked, so that nothing moves below a write
"""

from enrollment.quotas.lines import IDENTIFYING, Line
from enrollment.quotas.naming import Named, NamedCode
from enrollment.quotas.publication import PlanSeats, Publication, publish, take_turns
from enrollment.quotas.requests import request
from enrollment.quotas.taken import look_at_lines, take_lines

__all__ = [
    "IDENTIFYING",
    "Line",
    "Named",
    "NamedCode",
    "PlanSeats",
    "Publication",
    "look_at_lines",
    "publish",
    "request",
    "take_lines",
    "take_turns",
]
