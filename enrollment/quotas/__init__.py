"""Quota lines and the seats on them.

lines         what a sheet says of a line, and the writing of lines in sets
naming        institutions, programmes and yearly codes that a sheet names: added with it
ledger        accounts, and the movements of seats between them
publication   a sheet's lines published as one movement
"""

from enrollment.quotas.lines import IDENTIFYING, Line
from enrollment.quotas.naming import Named, NamedCode
from enrollment.quotas.publication import PlanSeats, Publication, publish, take_turns

__all__ = [
    "IDENTIFYING",
    "Line",
    "Named",
    "NamedCode",
    "PlanSeats",
    "Publication",
    "publish",
    "take_turns",
]
