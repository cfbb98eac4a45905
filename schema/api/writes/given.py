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


def of(field: str, type_name: str, name: str, verb: Callable[..., Awaitable[record.Done]]) -> Verb:
    """Return a verb on the row that a field names by its id; the domain calls its number `name`."""

    async def act(conn: Connection, actor: Actor, given: Given, _: Told) -> record.Done:
        given[name] = numbered(given, field, type_name)[1]
        return await verb(conn, actor, **given)

    return act


def numbered(given: Given, field: str, *types: str) -> tuple[str, int]:
    """Take the id in a field out of what is given; return its type and number."""
    found = planner.identified(given.pop(snake(field)))
    if found is None or found[0] not in types:
        raise errors.NotFound(field=field)
    return found[0], int(str(found[1]))


def number(text: str, type_name: str) -> int:
    """Return the number in an id; 0, no row's, where it is none of the type."""
    found = planner.identified(text)
    return int(str(found[1])) if found and found[0] == type_name else 0


def numbered_rows(given: Given, rows: str, field: str, type_name: str) -> list[Given]:
    """Take rows out of what is given, by the domain's names, the id in a field as its number."""
    found = [named(row) for row in given.pop(rows)]
    for row in found:
        if row.get(snake(field)) is not None:
            row[snake(field)] = number(row[snake(field)], type_name)
    return found


def named(given: Given) -> Given:
    """Return what is given by the domain's own names."""
    return {snake(name): value for name, value in given.items()}


def snake(name: str) -> str:
    return re.sub(r"(?=[A-Z])", "_", name).lower()
