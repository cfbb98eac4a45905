"""Closes connections whose token has ended, within a minute: the gate believes one for 30 s."""

import asyncio
import logging
from typing import Protocol

from asyncpg import Pool

from enrollment.actors import Actor
from enrollment.errors import Unauthenticated
from schema import problems
from schema.access.gate import Gate
from schema.access.refusals import KeysUnknown

PAUSE = 20.0  # seconds from one look to the next

log = logging.getLogger(__name__)


class Bearer(Protocol):
    """A connection that came with a token."""

    actor: Actor

    def expel(self, reason: str) -> None:
        """End the connection, since its token no longer stands for its actor."""


class Watch:
    """Looks at each token again and again, once for all connections that came with it."""

    def __init__(self, gate: Gate, reads: Pool) -> None:
        self.gate = gate
        self.reads = reads
        self.bearers: dict[str, dict[Bearer, None]] = {}

    def add(self, authorization: str, bearer: Bearer) -> None:
        if authorization:
            self.bearers.setdefault(authorization, {})[bearer] = None

    def remove(self, authorization: str, bearer: Bearer) -> None:
        bearers = self.bearers.get(authorization, {})
        bearers.pop(bearer, None)
        if not bearers:
            self.bearers.pop(authorization, None)

    async def run(self) -> None:
        while True:
            await asyncio.sleep(PAUSE)
            for authorization in list(self.bearers):
                await self.look(authorization)

    async def look(self, authorization: str) -> None:
        """End the connections of a token that ended, or that now stands for other rights."""
        try:
            actor = await self.gate.actor(authorization, self.reads)
        except Unauthenticated as refusal:
            self.expel(authorization, None, str(refusal))
        except (KeysUnknown, *problems.OUTAGES) as error:
            log.warning("a token can't be looked at now: %r", error)
        except Exception as error:
            problems.internal(error, None)
        else:
            self.expel(authorization, actor, "Your rights have changed; connect again.")

    def expel(self, authorization: str, actor: Actor | None, reason: str) -> None:
        """End the connections that are not the actor's."""
        for bearer in list(self.bearers.get(authorization, {})):
            if bearer.actor != actor:
                bearer.expel(reason)
