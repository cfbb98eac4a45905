"""`/`: what this is, three queries that run when clicked, where to go on.

The page goes out as one: front.html with front.css, answers.js and front.js put in their places. It
names no outside resource, and its policy lets none in: its own style and scripts are allowed by
their hashes, and it may talk to this service alone.
"""

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

FOLDER = Path(__file__).parent
PARTS = ("front.css", "answers.js", "front.js")


@dataclass(frozen=True, slots=True)
class Front:
    """The page as it goes out."""

    content: bytes
    headers: dict[str, str]


async def page(request: Request) -> Response:
    """Return the page, or 304 where the browser has this very version."""
    front = read()
    if is_held(front.headers["etag"], request.headers.get("if-none-match", "")):
        return Response(status_code=304, headers=front.headers)
    return Response(front.content, media_type="text/html", headers=front.headers)


@cache
def read() -> Front:
    """Return the page with its headers; the files are read once."""
    html = assembled()
    content = html.encode()
    headers = {
        "etag": f'"{hashlib.sha256(content).hexdigest()[:32]}"',
        "cache-control": "no-cache",
        "content-language": "zh-CN, en",
        "content-security-policy": policy(html),
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
    }
    return Front(content, headers)


def assembled() -> str:
    """Return the page with its parts in their places."""
    html = (FOLDER / "front.html").read_text(encoding="utf-8")
    for part in PARTS:
        html = html.replace(f"{{{part}}}", (FOLDER / part).read_text(encoding="utf-8"))
    return html


def policy(html: str) -> str:
    """Return the Content-Security-Policy that allows what the page holds and nothing else."""
    return "; ".join(
        [
            "default-src 'none'",
            f"style-src {hashes(html, 'style')}",
            f"script-src {hashes(html, 'script')}",
            "connect-src 'self'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    )


def hashes(html: str, tag: str) -> str:
    """Return the hash sources of the inline blocks of a tag."""
    blocks = re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)
    digests = (hashlib.sha256(block.encode()).digest() for block in blocks)
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def is_held(etag: str, if_none_match: str) -> bool:
    """Tell whether an If-None-Match header names the version (RFC 9110, weakly compared)."""
    held = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
    return etag in held or "*" in held
