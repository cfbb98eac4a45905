import pytest

from enrollment import errors
from enrollment.rows import Rows
from enrollment.types import OnError


def judged(on_error: OnError, *seats: int) -> Rows[int]:
    rows = Rows("rows", seats, on_error)
    for number, each in rows:
        with rows.judging(number):
            if each < 0:
                raise errors.NegativeSeats(field="seats")
    return rows


def test_rows_that_are_all_good_settle() -> None:
    rows = judged(OnError.REJECT_ALL, 3, 4)

    rows.settle()

    assert (list(rows), rows.reasons) == ([(0, 3), (1, 4)], [])


def test_every_bad_row_is_named_where_none_is_to_be_written() -> None:
    rows = judged(OnError.REJECT_ALL, -3, 4, -5)

    with pytest.raises(errors.Refusals) as refused:
        rows.settle()

    paths = [each.path for each in refused.value.found]
    assert paths == [["input", "rows", "0", "seats"], ["input", "rows", "2", "seats"]]
    assert "; " in str(refused.value)


def test_good_rows_go_in_beside_bad_ones_where_that_is_asked_for() -> None:
    rows = judged(OnError.REJECT_ROWS, -3, 4, -5)

    rows.settle()

    assert list(rows) == [(1, 4)]
    codes = [(each["code"], each["path"][2]) for each in rows.reasons]
    assert codes == [("NEGATIVE_SEATS", "0"), ("NEGATIVE_SEATS", "2")]


def test_a_write_of_bad_rows_alone_is_refused_either_way() -> None:
    rows = judged(OnError.REJECT_ROWS, -3)

    with pytest.raises(errors.Refusals):
        rows.settle()


def test_a_row_is_refused_for_the_first_thing_that_speaks_against_it() -> None:
    rows = judged(OnError.REJECT_ROWS, -3, 4)

    rows.refuse(0, errors.NotFound(field="line"))

    assert [each["code"] for each in rows.reasons] == ["NEGATIVE_SEATS"]


def test_a_conflict_is_kept_with_its_fields_as_json_has_them() -> None:
    difference = errors.Difference("state", OnError.REJECT_ALL, None, 1)

    reason = errors.reason(errors.Conflict(expected=1, version=2, fields=(difference,)))

    assert reason["conflict"] == [
        {"field": "state", "base": "REJECT_ALL", "theirs": None, "mine": 1}
    ]
    assert reason["path"] == ["input", "expectedVersion"]
