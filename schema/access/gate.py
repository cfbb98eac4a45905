"""The gate: who sends a request, by its Authorization header.

A header that was checked is kept, under its hash, for 30 s at most: then signature, claims,
account and key are looked at again. So a warm look-up is a hash and a dictionary, and what is
revoked is out within that time.
"""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from asyncpg import Pool, Record
from cachetools import LRUCache

from enrollment.actors import PUBLIC, Actor
from enrollment.errors import Refusal
from schema import settings
from schema.access import local, secrets, tokens
from schema.access.api_keys import PREFIX
from schema.access.keys import Keys
from schema.access.local import Local
from schema.access.refusals import Revoked, TokenExpired, TokenUnacceptable
from schema.access.rights import Rights

TRUSTED_FOR = 30.0  # seconds without a question to the database
MOST_KEPT = 10_000  # headers: about 5 MB
STAFF = "staff:"

BY_NUMBER = "select *, false as is_over from staff where id = $1"
BY_SUBJECT = """
select *, false as is_over
  from staff
 where issuer = $1 and subject = $2
 order by revoked_at nulls first, id desc
 limit 1
"""
BY_KEY = """
select *, expires_at <= now() as is_over, extract(epoch from expires_at)::float8 as ends
  from api_key
 where secret_hash = $1
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """Who a header is, until when by the clock, and under which keys it was found out."""

    actor: Actor
    until: float
    keys: Mapping[str, Any]


class Gate:
    """Knows who sends a request; `clock` is monotonic, in seconds."""

    def __init__(self, issuer: Keys | Local, clock: Callable[[], float] = time.monotonic) -> None:
        self.issuer = issuer
        self.clock = clock
        self.kept: LRUCache[bytes, Kept] = LRUCache(MOST_KEPT)

    @property
    def local(self) -> Local | None:
        """Our own issuer, where tokens are its."""
        return self.issuer if isinstance(self.issuer, Local) else None

    def known(self, authorization: str) -> Actor | None:
        """Return the actor if the header is empty or was checked just now; asks nobody."""
        if not authorization:
            return PUBLIC
        kept = self.kept.get(digest(authorization))
        if kept is None or kept.until <= self.clock() or kept.keys is not self.issuer.known:
            return None
        return kept.actor

    async def actor(self, authorization: str, pool: Pool) -> Actor:
        """Return the actor; raises Unauthenticated by one of its kinds, KeysUnknown.

        And what a database raises that doesn't answer.
        """
        if known := self.known(authorization):
            return known
        scheme, _, credential = authorization.strip().partition(" ")
        credential = credential.strip()
        if scheme.lower() != "bearer" or not credential.isascii():
            raise TokenUnacceptable()
        now, keys = self.clock(), self.issuer.known  # as they were before the database was asked
        async with asyncio.timeout(2 * settings.STATEMENT_SECONDS):
            if credential.startswith(PREFIX):
                actor, ends = await key_holder(credential, pool)
            else:
                claims = await tokens.claims(credential, self.issuer)
                keys, ends = self.issuer.known, claims["exp"] + tokens.SKEW
                actor = await self.subject(claims, pool)
        until = now + min(TRUSTED_FOR, ends - time.time())
        self.kept[digest(authorization)] = Kept(actor, until, keys)
        return actor

    async def subject(self, claims: Mapping[str, Any], pool: Pool) -> Actor:
        """Return who the claims are of: an account if there is one, else whom they say."""
        subject = claims["sub"]
        if self.local is None:
            row = await pool.fetchrow(BY_SUBJECT, self.issuer.issuer, subject)
        elif subject.startswith(STAFF):
            row = await pool.fetchrow(BY_NUMBER, int(subject.removeprefix(STAFF)))
            if row is None:  # of a database that isn't there any more
                raise Revoked()
        else:
            row = None
        if row is not None:
            return holder(row, f"{STAFF}{row['id']}")
        name = subject if self.local else f"{subject}@{self.issuer.issuer}"
        return rights(claims).actor(name)


def digest(authorization: str) -> bytes:
    """Return what a header is kept under: a copy of memory must not hold tokens."""
    return sha256(authorization.encode("utf-8", "surrogatepass")).digest()


async def key_holder(key: str, pool: Pool) -> tuple[Actor, float]:
    """Return whose an API key is, and when it ends in seconds since 1970."""
    row = None
    if len(key) <= secrets.LONGEST:
        row = await pool.fetchrow(BY_KEY, secrets.hashed(key))
    if row is None:
        raise TokenUnacceptable()
    ends = row["ends"]
    return holder(row, f"key:{row['id']}"), time.time() + TRUSTED_FOR if ends is None else ends


def holder(row: Record, name: str) -> Actor:
    """Return the actor that a row of `staff` or `api_key` stands for; raises Revoked, …Expired."""
    if row["revoked_at"] is not None:
        raise Revoked()
    if row["is_over"]:
        raise TokenExpired()
    return Rights.stored(row).actor(name)


def rights(claims: Mapping[str, Any]) -> Rights:
    try:
        return Rights.claimed(claims)
    except Refusal as refusal:
        raise TokenUnacceptable() from refusal


def opened() -> Gate:
    """Return the gate that the settings ask for; raises OSError where our own key can't be had.

    An issuer's keys are on their way then, and nobody waits for them.
    """
    if settings.OIDC_ISSUER:
        keys = Keys(settings.OIDC_ISSUER, settings.OIDC_AUDIENCE)
        keys.refresh_in_time()
        return Gate(keys)
    return Gate(local.read(settings.DATA_DIR))
