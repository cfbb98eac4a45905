"""Who acts, and the issuers that say so."""

from collections.abc import Iterator

import pytest

from enrollment.actors import Actor, Role
from schema.access import passwords
from tests.schema.access.issuers import Clock, Issuer, issuing


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
