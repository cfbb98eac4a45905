"""Secrets that are shown once: 256 random bits, of which the SHA-256 alone is kept.

Nothing slower is needed than for a password: what has 256 random bits can't be guessed.
"""

import hashlib
import secrets

LONGEST = 100  # characters of a text that may be one


def new(prefix: str = "") -> str:
    """Return a new secret that fits into an address and a header."""
    return prefix + secrets.token_urlsafe(32)


def hashed(secret: str) -> bytes:
    """Return what is kept of it."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).digest()
