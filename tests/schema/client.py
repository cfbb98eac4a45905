"""Asks and acts as whoever it is told, on a database of its own."""

from typing import Any

import orjson
from asyncpg import Pool

from enrollment.actors import Actor
from schema.context import Context
from schema.wire import Endpoint
from tests.schema.asking import PROVINCE, a_question


class Client:
    """Asks as whoever it is told, on a database of its own."""

    def __init__(self, endpoint: Endpoint, reads: Pool, writes: Pool) -> None:
        self.endpoint = endpoint
        self.reads = reads
        self.writes = writes

    async def ask(self, query: str, actor: Actor = PROVINCE, **variables: Any) -> Any:
        context = Context(actor, self.reads, self.writes, "en")
        found = await self.endpoint.answer(a_question(query, **variables), context)
        answer = orjson.loads(found)
        assert "errors" not in answer, answer
        return answer["data"]

    async def act(self, query: str, actor: Actor = PROVINCE, **given: Any) -> Any:
        """Return the payload of the one verb in the document."""
        (payload,) = (await self.ask(query, actor, input=given)).values()
        return payload
