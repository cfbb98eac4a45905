"""A verb is one transaction: by itself, or the one in which its idempotency key is claimed.

Inside a transaction of somebody else it is a savepoint, so that what they did before stays. Inside
that of its key it needs none, since a refusal takes the key back too: two round trips that each
movement of seats would make.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar

from asyncpg import Connection

_is_begun: ContextVar[bool] = ContextVar("is_begun", default=False)


@contextmanager
def begun() -> Iterator[None]:
    """Let the verb inside be a part of the transaction that its caller has begun for it."""
    token = _is_begun.set(True)
    try:
        yield
    finally:
        _is_begun.reset(token)


@asynccontextmanager
async def atomic(conn: Connection) -> AsyncIterator[None]:
    """Do all that is inside, or nothing of it."""
    if _is_begun.get():
        yield
    else:
        async with conn.transaction():
            yield
