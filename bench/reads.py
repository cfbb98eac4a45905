"""Times a few questions over HTTP: one server process, 16 connections, medians of three rounds.

`LINES=20000 make bench` says over how many sample lines. The client is Python's own and takes its
share of the machine, so compare figures of one run only.
"""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LINES = os.environ.get("LINES", "20000")
PORT = 8137
CONNECTIONS = 16
SECONDS = 3.0
ROUNDS = 3
JIAOFU = Path(sys.executable).with_name("jiaofu")

LINE = "id seats track county { nameZh } institution { nameZh prefecture { nameZh } }"
QUESTIONS = {
    "S one line by id": f'{{ node(id: "QuotaLine:9") {{ ... on QuotaLine {{ {LINE} }} }} }}',
    "M 20 lines": f"{{ quotaLines(first: 20) {{ nodes {{ {LINE} }} }} }}",
    "L 300 lines": f"{{ quotaLines(first: 300) {{ nodes {{ {LINE} }} }} }}",
    "O open to Lin County": '{ openQuota(county: "141124", year: 2020, first: 20,'
    f" orderBy: [{{seats: DESC}}]) {{ totalCount totals {{ seats }} nodes {{ {LINE} }} }} }}",
}


async def connection(body: bytes, until: float) -> list[float]:
    """Ask the question again and again on one connection; return the seconds of each answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
    head = f"POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: {len(body)}\r\n"
    request = f"{head}content-type: application/json\r\n\r\n".encode() + body
    seconds = []
    while (began := time.perf_counter()) < until:
        writer.write(request)
        headers = await reader.readuntil(b"\r\n\r\n")
        length = headers.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
        answer = await reader.readexactly(int(length))
        assert headers.startswith(b"HTTP/1.1 200"), headers
        assert not answer.startswith(b'{"errors"'), answer
        seconds.append(time.perf_counter() - began)
    writer.close()
    return seconds


async def round_of(query: str) -> tuple[float, float]:
    """Return answers a second and the median milliseconds of one."""
    body = json.dumps({"query": query}).encode()
    until = time.perf_counter() + SECONDS
    found = await asyncio.gather(*(connection(body, until) for _ in range(CONNECTIONS)))
    seconds = [second for each in found for second in each]
    return len(seconds) / SECONDS, statistics.median(seconds) * 1000


def wait_for_server(process: "subprocess.Popen[bytes]") -> None:
    while process.poll() is None:
        try:
            asyncio.run(asyncio.wait_for(round_trip(), 1))
        except OSError:
            time.sleep(0.1)
        else:
            return
    sys.exit(process.returncode)


async def round_trip() -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", PORT)
    writer.close()


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="jiaofu-bench-") as folder:
        Path(folder).chmod(0o755)  # as root, PostgreSQL runs as another user
        settings = {"DATA_DIR": f"{folder}/data", "DATABASE_URL": "", "SAMPLE_LINES": LINES}
        process = subprocess.Popen(
            [JIAOFU, "serve", "--port", str(PORT)], env={**os.environ, **settings}
        )
        try:
            wait_for_server(process)
            rounds = [
                {name: asyncio.run(round_of(query)) for name, query in QUESTIONS.items()}
                for _ in range(ROUNDS)
            ]
        finally:
            process.terminate()
            process.wait()
    print(f"{LINES} sample lines, {CONNECTIONS} connections, median of {ROUNDS} rounds")
    for name in QUESTIONS:
        rate, milliseconds = (
            statistics.median(values)
            for values in zip(*(each[name] for each in rounds), strict=True)
        )
        print(f"{name:24} {rate:8.0f} answers/s {milliseconds:8.1f} ms")


if __name__ == "__main__":
    main()
