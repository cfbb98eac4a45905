"""`jiaofu serve` as a process: it starts, stops, and comes back from a kill."""

import json
import os
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

pytestmark = pytest.mark.prove

JIAOFU = Path(sys.executable).with_name("jiaofu")
LIN = """
    query ($kind: PlanKind) {
      openQuota(county: "141124", year: 2020, where: {specialPlan: {kind: {eq: $kind}}}) {
        totalCount
      }
    }
"""


@pytest.fixture
def directory() -> Iterator[Path]:
    """A short path that PostgreSQL's user can enter."""
    with tempfile.TemporaryDirectory(prefix="jiaofu-serve-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder) / "data"


def a_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(directory: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Yield the process and its port, once it answers."""
    port = a_port()
    process = subprocess.Popen(
        [JIAOFU, "serve", "--port", str(port), *options],
        env={**os.environ, "DATA_DIR": str(directory), "DATABASE_URL": "", "SAMPLE_LINES": "300"},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        wait_for(process, port)
        yield process, port
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


def wait_for(process: subprocess.Popen[str], port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise AssertionError(process.communicate()[1])
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise AssertionError("it does not answer")


def ask(port: int, query: str, **variables: Any) -> Any:
    body = json.dumps({"query": query, "variables": variables}).encode()
    request = Request(
        f"http://127.0.0.1:{port}/graphql", body, {"content-type": "application/json"}
    )
    with urlopen(request, timeout=10) as reply:
        return json.load(reply)["data"]


def postmaster(directory: Path) -> int:
    return int((directory / "postgres" / "postmaster.pid").read_text().splitlines()[0])


def children(pid: int) -> list[int]:
    """Return the processes below `pid`, itself first."""
    found = [pid]
    for place in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(place.read_text().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
        if parent == pid:
            found += children(int(place.parent.name))
    return found


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"  # dead, only not yet buried


def test_the_first_answer_and_an_end_by_ctrl_c(directory: Path):
    with serving(directory) as (process, port):
        server = postmaster(directory)
        found = {
            kind: ask(port, LIN, kind=kind)["openQuota"]["totalCount"]
            for kind in ("NATIONAL", "UNIVERSITY", "TARGETED", "LOCAL")
        }
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)

        assert process.returncode == 0
        assert not is_alive(server)
        assert found.pop("LOCAL") == 0
        assert all(found.values())


def test_two_first_starts_at_once_both_serve(directory: Path):
    with ThreadPoolExecutor() as threads:

        def count() -> int:
            with serving(directory) as (_, port):
                found: int = ask(port, "{ quotaLines { totalCount } }")["quotaLines"]["totalCount"]
                time.sleep(2)
                return found

        found = [each.result() for each in [threads.submit(count) for _ in range(2)]]

    assert found == [300, 300]


def test_sigterm_stops_everything(directory: Path):
    with serving(directory) as (process, _):
        server = postmaster(directory)
        process.terminate()
        process.wait(timeout=20)

        assert not is_alive(server)


def test_workers_share_the_port(directory: Path):
    with serving(directory, "--workers", "2") as (process, port):
        answers = [ask(port, "{ counties { totalCount } }") for _ in range(20)]
        server = postmaster(directory)
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)

        assert all(answer == {"counties": {"totalCount": 58}} for answer in answers)
        assert not is_alive(server)


@pytest.mark.parametrize("with_postgres", [True, False])
def test_after_a_kill_of_the_tree_the_same_data_is_served_within_4_seconds(
    directory: Path, with_postgres: bool
):
    question = "{ quotaLines(first: 500) { totalCount nodes { id seats admitted } } }"
    with serving(directory) as (process, port):
        before = ask(port, question)
        doomed = children(process.pid)
        if with_postgres:
            doomed += children(postmaster(directory))
        for pid in doomed:
            os.kill(pid, signal.SIGKILL)
        process.wait()

    began = time.monotonic()
    with serving(directory) as (_, port):
        seconds = time.monotonic() - began
        after = ask(port, question)

    assert after == before
    assert after["quotaLines"]["totalCount"] == 300
    assert seconds < 4


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL as another user")
def test_as_root_below_a_private_home_no_mode_changes_and_the_remedy_is_said():
    with tempfile.TemporaryDirectory(prefix="jiaofu-home-") as home:  # made with mode 0700
        project = Path(home) / "project"
        project.mkdir(mode=0o755)
        folders = [*reversed(project.parents), project]
        before = [stat.S_IMODE(folder.stat().st_mode) for folder in folders]

        process = subprocess.run(
            [JIAOFU, "serve", "--port", str(a_port())],
            env={**os.environ, "DATA_DIR": str(project / ".data"), "DATABASE_URL": ""},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

        assert process.returncode == 1
        assert home in process.stderr
        assert "DATABASE_URL" in process.stderr
        assert "Traceback" not in process.stderr
        assert [stat.S_IMODE(folder.stat().st_mode) for folder in folders] == before
