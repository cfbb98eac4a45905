from typing import Any

from enrollment.sheets.faults import FaultCode, Wrong
from enrollment.sheets.groups import Group, Said


def test_a_combination_of_cells_is_judged_once() -> None:
    rows = []

    def judge(said: Said) -> dict[str, Any]:
        rows.append(said.row)
        return {"plan_kind": said["NF"]}

    group = Group(("NF", "YXMC", "YXDH"), {"NF": 2, "YXMC": 1}, judge)
    first = group.tell(2, ["山西大学", "2020"])
    again = group.tell(3, ["山西大学", "2020"])

    assert rows == [2]
    assert first is again
    assert first == (
        {"year": 2020, "institution": "山西大学", "institution_number": None, "plan_kind": 2020},
        [],
    )


def test_a_wrong_cell_is_blamed_and_says_nothing() -> None:
    fields, found = Group(("NF",), {"NF": 1}).tell(2, ["二〇二〇"])

    assert fields == {"year": None}
    [(heading, wrong)] = found
    assert (heading, wrong.code) == ("NF", FaultCode.NOT_A_NUMBER)


def test_what_is_absent_is_not_missed() -> None:
    assert Group(("NF", "YXMC"), {}).tell(2, []) == ({"year": None, "institution": None}, [])


def test_a_judge_can_blame() -> None:
    said = Said(2, {"NF": 2020})

    said.blame("NF", None)
    assert said.sound("NF", Wrong(FaultCode.NO_AREA)) is None
    assert said.found == [("NF", Wrong(FaultCode.NO_AREA))]
