"""What a subscription asks of each batch of sealed movements."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import orjson
from asyncpg import Connection
from asyncpg.pool import PoolConnectionProxy
from graphql import GraphQLError, OperationType

from enrollment.actors import Actor
from schema import limits
from schema.asked import Asked
from schema.live.protocol import written
from schema.live.refusals import NoSubscription
from schema.reads import planner
from schema.reads.refusals import TooDeep
from schema.reads.sql import statement
from schema.wire import Endpoint, Refused, refused


@dataclass(frozen=True, slots=True)
class Question:
    """A statement and its values, of which the one at `place` is the batch's movements.

    Two are equal where they get the same answer: what the statement takes of who asks, their role
    and scope, is among the values, and so is their name where an answer depends on it.
    """

    statement: str
    values: tuple[Hashable, ...]
    place: int
    key: str

    async def told(
        self, conn: Connection | PoolConnectionProxy, movements: Sequence[int]
    ) -> list[str]:
        """Return what is told of those of the movements that are asked for, in their order."""
        values: list[object] = list(self.values)
        values[self.place] = movements
        found = orjson.loads(await conn.fetchval(self.statement, *values))
        return [written({"data": {self.key: node}}) for node in found[planner.FOUND]]


def of(endpoint: Endpoint, asked: Asked, actor: Actor) -> Question:
    """Return the question of a subscription; raises Refused, Unreadable."""
    operation = endpoint.operation(asked)
    if operation.node.operation is not OperationType.SUBSCRIPTION:
        raise refused(NoSubscription(kind=operation.node.operation.value), early=True)
    try:
        (item,) = endpoint.selection(operation).roots
        plan, values = planner.of_feed(item, operation.variables, actor)
    except GraphQLError as error:
        raise Refused([error], early=True) from error
    except RecursionError as error:
        raise refused(TooDeep(most=limits.DEEPEST), early=True) from error
    found = statement.of(plan)
    taken = tuple(hashable(value) for value in found.arguments(values, actor))
    return Question(found.text, taken, found.places.index(0), item.key)


def hashable(value: Any) -> Hashable:
    return tuple(value) if isinstance(value, list) else value
