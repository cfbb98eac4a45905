"""Passwords: hashed with argon2id in threads of their own, two at once, while eight may wait.

The parameters are OWASP's first choice (19 MiB, two passes): 0.07 s of a processor. What guards an
account against guessing is the wait after wrong passwords (`entry`), what guards a stolen table is
this hash. They stand in each hash, so they can be raised without a new password.
"""

import asyncio
import os
import unicodedata
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from schema.access.refusals import PasswordTooLong, PasswordTooShort, TooManyPasswords

LEAST, MOST = 10, 500  # characters
MEMORY, PASSES, LANES = 19_456, 2, 1  # KiB of memory
# Of no password: what an unknown name is held against, so that it takes as long as a known one.
NOBODY = (
    "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA"
    "$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
)

AT_ONCE, WAITING = 2, 8

threads = ThreadPoolExecutor(AT_ONCE, "argon2")
places = asyncio.Semaphore(AT_ONCE + WAITING)


@asynccontextmanager
async def place() -> AsyncIterator[None]:
    """Take a place among those whose password is looked at; raises TooManyPasswords at once."""
    if places.locked():
        raise TooManyPasswords()
    async with places:
        yield


async def hashed(password: str) -> str:
    """Return the hash to keep; raises PasswordTooShort, PasswordTooLong. No other rule is made."""
    if len(password) < LEAST:
        raise PasswordTooShort(least=LEAST)
    if len(password) > MOST:
        raise PasswordTooLong(most=MOST)
    return await asyncio.get_running_loop().run_in_executor(threads, _hashed, _bytes(password))


async def fits(password: str, kept: str | None) -> bool:
    """Tell whether the password is the one of the hash; without one it takes as long to say no."""
    text = _bytes(password[:MOST])
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(threads, _fits, text, kept or NOBODY)


def _bytes(password: str) -> bytes:
    """Return it as all keyboards type it: one spelling of characters that have several."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")


def _hashed(password: bytes) -> str:
    argon2 = Argon2id(
        salt=os.urandom(16), length=32, iterations=PASSES, lanes=LANES, memory_cost=MEMORY
    )
    return argon2.derive_phc_encoded(password)


def _fits(password: bytes, kept: str) -> bool:
    try:
        Argon2id.verify_phc_encoded(password, kept)
    except InvalidKey:
        return False
    return True
