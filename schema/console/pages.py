"""What the pages share on which people choose a password and sign in.

A page goes out as one, with front.css and pages.js in it, and its policy lets nothing else in. It
may show a token, so no cache keeps it, no frame holds it and no Referer tells of it. Each answers
programs too: `accept: application/json`.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from html import escape
from typing import Any
from urllib.parse import parse_qsl

import orjson
from asyncpg import (
    AdminShutdownError,
    CannotConnectNowError,
    CrashShutdownError,
    InterfaceError,
    PostgresConnectionError,
    TooManyConnectionsError,
)
from starlette.requests import Request
from starlette.responses import Response

from enrollment.errors import Refusal
from schema import asked, problems
from schema.access.entry import Lent
from schema.access.refusals import InvitationSpent, LocalOnly, SignInRefused, TooManyPasswords
from schema.asked import Unreadable
from schema.console import front

MOST_FIELDS = 10
PATIENCE = 10  # seconds that one waits for a connection
NOTHING: Mapping[str, str] = {}
STATUS = {SignInRefused: 401, LocalOnly: 404, InvitationSpent: 410, TooManyPasswords: 503}
NO_DATABASE = Unreadable(
    503, "数据库暂不可用，请稍后再试。", "The database does not answer now; try again shortly."
)
# What is raised where the database can't be reached, ends, or takes no more connections.
NO_ANSWER = (
    OSError,
    InterfaceError,
    PostgresConnectionError,
    AdminShutdownError,
    CannotConnectNowError,
    CrashShutdownError,
    TooManyConnectionsError,
)
WRONG = '<p class="wrong" role="alert">{}</p>'
BOTH = '<span lang="zh-CN">{}</span> <span lang="en">{}</span>'
HEADERS = {
    "cache-control": "no-store",
    "content-language": "zh-CN, en",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-robots-tag": "noindex",
}

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Frame:
    """What all pages share; `{main}` is where each differs."""

    html: str
    policy: str


@cache
def frame() -> Frame:
    html = read("pages.html")
    for part in ("front.css", "pages.css", "pages.js"):
        html = html.replace(f"{{{part}}}", read(part))
    policy = [
        "default-src 'none'",
        f"style-src {front.hashes(html, 'style')}",
        f"script-src {front.hashes(html, 'script')}",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ]
    return Frame(html, "; ".join(policy))


@cache
def read(name: str) -> str:
    return (front.FOLDER / name).read_text(encoding="utf-8")


def page(
    name: str, values: Mapping[str, str] = NOTHING, status: int = 200, wrong: str = ""
) -> Response:
    """Return the page of that name with its values, which are shown as text."""
    main = read(f"{name}.html").replace("{wrong}", wrong)
    for key, value in values.items():
        main = main.replace(f"{{{key}}}", escape(value).replace("{", "&#123;"))
    headers = {**HEADERS, "content-security-policy": frame().policy}
    return Response(frame().html.replace("{main}", main), status, headers, "text/html")


def lent(request: Request) -> Lent:
    """Return what lends a connection that may write, for a statement or two."""
    return partial(request.state.writes.acquire, timeout=PATIENCE)


def as_json(found: dict[str, Any]) -> Response:
    return Response(orjson.dumps(found), 200, HEADERS, "application/json")


def wants_json(request: Request) -> bool:
    return "application/json" in asked.header(request, b"accept")


async def attempt(
    request: Request,
    work: Callable[[], Awaitable[Response]],
    name: str,
    values: Mapping[str, str] = NOTHING,
) -> Response:
    """Return what the work answers; what goes wrong is said above the page of that name."""
    try:
        return await work()
    except Refusal as refusal:
        status, code = STATUS.get(type(refusal), 422), refusal.code
        chinese, english = refusal.message("zh"), refusal.message("en")
    except Unreadable as found:
        status, code = found.status, "UNREADABLE"
        chinese, english = found.chinese, found.english
    except NO_ANSWER as found:
        log.warning("the database does not answer: %s", found)
        status, code = NO_DATABASE.status, "UNAVAILABLE"
        chinese, english = NO_DATABASE.chinese, NO_DATABASE.english
    except Exception as found:
        words = problems.internal(found, language(request))
        if wants_json(request):
            return wrong(words, 500, "INTERNAL")
        return page(name, values, 500, WRONG.format(escape(words)))
    if wants_json(request):
        return wrong(problems.both(chinese, english, language(request)), status, code)
    words = BOTH.format(escape(chinese), escape(english))
    return page(name, values, status, WRONG.format(words))


def language(request: Request) -> str | None:
    return problems.language(asked.header(request, b"accept-language"))


def wrong(words: str, status: int, code: str) -> Response:
    """Return what went wrong as programs read it."""
    return Response(problems.alone(words, code), status, HEADERS, "application/json")


async def fields(request: Request) -> dict[str, str]:
    """Return the texts that a form or a JSON object sends; raises Unreadable."""
    content = await asked.body(request)
    if asked.header(request, b"content-type").startswith("application/json"):
        found = asked.parsed(content)
        pairs = list(found.items()) if isinstance(found, dict) else []
    else:
        pairs = form(bytes(content))
    return {name: value for name, value in pairs if isinstance(value, str)}


def form(content: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            content.decode(), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS
        )
    except ValueError as error:
        raise Unreadable(400, "无法读取表单。", "The form can't be read.") from error
