"""What an HTTP request asks of GraphQL, or why it asks nothing that can be read."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import NoneType
from typing import Any

import orjson
from starlette.requests import Request

from schema.limits import LARGEST_BODY


class Unreadable(Exception):
    """The request is none of GraphQL's; its status, and why, in Chinese and English."""

    def __init__(self, status: int, chinese: str, english: str) -> None:
        self.status = status
        self.chinese = chinese
        self.english = english
        super().__init__(english)


@dataclass(frozen=True, slots=True)
class Asked:
    """A GraphQL request; by GET only queries may come."""

    query: str
    variables: Mapping[str, Any] | None
    operation: str | None
    is_get: bool


async def read(request: Request) -> Asked:
    """Return what the request asks; raises Unreadable."""
    is_get = request.method in ("GET", "HEAD")
    if is_get:
        params = request.query_params
        variables = params.get("variables")
        found: Any = {
            "query": params.get("query"),
            "variables": None if variables is None else parsed(variables.encode()),
            "operationName": params.get("operationName"),
        }
    else:
        kind = header(request, b"content-type").partition(";")[0].strip().lower()
        if kind != "application/json":
            raise Unreadable(
                415,
                "请求体须为 application/json。",
                "The body has to be application/json.",
            )
        found = parsed(await body(request))
    return checked(found, is_get)


def header(request: Request, name: bytes) -> str:
    """Return a header's value, empty without one; Starlette's own way takes a few times as long."""
    for known, value in request.scope["headers"]:
        if known == name:
            return bytes(value).decode("latin-1")
    return ""


async def body(request: Request) -> bytearray:
    """Return the body, unless it is larger than any question needs."""
    found = bytearray()
    has_more = True
    while has_more:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise Unreadable(400, "请求未发完。", "The request broke off.")
        found += message.get("body", b"")
        has_more = message.get("more_body", False)
        if len(found) > LARGEST_BODY:
            raise Unreadable(
                413,
                f"请求体最多 {LARGEST_BODY} 字节。",
                f"A body has at most {LARGEST_BODY} bytes.",
            )
    return found


def parsed(text: bytes | bytearray) -> Any:
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise Unreadable(
            400, f"JSON 无法读取：{error}", f"The JSON can't be read: {error}"
        ) from error


def checked(found: Any, is_get: bool) -> Asked:
    """Return the request if its parts are what GraphQL over HTTP says they are."""
    if not isinstance(found, dict) or not isinstance(found.get("query"), str):
        raise Unreadable(
            400,
            '请求应为 {"query": "…"}，可带 variables 与 operationName。',
            'A request is {"query": "…"}, with variables and operationName if need be.',
        )
    variables, operation = found.get("variables"), found.get("operationName")
    if not isinstance(variables, dict | NoneType) or not isinstance(operation, str | NoneType):
        raise Unreadable(
            400,
            "variables 应为对象，operationName 应为文本。",
            "variables is an object, operationName is text.",
        )
    return Asked(found["query"], variables, operation, is_get)
