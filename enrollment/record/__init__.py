"""The record of every write.

audit         who, when, what, before, after
idempotency   a write under a key is done once, and a repeat gets the first answer
transactions  a verb is one transaction, by itself or with its idempotency key
versions      rows taken to be changed, and what came between if they are no longer as expected
"""

from enrollment.record.audit import Change, write, write_all
from enrollment.record.idempotency import Act, Done, once
from enrollment.record.transactions import atomic
from enrollment.record.versions import Kept, Version, changed, differences, expect, is_id, take

__all__ = [
    "Act",
    "Change",
    "Done",
    "Kept",
    "Version",
    "atomic",
    "changed",
    "differences",
    "expect",
    "is_id",
    "once",
    "take",
    "write",
    "write_all",
]
