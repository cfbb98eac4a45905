from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrollment import errors, inputs

TEXTS = st.text(st.characters(exclude_categories=()))  # with halves of characters and controls


@given(TEXTS)
def test_a_text_that_is_let_through_can_be_stored(value: str) -> None:
    try:
        found = inputs.text("title", value, most=10)
    except errors.Refusal as refusal:
        said = refusal.message("zh")
    else:
        said = found
    assert said.encode()
    assert "\0" not in said


@pytest.mark.parametrize("value", ["第一行\n第二行", "表\t格", "𠮷野家", "a\r\nb"])
def test_what_people_write_is_let_through(value: str) -> None:
    assert inputs.text("title", f"  {value}\n", most=10) == value


@given(st.dates() | st.datetimes(timezones=st.just(UTC)))
def test_a_time_is_let_through_in_plausible_years_alone(value: date | datetime) -> None:
    if 1900 <= value.year <= 2199:
        inputs.when("endsOn", value)
    else:
        with pytest.raises(errors.DateImplausible):
            inputs.when("endsOn", value)
