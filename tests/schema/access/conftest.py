"""Who acts, and the issuers that say so."""

from collections.abc import Iterator
from typing import Any

import asyncpg
import pytest

from enrollment.actors import Actor, Role
from schema.access import local, passwords
from schema.access.gate import Gate
from schema.access.keys import Keys
from schema.access.local import Local
from tests.schema.access.issuers import AUDIENCE, Clock, Issuer, issuing


@pytest.fixture
def province() -> Actor:
    return Actor(Role.PROVINCE, "staff:1")


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    with issuing() as issuer:
        yield issuer


@pytest.fixture
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a password cost next to nothing."""
    monkeypatch.setattr(passwords, "MEMORY", 32)
    monkeypatch.setattr(passwords, "PASSES", 1)


@pytest.fixture
def clock() -> Clock:
    return Clock()


class Watched:
    """A connection where the gate takes a pool; counts what is asked."""

    def __init__(self, conn: asyncpg.Connection) -> None:
        self.conn = conn
        self.asked = 0

    async def fetchrow(self, *question: Any) -> Any:
        self.asked += 1
        return await self.conn.fetchrow(*question)


@pytest.fixture
def pool(conn: asyncpg.Connection) -> Any:
    return Watched(conn)


@pytest.fixture
async def oidc(issuer: Issuer, clock: Clock) -> Gate:
    """A gate for the tokens of an issuer."""
    return Gate(Keys(issuer.issuer, AUDIENCE, clock), clock)


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory) -> Local:
    return local.read(tmp_path_factory.mktemp("own"))


@pytest.fixture
def ours(own: Local, clock: Clock) -> Gate:
    """A gate for our own tokens."""
    return Gate(own, clock)
