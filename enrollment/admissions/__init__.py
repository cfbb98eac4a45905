"""Admissions of quota lines: by line, round and, where it is broken down, county of origin.

rows        a row, and what speaks against it alone
rounds      what speaks against rows together: sums that don't add up, more admitted than seats
lines       which lines somebody records admissions on
recording   the verb
"""

from enrollment.admissions.recording import VERBS, record_admissions
from enrollment.admissions.rows import Row

__all__ = ["VERBS", "Row", "record_admissions"]
