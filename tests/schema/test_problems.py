"""What went wrong, in the language asked for; the unexpected under an id."""

import logging

import pytest
from graphql import GraphQLError

from enrollment.errors import CONSTRAINTS, NegativeSeats, Refusal
from schema import problems
from schema.reads import refusals


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", None),
        ("fr", None),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB", "en"),
        ("en;q=0.3, zh;q=0.7", "zh"),
        ("en;q=x, zh;q=0.1", "zh"),
    ],
)
def test_the_language_is_the_one_put_first(header: str, language: str | None):
    assert problems.language(header) == language


def test_a_refusal_keeps_its_code_and_speaks_the_language():
    error = GraphQLError("", original_error=NegativeSeats())

    chinese, english, both = (problems.said(error, language) for language in ("zh", "en", None))

    assert chinese["extensions"] == {"code": "NEGATIVE_SEATS"}
    assert chinese["message"] == "调出的名额多于现有名额。"
    assert english["message"] == "The movement would take more seats than there are."
    assert both["message"] == f"{chinese['message']} {english['message']}"


def test_the_unexpected_is_logged_under_an_id_and_masked(caplog: pytest.LogCaptureFixture):
    error = GraphQLError("", original_error=ValueError("secret"))

    with caplog.at_level(logging.ERROR):
        said = problems.said(error, "en")

    (record,) = caplog.records
    assert said["extensions"] == {"code": "INTERNAL"}
    assert "secret" not in said["message"]
    assert str(record.args[0]) in said["message"]  # type: ignore[index]


def every_refusal(kind: type[Refusal] = Refusal) -> list[type[Refusal]]:
    return [kind, *(found for child in kind.__subclasses__() for found in every_refusal(child))]


def test_every_refusal_has_a_code_of_its_kind_and_words_in_both_languages():
    found = every_refusal()

    assert refusals.PageTooLarge in found
    assert set(CONSTRAINTS.values()) <= set(found)
    declared = [kind.code for kind in found if "code" in vars(kind)]
    assert len(set(declared)) == len(declared)
    for kind in found:
        assert kind.__doc__
        assert any("一" <= character <= "鿿" for character in kind.chinese)
