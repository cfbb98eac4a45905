"""The one place that turns what went wrong into an answer, in the language asked for.

A refusal keeps its code and its words; GraphQL's own errors keep theirs; anything else is logged
under an id, and the answer holds the id alone.
"""

import logging
import uuid
from collections.abc import Sequence
from typing import Any

import orjson
from asyncpg import (
    InsufficientResourcesError,
    InterfaceError,
    InternalClientError,
    OperatorInterventionError,
    PostgresConnectionError,
)
from graphql import GraphQLError

from enrollment.errors import Refusal

# What is raised where the database can't be had: by the network, the driver, a server that stops.
OUTAGES = (
    OSError,
    InterfaceError,
    InternalClientError,
    PostgresConnectionError,
    OperatorInterventionError,
    InsufficientResourcesError,
)

log = logging.getLogger(__name__)

INTERNAL = (
    "服务器内部错误，请将编号 {id} 告知管理员。",
    "Internal error; give the id {id} to the administrator.",
)


def language(accept: str) -> str | None:
    """Return "zh" or "en", whichever an Accept-Language header puts first; None for neither."""
    wanted: list[tuple[float, str]] = []
    for item in accept.split(","):
        tag, _, quality = item.strip().partition(";q=")
        name = tag[:2].lower()
        if name in ("zh", "en"):
            wanted.append((weight(quality), name))
    return max(wanted, key=lambda pair: pair[0])[1] if wanted else None


def weight(quality: str) -> float:
    try:
        return float(quality or 1)
    except ValueError:
        return 0.0


def both(chinese: str, english: str, language: str | None) -> str:
    """Return the message in the language, in both where none was asked for."""
    return {"zh": chinese, "en": english}.get(language or "", f"{chinese} {english}")


def said(error: GraphQLError, language: str | None, *, early: bool = False) -> dict[str, Any]:
    """Return the error as GraphQL's answer has it; an early one is always the client's."""
    cause = error.original_error
    if isinstance(cause, Refusal):
        message = both(cause.message("zh"), cause.message("en"), language)
        return located(error, message, cause.code)
    if early or cause is None or isinstance(cause, GraphQLError):
        return located(error, error.message, "BAD_REQUEST")
    return located(error, internal(cause, language), "INTERNAL")


def internal(cause: BaseException, language: str | None) -> str:
    """Log the unexpected under an id; return the message that names the id and nothing else."""
    known_as = uuid.uuid4().hex[:12]
    log.error("internal error %s", known_as, exc_info=cause)
    chinese, english = INTERNAL
    return both(chinese.format(id=known_as), english.format(id=known_as), language)


def located(error: GraphQLError, message: str, code: str) -> dict[str, Any]:
    found: dict[str, Any] = {"message": message}
    if error.locations:
        found["locations"] = [place.formatted for place in error.locations]
    if error.path is not None:
        found["path"] = error.path
    return {**found, "extensions": {"code": code, **(error.extensions or {})}}


def alone(message: str, code: str) -> bytes:
    """Return an answer that is one error, with no place in a document."""
    return orjson.dumps({"errors": [{"message": message, "extensions": {"code": code}}]})


def refused(refusal: Refusal, language: str | None) -> bytes:
    """Return an answer that is one refusal of the request as a whole."""
    words = both(refusal.message("zh"), refusal.message("en"), language)
    return alone(words, refusal.code)


def answered(errors: Sequence[GraphQLError], language: str | None, *, early: bool) -> bytes:
    """Return an answer without data: absent if nothing was executed, null if something was."""
    found: dict[str, Any] = {"errors": [said(error, language, early=early) for error in errors]}
    return orjson.dumps(found if early else {**found, "data": None})
