"""The protocol graphql-transport-ws: messages of a client, messages to it, reasons to close."""

from collections.abc import Sequence
from typing import Any

import orjson

NAME = "graphql-transport-ws"
LONGEST_REASON = 123  # bytes that WebSocket has for it


class Closed(Exception):
    """The connection is to be closed: a code of the protocol or of WebSocket, and why."""

    def __init__(self, code: int, reason: str) -> None:
        self.code = code
        self.reason = reason.encode()[:LONGEST_REASON].decode(errors="ignore")
        super().__init__(reason)


def bad_request(reason: str) -> Closed:
    return Closed(4400, reason)


def unauthorized() -> Closed:
    return Closed(4401, "Unauthorized: connection_init comes first")


def forbidden(reason: str) -> Closed:
    return Closed(4403, reason)


def not_acceptable() -> Closed:
    return Closed(4406, f"Subprotocol not acceptable: offer {NAME}")


def init_timeout() -> Closed:
    return Closed(4408, "Connection initialisation timeout")


def already_subscribed(id: str) -> Closed:
    return Closed(4409, f"Subscriber for {id} already exists")


def init_twice() -> Closed:
    return Closed(4429, "Too many initialisation requests")


def too_slow() -> Closed:
    return Closed(1013, "Too slow: messages come faster than they are read")


def try_again(reason: str) -> Closed:
    return Closed(1013, f"Try again later: {reason}")


def read(text: str | None) -> dict[str, Any]:
    """Return a client's message, which has a type and perhaps a payload; raises Closed."""
    if text is None:
        raise bad_request("Messages are text")
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise bad_request("Messages are JSON") from error
    if not isinstance(found, dict) or not isinstance(found.get("type"), str):
        raise bad_request("A message is an object with its type")
    return found


def payload(message: dict[str, Any]) -> dict[str, Any]:
    """Return the object that a message may carry; raises Closed."""
    found = message.get("payload")
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise bad_request("A payload is an object")
    return found


def id_of(message: dict[str, Any]) -> str:
    """Return the id of the operation that a message is about; raises Closed."""
    found = message.get("id")
    if not isinstance(found, str) or not found:
        raise bad_request("An id is a text that is not empty")
    return found


def ack() -> str:
    return '{"type":"connection_ack"}'


def pong(payload: dict[str, Any]) -> str:
    return written({"type": "pong", **({"payload": payload} if payload else {})})


def opening(id: str) -> str:
    """Return what stands before the payload of `next`; behind it is one brace."""
    return f'{{"id":{written(id)},"type":"next","payload":'


def error(id: str, errors: Sequence[dict[str, Any]]) -> str:
    return written({"id": id, "type": "error", "payload": errors})


def written(value: object) -> str:
    return orjson.dumps(value).decode()
