"""wrk, and what it measured."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from bench.prepared import Bodies
from bench.servers import Wrong
from bench.settings import CONNECTIONS

SCRIPT = Path(__file__).with_name("wrk.lua")


@dataclass(frozen=True)
class Measured:
    """Answers a second, and the milliseconds within which 50 and 99 of 100 came.

    `processor` is the server's own milliseconds for an answer: a busy machine changes it least.
    """

    rate: float
    p50: float
    p99: float
    processor: float | None


def require_wrk() -> None:
    """End the program where wrk is missing, with a line that says how to get it."""
    if shutil.which("wrk") is None:
        raise SystemExit(
            "需要 wrk · wrk is needed: apt-get install wrk (Debian), brew install wrk (macOS)"
        )


FEW = 20 * CONNECTIONS


def measure(bodies: Bodies, seconds: int) -> Measured:
    """Ask for so many seconds, a slow server for longer: its answers come in bursts.

    Raises Wrong where an answer is not 2xx or does not come.
    """
    found = asked(bodies, seconds)
    if found["answers"] < FEW:
        found = asked(bodies, 4 * seconds)
    if found["refused"] or found["broken"]:
        raise Wrong(f"{found['refused']} answers not 2xx, {found['broken']} did not come")
    if not found["answers"]:
        raise Wrong(f"no answer within {4 * seconds} s")
    rate = found["answers"] / found["seconds"]
    return Measured(rate, found["p50"], found["p99"], found["processor"])


def asked(bodies: Bodies, seconds: int) -> Any:
    """Run wrk; return what its script says, and the server's milliseconds for an answer."""
    command = ["wrk", "-t", "1", "-c", str(CONNECTIONS), "-d", f"{seconds}s", "--timeout", "20s"]
    command += ["-s", str(SCRIPT), bodies.server.url, "--", str(bodies.file)]
    command += [bodies.token] if bodies.token else []
    before = bodies.server.processor()
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = orjson.loads(said.splitlines()[-1])
    after = bodies.server.processor()
    found["processor"] = None
    if before is not None and after is not None and found["answers"]:
        found["processor"] = 1000 * (after - before) / found["answers"]
    return found
