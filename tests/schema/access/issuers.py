"""An issuer over HTTP that answers as it is told, a clock that is set by hand, factories."""

import asyncio
import json
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt

from tests.prove.oidc.provider import Algorithm, Key, Provider, keys

AUDIENCE = "https://jiaofu.example/graphql"
COUNTY: dict[str, Any] = {"role": "COUNTY", "county": "141124"}  # the claims of a token
Answer = tuple[int, dict[str, str], bytes]


class Clock:
    """Stands until it is moved."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


class Issuer(Provider):
    """What the tests need of a provider, without one: keys, tokens, answers by path."""

    def __init__(self, address: str) -> None:
        self.issuer = address
        self.published = [first_keys()]
        self.answers: dict[str, Answer | Callable[[], Answer]] = {}
        self.paths: Counter[str] = Counter()
        self.tell_keys()

    def tell_keys(self) -> None:
        """Publish the keys of all generations."""
        public = [
            {name: value for name, value in key.items() if name not in PRIVATE}
            for each in self.published
            for key in each.values()
        ]
        configuration = {"issuer": self.issuer, "jwks_uri": f"{self.issuer}/jwks"}
        self.answers["/.well-known/openid-configuration"] = as_json(configuration)
        self.answers["/jwks"] = as_json({"keys": public})

    def rotate(self) -> None:
        """Sign with new keys, which are published at once."""
        self.published.insert(0, keys())
        self.tell_keys()

    def token(
        self,
        client: str = "somebody",
        *,
        audience: str = AUDIENCE,
        algorithm: Algorithm = "RS256",
        seconds: int = 600,
        **claims: Any,
    ) -> str:
        now = int(time.time())
        times = {"iat": now, "exp": now + seconds}
        payload = {"iss": self.issuer, "aud": audience, "sub": client, **times, **claims}
        return self.signed({}, json.dumps(payload).encode(), algorithm)

    def bearer(self, client: str = "somebody", **claims: Any) -> str:
        return f"Bearer {self.token(client, **claims)}"


@cache
def first_keys() -> dict[Algorithm, Key]:
    """Return the keys that every issuer begins with: those of RSA take a while to be found."""
    return keys()


PRIVATE = {"d", "p", "q", "dp", "dq", "qi", "oth"}


def as_json(value: object) -> Answer:
    return 200, {"content-type": "application/json"}, json.dumps(value).encode()


@contextmanager
def issuing() -> Iterator[Issuer]:
    """Yield an issuer that answers on a port of its own."""

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            issuer.paths[self.path] += 1
            found = issuer.answers.get(self.path, (404, {}, b""))
            status, headers, body = found() if callable(found) else found
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Answering) as server:
        server.daemon_threads = True
        issuer = Issuer(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield issuer
        finally:
            server.shutdown()
            thread.join()


def kid(token: str) -> str:
    found: str = jwt.get_unverified_header(token)["kid"]
    return found


async def raised(work: Awaitable[object]) -> BaseException | None:
    """Return what the work raises, None if nothing."""
    try:
        await work
    except Exception as error:
        return error
    return None


async def settled() -> None:
    """Let the tasks that wait go on."""
    for _ in range(5):
        await asyncio.sleep(0)
