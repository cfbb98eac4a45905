"""A Bearer JWT: its claims once its signature, issuer, audience and times are right.

The key is the issuer's, found by the token's `kid`; the algorithm is the key's. Nothing else that
the header names (jku, x5u, jwk, crit) is followed.
"""

from typing import Any

import jwt

from schema.access.keys import Keys
from schema.access.local import Local
from schema.access.refusals import TokenExpired, TokenUnacceptable

SKEW = 30  # seconds that another clock may differ
LONGEST = 8_000  # characters
LONGEST_SUBJECT = 255  # of OpenID Connect
LATEST = 2**40  # of `exp`, in seconds: it is reckoned with
REQUIRED = ["exp", "iat", "iss", "aud", "sub"]


async def claims(token: str, issuer: Keys | Local) -> dict[str, Any]:
    """Return the claims; raises TokenExpired, TokenUnacceptable, KeysUnknown."""
    if len(token) > LONGEST:
        raise TokenUnacceptable()
    key = await issuer.find(kid(token))
    if key is None:
        raise TokenUnacceptable()
    found = verified(token, key, issuer)
    if not (is_subject(found["sub"]) and is_time(found["exp"])):
        raise TokenUnacceptable()
    return found


def kid(token: str) -> str:
    """Return the kid in the token's header; raises TokenUnacceptable."""
    try:
        found = jwt.get_unverified_header(token).get("kid")
    except (jwt.PyJWTError, ValueError, RecursionError) as error:
        raise TokenUnacceptable() from error
    if not isinstance(found, str):
        raise TokenUnacceptable()
    return found


def verified(token: str, key: jwt.PyJWK, issuer: Keys | Local) -> dict[str, Any]:
    try:
        found: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=[key.algorithm_name],
            audience=issuer.audience,
            issuer=issuer.issuer,
            leeway=SKEW,
            options={"require": REQUIRED, "enforce_minimum_key_length": True},
        )
    except jwt.ExpiredSignatureError as error:
        raise TokenExpired() from error
    except (jwt.PyJWTError, ValueError, TypeError, ArithmeticError, RecursionError) as error:
        raise TokenUnacceptable() from error
    return found


def is_subject(subject: object) -> bool:
    """Tell whether it can stand in the record: PostgreSQL's text holds no NUL, no surrogates."""
    return (
        isinstance(subject, str) and 0 < len(subject) <= LONGEST_SUBJECT and subject.isprintable()
    )


def is_time(seconds: object) -> bool:
    return isinstance(seconds, int | float) and 0 < seconds < LATEST
