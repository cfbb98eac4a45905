"""One database in two states: without the hidden rows, and with them, not committed."""

import asyncio
from dataclasses import dataclass
from typing import Any

import asyncpg

from enrollment.actors import Actor
from schema import problems
from schema.wire import Endpoint, Refused
from tests.schema.asking import OneConnection, a_question, context
from tests.schema.reads.properties.hidden import Group

Sent = list[tuple[str, tuple[Any, ...]]]


class Side(OneConnection):
    """A state of the database, as a pool of its one connection, and what was sent to it."""

    def __init__(self, conn: asyncpg.Connection) -> None:
        super().__init__(self)
        self.to = conn
        self.sent: Sent = []
        self.turns = asyncio.Lock()

    async def fetchrow(self, text: str, *values: Any) -> asyncpg.Record | None:
        self.sent.append((text, values))
        async with self.turns:
            return await self.to.fetchrow(text, *values)

    async def fetchval(self, text: str, *values: Any) -> Any:
        self.sent.append((text, values))
        async with self.turns:
            return await self.to.fetchval(text, *values)


@dataclass
class Sides:
    """Both states, for a group of actors; `added` are the ids of what only `full` has."""

    endpoint: Endpoint
    group: Group
    bare: Side
    full: Side
    added: list[str]

    async def same(self, actor: Actor, text: str, **variables: Any) -> bytes:
        """Return what both sides answer, having sent the same; an AssertionError if they don't."""
        bare, full = [
            await said(self.endpoint, side, actor, text, variables)
            for side in (self.bare, self.full)
        ]
        assert full == bare, (actor, text, variables)
        return full[0]


async def said(
    endpoint: Endpoint, side: Side, actor: Actor, text: str, variables: dict[str, Any]
) -> tuple[bytes, Sent]:
    """Return the bytes of an answer, be it a refusal, and the statements sent for it."""
    begin = len(side.sent)
    question = a_question(text, **variables)
    try:
        found = await endpoint.answer(question, context(side, actor))
    except Refused as refused:
        found = problems.answered(refused.errors, None, early=refused.early)
    return found, side.sent[begin:]
