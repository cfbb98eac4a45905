"""Our own issuer, for an installation without OIDC_ISSUER: its key lies in DATA_DIR.

The file is made on first start, whole or not at all, and first come first served: all workers, and
the command, sign and verify with the same key. Deleting it ends all tokens it has signed.
"""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import jwt
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from jwt.algorithms import OKPAlgorithm

NAME = "issuer.pem"
HOURS = 12


@dataclass(frozen=True, slots=True)
class Token:
    """A signed token, as it is shown, and when it ends."""

    text: str
    expires: datetime


class Local:
    """Signs tokens, and knows the one key that they are verified with."""

    issuer = "urn:jiaofu:local"
    audience = "urn:jiaofu"

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self.key = key
        public = key.public_key()
        self.kid = sha256(public.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()[:16]
        jwk = OKPAlgorithm.to_jwk(public, as_dict=True)
        self.known: Mapping[str, jwt.PyJWK] = {self.kid: jwt.PyJWK(jwk, "EdDSA")}

    async def find(self, kid: str) -> jwt.PyJWK | None:
        """Return the key if it is ours."""
        return self.known.get(kid)

    def sign(self, subject: str, claims: Mapping[str, str], hours: float = HOURS) -> Token:
        """Return a token of the subject with these claims: role, its scope, name."""
        now = datetime.now(UTC).replace(microsecond=0)
        expires = now + timedelta(hours=hours)
        payload = {
            **claims,
            "iss": self.issuer,
            "aud": self.audience,
            "sub": subject,
            "iat": now,
            "exp": expires,
            "jti": secrets.token_hex(8),
        }
        return Token(jwt.encode(payload, self.key, "EdDSA", {"kid": self.kid}), expires)


def read(directory: Path) -> Local:
    """Return the issuer of this installation; its key is made if there is none.

    Raises OSError, PermissionError where others may read the key.
    """
    path = directory / NAME
    if not path.exists():
        make(path)
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    with open(descriptor, "rb") as file:
        if os.fstat(descriptor).st_mode & 0o077:
            raise PermissionError(
                f"{path}: 他人可读取签名密钥，请改为 0600 · others may read it: chmod 600"
            )
        content = file.read()
    with suppress(ValueError, UnsupportedAlgorithm):
        key = load_pem_private_key(content, None)
        if isinstance(key, Ed25519PrivateKey):
            return Local(key)
    raise OSError(f"{path}: 不是 Ed25519 密钥 · is no Ed25519 key")


def make(path: Path) -> None:
    """Write a new key under another name, then give it its own, unless somebody was quicker."""
    path.parent.mkdir(parents=True, exist_ok=True)
    key = Ed25519PrivateKey.generate()
    content = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    draft = path.with_name(f"{NAME}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        with suppress(FileExistsError):
            os.link(draft, path)
    finally:
        draft.unlink()
