"""Tokens that have to be refused, made of a genuine one, by what is wrong with each.

without_a_key   of a client that has no key of the provider's
misissued       signed by the provider: not for us, not now, or not as agreed
no_tokens       what a client may send besides
"""

import hashlib
import hmac
import json
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

import jwt
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.prove.oidc.provider import Algorithm, Provider, keys

HOUR = 3600


def without_a_key(provider: Provider, token: str) -> dict[str, str]:
    """Return forgeries of a token of RS256; none may make the service ask at `/attacker/…`."""
    header, claims = parts(token)
    signature = token.rpartition(".")[2]
    more = claims | {"role": "PROVINCE", "sub": "attacker"}
    mine = keys()
    my_key = mine["RS256"]
    embedded = jwt.PyJWK(my_key)
    public = embedded.Algorithm.to_jwk(embedded.key.public_key(), as_dict=True)

    def by_me(algorithm: Algorithm = "RS256", **changed: Any) -> str:
        key = jwt.PyJWK(mine[algorithm])
        changed = header | {"alg": algorithm} | changed
        return text(changed, more, key.Algorithm.sign(to_sign(changed, more), key.key))

    def by_secret(secret: bytes, **changed: Any) -> str:
        changed = header | {"alg": "HS256"} | changed
        return text(changed, more, hmac.digest(secret, to_sign(changed, more), hashlib.sha256))

    return {
        **{f"alg {alg}": text(header | {"alg": alg}, more) for alg in ("none", "None", "nOnE", "")},
        "alg none, signature kept": f"{text(header | {'alg': 'none'}, claims)}{signature}",
        "no signature": text(header, claims),
        "other claims, signature kept": f"{text(header, more)}{signature}",
        "other header, signature kept": f"{text(header | {'kid': 'other'}, claims)}{signature}",
        "secret: the public key, PEM": by_secret(pem(provider)),
        "secret: the public key, PEM, stripped": by_secret(pem(provider).strip()),
        "secret: nothing": by_secret(b""),
        "kid of a file": by_secret(b"", kid="../../../../../../../../dev/null"),
        "kid of a query": by_secret(b"key", kid="' union select 'key' --"),
        "kid of nobody": by_me(kid=my_key["kid"]),
        "kid of another": by_me(),
        "kid of another, other type of key": by_me("ES256"),
        "kid of another, without curve": by_me("EdDSA"),
        "signature of zeros": text(
            header | {"alg": "ES256", "kid": provider.published[0]["ES256"]["kid"]}, more, bytes(64)
        ),
        "jwk": by_me(jwk=public),
        "jwk and its kid": by_me(jwk=public, kid=my_key["kid"]),
        "jku": by_me(jku=f"{provider.issuer}/attacker/jwks", kid=my_key["kid"]),
        "x5u": by_me(x5u=f"{provider.issuer}/attacker/x5u", kid=my_key["kid"]),
        "no kid": text({"alg": "RS256"}, more, b"signature"),
    }


def misissued(provider: Provider, token: str) -> dict[str, str]:
    """Return tokens that the provider signed and that are not for us, not now, or ill-formed."""
    header, claims = parts(token)
    now = int(time.time())
    wrong: dict[str, dict[str, Any]] = {
        "other issuer": {"iss": "https://issuer.example"},
        "issuer with a slash": {"iss": f"{claims['iss']}/"},
        "other audience": {"aud": "https://other.example/"},
        "longer audience": {"aud": f"{claims['aud']}x"},
        "other audiences": {"aud": ["https://other.example/", "https://another.example/"]},
        "no audience": {"aud": None},
        "empty audience": {"aud": []},
        "expired": {"exp": now - HOUR},
        "no expiry": {"exp": None},
        "expiry in words": {"exp": "tomorrow"},
        "expiry without end": {"exp": float("inf")},
        "expiry that is no number": {"exp": float("nan")},
        "not yet valid": {"nbf": now + HOUR},
        "issued later": {"iat": now + HOUR},
        "nobody's": {"sub": None},
        "a number's": {"sub": 1},
    }
    payloads = {
        name: {key: value for key, value in (claims | claim).items() if value is not None}
        for name, claim in wrong.items()
    }
    payload = as_json(claims)
    return {
        **{name: provider.signed(header, as_json(claims)) for name, claims in payloads.items()},
        "RS512": provider.signed(header | {"alg": "RS512"}, payload),
        "PS256": provider.signed(header | {"alg": "PS256"}, payload),
        "critical extension": provider.signed(header | {"crit": ["x"], "x": 1}, payload),
        "a list": provider.signed(header, b"[]"),
        "no JSON": provider.signed(header, b"{"),
        "no UTF-8": provider.signed(header, b'{"sub": "\xff"}'),
    }


def no_tokens() -> dict[str, str]:
    """Return texts that fit into a header and are no tokens; each is refused, none is a fault."""
    headers: dict[str, Any] = {
        "no alg": {},
        "alg null": {"alg": None},
        "alg list": {"alg": ["RS256"]},
        "alg object": {"alg": {}},
        "kid null": {"alg": "RS256", "kid": None},
        "kid number": {"alg": "RS256", "kid": 1},
        "kid list": {"alg": "RS256", "kid": ["a"]},
        "kid object": {"alg": "RS256", "kid": {}},
        "kid NUL": {"alg": "RS256", "kid": "\0"},
        "kid surrogate": {"alg": "RS256", "kid": "\ud800"},
        "kid long": {"alg": "RS256", "kid": "k" * 8000},
        "header list": [],
        "header null": None,
        "header text": "RS256",
    }
    cut = {"deep": b"[" * 6000, "cut": b'{"', "no UTF-8": b'{"alg": "\xff"}'}
    return {
        **{name: text(header, {}, b"signature") for name, header in headers.items()},
        **{repr(odd): odd for odd in ("a", ".", "..", "...", "a.b", "a.b.c", "a.b.c.d.e", "=.=.=")},
        **{f"header {name}": f"{encoded(header)}.e30.e30" for name, header in cut.items()},
    }


def parts(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the header and the claims of a token."""
    header, claims, _ = token.split(".")
    return json.loads(urlsafe_b64decode(header + "==")), json.loads(
        urlsafe_b64decode(claims + "==")
    )


def text(header: Any, claims: Any, signature: bytes = b"") -> str:
    return f"{to_sign(header, claims).decode()}.{encoded(signature)}"


def to_sign(header: Any, claims: Any) -> bytes:
    return f"{encoded(as_json(header))}.{encoded(as_json(claims))}".encode()


def as_json(value: Any) -> bytes:
    return json.dumps(value).encode()


def encoded(part: bytes) -> str:
    return urlsafe_b64encode(part).decode().rstrip("=")


def pem(provider: Provider) -> bytes:
    """Return the public key that the provider signs RS256 with, as a file would have it."""
    public = jwt.PyJWK(provider.published[0]["RS256"]).key.public_key()
    found: bytes = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return found
