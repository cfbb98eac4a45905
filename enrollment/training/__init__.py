"""Targeted training (免费定向定量培养): seats bound to a county, for whom it needs.

demands      what a county needs: an occupation, positions, the programmes that answer it
agreements   the county's agreement with a student, signed and led through its life

Sources: Shanxi's 2020 action plan, part two (三) 1, which names Lin County; the terms of its
training are not public, so years of service and what is free are entered, never assumed.
"""

from enrollment.training.agreements import AGREEMENT, advance, sign
from enrollment.training.agreements import VERBS as OF_AGREEMENTS
from enrollment.training.demands import DEMAND, state
from enrollment.training.demands import VERBS as OF_DEMANDS

VERBS = {**OF_DEMANDS, **OF_AGREEMENTS}

__all__ = ["AGREEMENT", "DEMAND", "VERBS", "advance", "sign", "state"]
