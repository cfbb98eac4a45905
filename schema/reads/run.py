"""Runs a plan: one statement on one connection, each root field's JSON as text."""

from collections.abc import Sequence
from typing import Any

from asyncpg import Connection
from asyncpg.pool import PoolConnectionProxy

from enrollment.actors import Actor
from schema.reads.bindings.catalogue import LISTINGS
from schema.reads.plan import ListRoot, Plan
from schema.reads.selection import Selected
from schema.reads.sql import statement


async def answer(
    conn: Connection | PoolConnectionProxy,
    plan: Plan,
    values: Sequence[Any],
    actor: Actor,
    selected: Sequence[Selected],
) -> list[bytes]:
    """Return the JSON of each root field, `null` where there is nothing.

    Raises GraphQLError where a list is asked of something that does not exist.
    """
    found = statement.of(plan)
    row = await conn.fetchrow(found.text, *found.arguments(values, actor))
    assert row is not None
    for root, text, item in zip(plan.roots, row, selected, strict=True):
        if text is None and isinstance(root, ListRoot):
            absent = LISTINGS[root.field].absent
            assert absent is not None
            given = {name: values[param.number] for name, param in root.arguments}
            raise item.place.error(absent(**given), next(iter(given)))
    return [b"null" if text is None else text for text in row]
