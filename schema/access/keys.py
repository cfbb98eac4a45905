"""The public keys of an OpenID Connect issuer, found by discovery.

They are fetched anew when they are older than five minutes, so that announced keys are known before
they sign, and for an unknown kid, at most once a minute, so that nobody can make us flood the
issuer. A fetch is shared by all who wait for it; one that fails leaves what was known.
"""

import asyncio
import logging
import math
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.request import HTTPRedirectHandler, build_opener

import jwt
import orjson

from schema import settings
from schema.access.refusals import KeysUnknown

ALGORITHMS = ("RS256", "ES256", "EdDSA")
AGE = 300.0  # seconds that keys are used without being fetched anew
PAUSE = 60.0  # seconds between two fetches for unknown kids, or after one that failed
PATIENCE = 5.0  # seconds for an answer of the issuer
MOST = 1_000_000  # bytes of it

log = logging.getLogger(__name__)


class Keys:
    """The keys of `issuer` by kid, for tokens that are meant for `audience`."""

    def __init__(
        self, issuer: str, audience: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.issuer = issuer
        self.audience = audience
        self.clock = clock
        self.known: Mapping[str, jwt.PyJWK] = {}  # another object after each fetch
        self.begun = self.succeeded = 0  # the number of the last fetch that did
        self.next_unknown = self.next_regular = -math.inf
        self.fetching: asyncio.Task[None] | None = None

    async def find(self, kid: str) -> jwt.PyJWK | None:
        """Return the key, None if the issuer has none of that kid; raises KeysUnknown.

        Only a fetch that began after the token came says that there is none: one that was under way
        may have passed a rotation by.
        """
        if kid in self.known:
            self.refresh_in_time()
            return self.known[kid]
        before = self.begun
        while kid not in self.known:
            if self.fetching is None and self.succeeded > before:
                return None
            # A client that leaves does not end the fetch.
            await asyncio.shield(self.fetching or self.fetched_for_unknown())
        return self.known[kid]

    def refresh_in_time(self) -> None:
        """Begin a fetch that nobody waits for, if it is time."""
        if self.fetching is None and self.clock() >= self.next_regular:
            self.begin()

    def fetched_for_unknown(self) -> asyncio.Task[None]:
        """Begin a fetch, unless the last minute has seen one for an unknown kid: KeysUnknown."""
        now = self.clock()
        if now < self.next_unknown:
            raise KeysUnknown(math.ceil(self.next_unknown - now))
        self.next_unknown = now + PAUSE  # before the fetch: one that fails counts too
        return self.begin()

    def begin(self) -> asyncio.Task[None]:
        self.begun += 1
        self.next_regular = self.clock() + PAUSE
        self.fetching = asyncio.create_task(self.fetch())
        return self.fetching

    async def fetch(self) -> None:
        number = self.begun
        try:
            async with asyncio.timeout(2 * PATIENCE):
                self.known = await asyncio.to_thread(published, self.issuer)
            self.succeeded = number
            self.next_regular = self.clock() + AGE
        except Exception as error:  # whatever an issuer may answer with, the old keys stay
            log.warning("the keys of %s can't be had: %r", self.issuer, error)
        finally:
            self.fetching = None


class Stay(HTTPRedirectHandler):
    """An issuer is where the settings say it is."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def published(issuer: str) -> dict[str, jwt.PyJWK]:
    """Return the issuer's keys for the algorithms that are accepted, of which it has at least one.

    Raises whatever is wrong.
    """
    configuration = got(f"{issuer.removesuffix('/')}/.well-known/openid-configuration")
    if configuration["issuer"] != issuer:
        raise ValueError(f"it says that it is {configuration['issuer']}")
    keys = jwt.PyJWKSet.from_dict(got(configuration["jwks_uri"])).keys
    found = {
        key.key_id: key
        for key in keys
        if isinstance(key.key_id, str)
        and key.algorithm_name in ALGORITHMS
        and key.public_key_use in ("sig", None)
    }
    if not found:
        raise ValueError("none of its keys can be used here")
    return found


def got(url: str) -> Any:
    """Return the JSON at a URL, which nobody between may read or change."""
    if not settings.is_safe(url):
        raise ValueError(f"{url} is no https address")
    deadline = time.monotonic() + PATIENCE
    text = bytearray()
    with build_opener(Stay).open(url, timeout=PATIENCE) as answer:
        while part := answer.read1(65_536):
            text += part
            if len(text) > MOST or time.monotonic() > deadline:
                raise ValueError(f"{url} answers at too great length")
    return orjson.loads(text)
