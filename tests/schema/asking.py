"""Ways to ask the API in tests."""

from collections.abc import Generator
from typing import Any

import orjson
from asyncpg import Pool

from enrollment.actors import PUBLIC, Actor, Role
from schema.asked import Asked
from schema.context import Context
from schema.reads import planned
from schema.reads.sql import statement
from schema.wire import Endpoint, Refused, read_typed

PROVINCE = Actor(Role.PROVINCE, "a province's clerk")
AUDITOR = Actor(Role.AUDITOR, "an auditor")


class OneConnection:
    """A pool of the one connection that a test watches, or writes on."""

    def __init__(self, conn: object) -> None:
        self.conn = conn

    def get_idle_size(self) -> int:
        return 1

    def acquire(self) -> "OneConnection":
        return self

    def __await__(self) -> Generator[None, None, object]:
        yield from ()
        return self.conn

    async def release(self, conn: object) -> None:
        assert conn is self.conn

    async def __aenter__(self) -> object:
        return self.conn

    async def __aexit__(self, *_: object) -> None: ...


def context(pool: Pool | OneConnection, actor: Actor = PUBLIC) -> Context:
    """Return the context of a request that writes nothing."""
    return Context(actor, pool, writes=pool, language="en")  # type: ignore[arg-type]


def a_question(query: str, **variables: Any) -> Asked:
    return Asked(query, variables, None, is_get=False)


async def answer(
    endpoint: Endpoint,
    pool: Pool | OneConnection,
    query: str,
    actor: Actor = PUBLIC,
    **variables: Any,
) -> Any:
    """Return the data of the answer, as a client reads it."""
    question = a_question(query, **variables)
    found = await endpoint.answer(question, context(pool, actor))
    data: Any = orjson.loads(found)
    assert "errors" not in data, data
    return data["data"]


async def refusal(endpoint: Endpoint, pool: Pool, query: str, **variables: Any) -> Any:
    """Return the code of the one error that the question is refused with."""
    try:
        await endpoint.answer(a_question(query, **variables), context(pool))
    except Refused as refused:
        (error,) = refused.errors
        return getattr(error.original_error, "code", "BAD_REQUEST")
    raise AssertionError(f"not refused: {query}")


async def both_roads(
    endpoint: Endpoint, pool: Pool, query: str, actor: Actor = PUBLIC, **variables: Any
) -> tuple[bytes, bytes]:
    """Return the bytes of the compiled road's answer and of graphql-core's."""
    question = a_question(query, **variables)
    asked = context(pool, actor)
    compiled = await endpoint.answer(question, asked)
    operation = endpoint.operation(question)
    found = await read_typed(asked, endpoint.selection(operation), operation.variables)
    return compiled, await endpoint.executed(question, operation, asked, found)


def sql(endpoint: Endpoint, query: str, **variables: Any) -> str:
    """Return the text of the statement that answers the question."""
    operation = endpoint.operation(a_question(query, **variables))
    plan, _ = planned.make(endpoint.selection(operation), operation.variables, PUBLIC)
    return statement.of(plan).text
