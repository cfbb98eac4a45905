"""From the input of a verb's field to what the verb of the domain takes."""

import re
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from asyncpg import Connection

from enrollment import errors, record
from enrollment.actors import Actor
from schema.reads import planner

Given: TypeAlias = dict[str, Any]  # by the domain's own names
Told: TypeAlias = dict[str, str]
Verb: TypeAlias = Callable[[Connection, Actor, Given, Told], Awaitable[record.Done]]


def plain(verb: Callable[..., Awaitable[record.Done]]) -> Verb:
    """Return a verb whose input has the domain's own names."""
    return lambda conn, actor, given, _: verb(conn, actor, **given)


def numbered(given: Given, field: str, *types: str) -> tuple[str, int]:
    """Take the id in a field out of what is given; return its type and number."""
    found = planner.identified(given.pop(snake(field)))
    if found is None or found[0] not in types:
        raise errors.NotFound(field=field)
    return found[0], int(str(found[1]))


def named(given: Given) -> Given:
    """Return what is given by the domain's own names."""
    return {snake(name): value for name, value in given.items()}


def snake(name: str) -> str:
    return re.sub(r"(?=[A-Z])", "_", name).lower()
