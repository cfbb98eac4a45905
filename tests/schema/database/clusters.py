"""Ways to use, move and kill an embedded cluster in tests."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import asyncpg
import pytest

from schema.database import embedded

ROOT = Path(embedded.__file__).parents[2]
USER = """
import sys
from pathlib import Path
from schema.database import embedded
with embedded.running(Path(sys.argv[1])) as url:
    print(url, flush=True)
    sys.stdin.read()
"""

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs it as another user")


@contextmanager
def moved(directory: Path, place: Path) -> Iterator[Path]:
    """Yield the folder `place`, into which the cluster has moved for as long as that takes."""
    place.mkdir(mode=0o755)
    (directory / "postgres").rename(place / "postgres")
    try:
        yield place
    finally:
        (place / "postgres").rename(directory / "postgres")


@contextmanager
def rewritten(path: Path, text: str) -> Iterator[None]:
    before = path.read_text()
    path.write_text(text)
    try:
        yield
    finally:
        path.write_text(before)


@contextmanager
def owned(folder: Path, uid: int) -> Iterator[None]:
    before = folder.stat()
    subprocess.run(["chown", "-R", f"{uid}:{uid}", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["chown", "-R", f"{before.st_uid}:{before.st_gid}", folder], check=True)


def ask(url: str, question: str) -> object:
    async def asked() -> object:
        connection = await asyncpg.connect(url)
        try:
            return await connection.fetchval(question)
        finally:
            await connection.close()

    return asyncio.run(asked())


@contextmanager
def a_user(directory: Path) -> Iterator[subprocess.Popen[str]]:
    """Yield a process that uses the server, whose URL it has been waited for to print."""
    with subprocess.Popen(
        [sys.executable, "-B", "-c", USER, directory],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def url_of(user: subprocess.Popen[str]) -> str:
    assert user.stdout
    return user.stdout.readline().strip()


def leave(user: subprocess.Popen[str]) -> None:
    assert user.stdin
    user.stdin.close()
    assert user.wait(20) == 0


def postmaster(directory: Path) -> int:
    return int((directory / "postgres" / "postmaster.pid").read_text().split()[0])


def room_of_socket(directory: Path) -> Path:
    return Path((directory / "postgres" / "postmaster.pid").read_text().split("\n")[4])


def is_gone(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return True
    return state in "ZX"


def wait_until(claim: Callable[[], object]) -> None:
    deadline = time.monotonic() + 10
    while not claim():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def kill_server(directory: Path) -> None:
    parent = postmaster(directory)
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    family = [parent, *map(int, children)]
    for pid in family:
        with suppress(ProcessLookupError):  # a backend may just have ended
            os.kill(pid, signal.SIGKILL)
    wait_until(lambda: all(map(is_gone, family)))


def modes(*paths: Path) -> list[tuple[int, int]]:
    return [(path.stat().st_mode, path.stat().st_uid) for path in paths]


@contextmanager
def as_nobody() -> Iterator[None]:
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)
