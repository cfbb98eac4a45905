"""The front page, without a database and without a browser."""

import base64
import hashlib
import html
import re
from dataclasses import dataclass

import pytest
from graphql import parse, validate
from starlette.types import ASGIApp, Message

from schema import app
from schema.api import assembled
from schema.console import front


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    text: str


async def get(application: ASGIApp, headers: dict[str, str] | None = None) -> Answer:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/",
        "root_path": "",
        "query_string": b"",
        "headers": [(k.encode(), v.encode()) for k, v in (headers or {}).items()],
    }
    await application(scope, receive, send)
    start, *parts = sent
    return Answer(
        start["status"],
        {name.decode(): value.decode() for name, value in start["headers"]},
        b"".join(part["body"] for part in parts).decode(),
    )


@pytest.fixture(scope="module")
def application() -> ASGIApp:
    return app.create()


@pytest.fixture(scope="module")
async def answer(application: ASGIApp) -> Answer:
    return await get(application)


@pytest.fixture(scope="module")
def policy(answer: Answer) -> dict[str, list[str]]:
    """The directives of the page's policy, each with its sources."""
    parts = (part.split() for part in answer.headers["content-security-policy"].split(";"))
    return {name: sources for name, *sources in parts}


def blocks(text: str, tag: str) -> list[str]:
    return re.findall(rf"<{tag}\b[^>]*>(.*?)</{tag}>", text, re.DOTALL)


def test_the_page_is_html_in_utf_8(answer: Answer):
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.text.startswith("<!doctype html>")


def test_the_page_may_be_kept_but_is_asked_for_anew(answer: Answer):
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("tag", ["style", "script"])
def test_the_policy_allows_the_inline_blocks_by_hash_and_no_others(
    answer: Answer, policy: dict[str, list[str]], tag: str
):
    digests = [hashlib.sha256(block.encode()).digest() for block in blocks(answer.text, tag)]

    assert len(digests) == {"style": 1, "script": 2}[tag]
    assert policy[f"{tag}-src"] == [f"'sha256-{base64.b64encode(d).decode()}'" for d in digests]


def test_the_policy_lets_nothing_else_in(policy: dict[str, list[str]]):
    del policy["style-src"], policy["script-src"]

    assert policy == {
        "default-src": ["'none'"],
        "connect-src": ["'self'"],
        "img-src": ["data:"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "frame-ancestors": ["'none'"],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["'none'"],
    }


def test_the_page_needs_nothing_that_its_policy_forbids(answer: Answer):
    assert not re.search(r"<[^>]+\s(style|on\w+)=", answer.text)


def test_the_page_names_no_outside_resource(answer: Answer):
    assert not re.search(r"\b(?:https?|wss?):|//[a-z0-9-]+\.|url\(|@import", answer.text)
    assert set(re.findall(r'\s(?:src|href|action)="([^"]*)"', answer.text)) == {"data:,"}


def test_data_never_becomes_markup(answer: Answer):
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", answer.text
    )


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*"])
async def test_the_version_that_a_browser_holds_is_not_sent_again(
    application: ASGIApp, answer: Answer, form: str
):
    etag = answer.headers["etag"]

    again = await get(application, {"if-none-match": form.format(etag)})

    assert (again.status, again.text) == (304, "")
    assert again.headers["etag"] == etag
    assert again.headers["cache-control"] == "no-cache"


async def test_another_version_is_sent_anew(application: ASGIApp):
    assert (await get(application, {"if-none-match": '"older"'})).status == 200


def test_every_query_of_the_page_fits_the_schema(answer: Answer):
    schema = assembled.assemble()
    queries = [html.unescape(text) for text in blocks(answer.text, "textarea")]
    pasted = re.findall(r"<pre[^>]*>(\{.*?\})</pre>", answer.text)

    assert len(queries) == 4  # the three, and what fills the lists to choose from
    assert len(pasted) == 1
    for query in queries + pasted:
        assert validate(schema, parse(query)) == [], query


def test_each_query_gets_just_the_variables_that_it_declares(answer: Answer):
    forms = blocks(answer.text, "form")

    assert len(forms) == 3
    for form in forms:
        assert set(re.findall(r'\sname="(\w+)"', form)) == set(re.findall(r"\$(\w+):", form))


def test_quota_is_never_shown_without_saying_whether_it_is_sample(answer: Answer):
    for query in blocks(answer.text, "textarea"):
        assert ("seats" not in query) or ("isSample" in query)
    assert "示例数据" in answer.text


def test_both_languages_say_the_same_number_of_things(answer: Answer):
    body = answer.text.partition("<body>")[2].partition("<script>")[0]

    assert body.count('<span lang="zh-CN">') == body.count('<span lang="en">') > 20
    assert body.count('<p lang="zh-CN">') == body.count('<p lang="en">') > 0
    assert '<html lang="zh-CN">' in answer.text


def test_every_field_to_fill_in_has_a_label(answer: Answer):
    for form in blocks(answer.text, "form"):
        wrapped = " ".join(blocks(form, "label"))
        for name in re.findall(r'<(?:select|input) name="(\w+)"', form):
            assert f'name="{name}"' in wrapped
        for known in re.findall(r'<textarea id="([\w-]+)"', form):
            assert f'<label for="{known}">' in form


def test_the_file_is_read_once():
    assert front.read() is front.read()
