"""Runs a plan: one statement on one connection, each root field's JSON as text."""

from collections.abc import Sequence
from typing import Any

from asyncpg import Connection
from asyncpg.pool import PoolConnectionProxy

from enrollment.actors import Actor
from schema.reads import instants
from schema.reads.bindings.catalogue import LISTINGS, SINGLES
from schema.reads.plan import ListRoot, Plan, SingleRoot
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

    Raises GraphQLError where something is asked about what does not exist, or about a time of
    which not all is known.
    """
    found = statement.of(plan)
    row = await conn.fetchrow(found.text, *found.arguments(values, actor))
    assert row is not None
    texts, known = row[: len(plan.roots)], row[len(plan.roots) :]
    if known:
        instants.check(plan, values, selected, *known)
    for root, text, item in zip(plan.roots, texts, selected, strict=True):
        if text is None and isinstance(root, ListRoot | SingleRoot):
            refuse_absent(root, values, item)
    return [b"null" if text is None else text for text in texts]


def refuse_absent(root: ListRoot | SingleRoot, values: Sequence[Any], item: Selected) -> None:
    """Say what it is that does not exist, if that has to be said."""
    fields = LISTINGS if isinstance(root, ListRoot) else SINGLES
    if absent := fields[root.field].absent:
        given = {name: values[param.number] for name, param in root.arguments}
        raise item.place.error(absent(**given), next(iter(given)))
