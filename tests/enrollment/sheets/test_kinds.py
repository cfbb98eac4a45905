import pytest

from enrollment.sheets import kinds
from enrollment.sheets.faults import FaultCode, Wrong
from enrollment.types import PlanKind


@pytest.mark.parametrize(
    ("nature", "category", "kind"),
    [
        ("国家专项计划", None, PlanKind.NATIONAL),
        ("专项", "地方专项计划", PlanKind.LOCAL),
        ("高校专项", "高校专项计划", PlanKind.UNIVERSITY),
        ("免费定向定量培养", "普通类", PlanKind.TARGETED),
    ],
)
def test_nature_and_category_tell_the_kind(
    nature: str, category: str | None, kind: PlanKind
) -> None:
    assert kinds.told(nature, category) is kind


@pytest.mark.parametrize(
    ("nature", "category"), [("非定向", None), ("国家专项计划", "地方专项"), ("统招", "普通类")]
)
def test_none_or_several_kinds_are_refused(nature: str, category: str | None) -> None:
    wrong = kinds.told(nature, category)

    assert isinstance(wrong, Wrong)
    assert wrong.code is FaultCode.PLAN_KIND_UNKNOWN
