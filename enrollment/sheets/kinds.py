"""Which special plan the names of plan nature and plan category tell."""

from enrollment.sheets.faults import FaultCode, Wrong
from enrollment.types import PlanKind

# The plans as Shanxi's 2020 action plan names them, part two (三) 1.
MARKS = {
    "国家专项": PlanKind.NATIONAL,
    "地方专项": PlanKind.LOCAL,
    "高校专项": PlanKind.UNIVERSITY,
    "免费定向": PlanKind.TARGETED,
}


def told(plan_nature: str, plan_category: str | None) -> PlanKind | Wrong:
    """Return the only kind that the two names mention."""
    names = " ".join(filter(None, (plan_nature, plan_category)))
    found = [kind for mark, kind in MARKS.items() if mark in names]
    if len(found) == 1:
        return found[0]
    return Wrong(FaultCode.PLAN_KIND_UNKNOWN, {"names": names})
