"""Choosing a password and signing in, over ASGI with a database."""

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import asyncpg
import orjson
import pytest
from starlette.types import ASGIApp, Message

from enrollment.actors import Actor, Role
from schema import app, settings
from schema.access import entry, passwords, staff
from schema.access.gate import Gate
from schema.access.keys import Keys
from schema.access.rights import Rights
from schema.console import signin
from schema.database.pool import open_writes

pytestmark = pytest.mark.committed

PASSWORD = "correct horse"
RIGHTS = Rights(Role.ADMISSIONS, institution="10112")
LI = "李四"
PROVINCE = Actor(Role.PROVINCE, "token:x")


class Reply:
    """What came back."""

    def __init__(self, messages: list[Message]) -> None:
        start, *parts = messages
        self.status: int = start["status"]
        self.headers = {name.decode(): value.decode() for name, value in start["headers"]}
        self.text = b"".join(part["body"] for part in parts).decode()

    @property
    def json(self) -> Any:
        return orjson.loads(self.text)


class Browser:
    """Sends requests to an application with its state, without a server."""

    def __init__(self, application: ASGIApp, state: dict[str, Any], url: str) -> None:
        self.application = application
        self.state = state
        self.url = url

    async def get(self, path: str, **headers: str) -> Reply:
        return await self.send("GET", path, b"", headers)

    async def post(self, path: str, body: bytes | None = None, **form: str) -> Reply:
        content = urlencode(form).encode() if body is None else body
        kind = {"content_type": "application/x-www-form-urlencoded"}
        return await self.send("POST", path, content, kind)

    async def ask(self, path: str, **fields: Any) -> Reply:
        """Post as a program does."""
        kinds = {"content_type": "application/json", "accept": "application/json"}
        return await self.send("POST", path, orjson.dumps(fields), kinds)

    async def send(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Reply:
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "root_path": "",
            "scheme": "http",
            "server": ("127.0.0.1", 8000),
            "query_string": b"",
            "headers": [
                (name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()
            ],
            "state": self.state,
        }
        messages: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": body, "more_body": False}

        async def collect(message: Message) -> None:
            messages.append(message)

        await self.application(scope, receive, collect)
        return Reply(messages)


@pytest.fixture
async def browser(
    committed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Browser]:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    monkeypatch.setattr(passwords, "MEMORY", 32)
    monkeypatch.setattr(signin, "REFUSED_AFTER", 0.1)
    application = app.create(committed)
    async with application.router.lifespan_context(application) as state:
        assert state
        yield Browser(application, dict(state), committed)


async def invited(browser: Browser, name: str = LI) -> str:
    """Return the path of an invitation."""
    conn = await asyncpg.connect(browser.url)
    _, secret = await staff.invite(conn, PROVINCE, name=name, rights=RIGHTS)
    await conn.close()
    return f"/invitation/{secret}"


async def test_who_is_invited_chooses_a_password_and_gets_a_token(browser: Browser):
    path = await invited(browser)

    for _ in range(2):  # a preview of the link uses nothing up
        form = await browser.get(path)
        assert (form.status, form.text.count(LI)) == (200, 1)
    done = await browser.post(path, password=PASSWORD, again=PASSWORD)
    token = await browser.post("/signin", name=f" {LI} ", password=PASSWORD)

    assert (done.status, token.status) == (200, 200)
    found = re.search(r"<textarea[^>]*>([^<]+)</textarea>", token.text)
    assert found
    gate: Gate = browser.state["gate"]
    actor = await gate.actor(f"Bearer {found[1]}", browser.state["reads"])
    assert actor == RIGHTS.actor("staff:1")
    assert "ADMISSIONS 10112" in token.text
    assert "http://127.0.0.1:8000/graphql" in token.text


async def test_a_program_signs_in_with_json(browser: Browser):
    accepted = await browser.ask(await invited(browser), password=PASSWORD)
    reply = await browser.ask("/signin", name=LI, password=PASSWORD)
    wrong = await browser.ask("/signin", name=LI, password="wrong password")

    assert accepted.json == {"name": LI, "role": "ADMISSIONS", "institution": "10112"}
    assert reply.json.keys() == {"token", "expires"}
    assert await browser.state["gate"].actor(
        f"Bearer {reply.json['token']}", browser.state["reads"]
    )
    assert wrong.status == 401
    assert wrong.json["errors"][0]["extensions"] == {"code": "SIGN_IN_REFUSED"}


async def test_the_second_use_of_a_link_is_refused(browser: Browser):
    path = await invited(browser)
    await browser.post(path, password=PASSWORD, again=PASSWORD)

    for reply in (
        await browser.get(path),
        await browser.post(path, password="another password", again="another password"),
        await browser.get("/invitation/nothing"),
    ):
        assert reply.status == 410
        assert "已使用" in reply.text
        assert "<form" not in reply.text


async def test_a_password_that_will_not_do_is_said_above_the_form(browser: Browser):
    path = await invited(browser)

    short = await browser.post(path, password="short", again="short")
    other = await browser.post(path, password=PASSWORD, again="correct house")

    assert (short.status, other.status) == (422, 422)
    assert "至少 10 个字符" in short.text
    assert "不一致" in other.text
    assert LI in short.text
    assert "<form" in short.text
    assert (await browser.get(path)).status == 200


async def test_no_answer_is_kept_framed_or_referred_to(browser: Browser):
    path = await invited(browser)
    for reply in (
        await browser.get(path),
        await browser.post(path, password=PASSWORD),
        await browser.get("/signin"),
        await browser.post("/signin", name=LI, password=PASSWORD),
        await browser.ask("/signin", name=LI, password=PASSWORD),
        await browser.post("/signin", name=LI, password="wrong password"),
        await browser.get(path, accept="application/json"),
    ):
        assert reply.headers["cache-control"] == "no-store"
        assert reply.headers["referrer-policy"] == "no-referrer"
        if "html" in reply.headers["content-type"]:
            policy = reply.headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "frame-ancestors 'none'" in policy
            assert "unsafe" not in policy
            assert path.rpartition("/")[2] not in reply.text
            assert "eyJ" not in reply.text.partition("</title>")[0]
            assert not re.search(r"(?:src|href)=\"(?!/|data:,)", reply.text)


async def test_a_name_is_shown_as_text(browser: Browser):
    name = '<script>alert("{token}")</script>'
    path = await invited(browser, name)

    reply = await browser.get(path)

    assert name not in reply.text
    assert "&lt;script&gt;" in reply.text
    assert "{token}" not in reply.text


@pytest.mark.parametrize("body", [b"", b"name=%ff&password=%ff", b"\xff", b"&".join([b"a=b"] * 20)])
async def test_what_is_no_form_is_no_fault(body: bytes, browser: Browser):
    reply = await browser.post("/signin", body)

    assert reply.status in (400, 401)
    assert '<p class="wrong"' in reply.text


@pytest.mark.parametrize(
    "fields", [{"name": 1, "password": None}, {"name": "\0", "password": "\0"}]
)
async def test_odd_json_is_no_fault(fields: dict[str, Any], browser: Browser):
    assert (await browser.ask("/signin", **fields)).status == 401
    kinds = {"content_type": "application/json", "accept": "application/json"}
    for body in (b"[]", b"3", b"{"):
        assert (await browser.send("POST", "/signin", body, kinds)).status in (400, 401)


async def test_a_database_that_does_not_answer_is_said(browser: Browser):
    async with open_writes("postgresql://nobody@127.0.0.1:9/none", 1, 1) as browser.state["writes"]:
        page = await browser.post("/signin", name=LI, password=PASSWORD)
        program = await browser.ask("/signin", name=LI, password=PASSWORD)

    assert (page.status, program.status) == (503, 503)
    assert program.json["errors"][0]["extensions"] == {"code": "UNAVAILABLE"}
    assert "postgresql" not in page.text + program.text


def failing(error: Exception) -> Callable[..., Awaitable[None]]:
    async def fail(*_: object) -> None:
        raise error

    return fail


@pytest.mark.parametrize(
    "silence",
    [
        asyncpg.AdminShutdownError("it ends"),
        asyncpg.TooManyConnectionsError("too many"),
        asyncpg.ConnectionDoesNotExistError("it is gone"),
        TimeoutError(),
    ],
)
async def test_a_database_that_takes_no_more_does_not_answer(
    silence: Exception, browser: Browser, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(entry, "sign_in", failing(silence))

    reply = await browser.ask("/signin", name=LI, password=PASSWORD)

    assert reply.status == 503
    assert reply.json["errors"][0]["extensions"] == {"code": "UNAVAILABLE"}


async def test_what_nobody_expected_is_logged_under_an_id(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    fault = asyncpg.UndefinedTableError("no table staff_password")
    monkeypatch.setattr(entry, "sign_in", failing(fault))

    page = await browser.post("/signin", name=LI, password=PASSWORD)
    program = await browser.ask("/signin", name=LI, password=PASSWORD)

    assert (page.status, program.status) == (500, 500)
    assert program.json["errors"][0]["extensions"] == {"code": "INTERNAL"}
    assert "staff_password" not in page.text + program.text
    for text in (page.text, program.text):
        known_as = re.search(r"编号 ([0-9a-f]{12})", text)
        assert known_as
        assert f"internal error {known_as[1]}" in caplog.text


async def test_where_tokens_come_from_an_issuer_there_is_nothing_to_sign_in_to(browser: Browser):
    browser.state["gate"] = Gate(Keys("https://issuer.example", "jiaofu"))

    signing = await browser.get("/signin")
    invitation = await browser.get("/invitation/any")

    assert (signing.status, invitation.status) == (404, 404)
    assert "https://issuer.example" in signing.text


async def test_of_a_crowd_that_signs_in_some_are_told_to_come_again(
    browser: Browser,
):
    await browser.post(await invited(browser), password=PASSWORD, again=PASSWORD)

    crowd = [browser.ask("/signin", name="nobody", password=PASSWORD) for _ in range(60)]
    found = Counter(reply.status for reply in await asyncio.gather(*crowd))

    assert found.keys() == {401, 503}
    assert found[401] >= 10
    assert (await browser.ask("/signin", name=LI, password=PASSWORD)).status == 200


async def test_many_who_look_at_links_keep_nobody_from_signing_in(browser: Browser):
    await browser.post(await invited(browser), password=PASSWORD, again=PASSWORD)

    *lookers, signing = await asyncio.gather(
        *(browser.get("/invitation/anything") for _ in range(200)),
        browser.ask("/signin", name=LI, password=PASSWORD),
    )

    assert {reply.status for reply in lookers} == {410}
    assert signing.status == 200
