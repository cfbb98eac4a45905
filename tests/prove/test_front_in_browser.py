"""The front page in Chromium: a link to a question opens with its answer."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from enrollment import sample

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)

pytestmark = [
    pytest.mark.prove,
    pytest.mark.committed,
    pytest.mark.skipif(
        not CHROMIUM, reason="no Chromium on this machine: apt-get install chromium"
    ),
]

FLAGS = (
    "--headless --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --disable-dev-shm-usage"
).split()


@pytest.fixture
async def sampled(committed: str) -> str:
    """The URL of a database with a few sample lines."""
    conn = await asyncpg.connect(committed)
    await sample.write(conn, lines=600, first_year=2019, last_year=2020)
    await conn.close()
    return committed


@pytest.fixture
def served(sampled: str) -> Iterator[str]:
    """The address of a server of that database."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["-m", "uvicorn", "schema.app:create", "--factory", "--log-level=warning"]
    server = subprocess.Popen(
        [sys.executable, *command, f"--port={port}"], env={**os.environ, "DATABASE_URL": sampled}
    )
    try:
        wait_for(port, server)
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert server.poll() is None, "the server ended by itself"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server did not listen within 30 s")


def opened(address: str, profile: Path, language: str = "zh-CN") -> str:
    """Return the page as it stands in the browser once its requests are done."""
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [
            CHROMIUM,
            *FLAGS,
            *root,
            f"--user-data-dir={profile}",
            f"--accept-lang={language}",
            f"--lang={language}",
            "--virtual-time-budget=10000",
            "--dump-dom",
            address,
        ],
        capture_output=True,
        timeout=90,
        check=True,
    )
    return done.stdout.decode()


def section(page: str, name: str) -> str:
    found = re.search(rf'<section id="{name}".*?</section>', page, re.DOTALL)
    assert found, page[:2000]
    return found[0]


def rows(text: str) -> int:
    return len(re.findall("<tr>", text.partition("<tbody>")[2].partition("</tbody>")[0]))


def test_a_link_opens_the_quota_of_lin_county(served: str, tmp_path: Path):
    answer = section(opened(f"{served}#lin-county", tmp_path), "lin-county")

    assert 'data-answered="yes"' in answer
    assert 'class="wrong"' not in answer
    assert rows(answer) == 20
    assert answer.count('<span class="mark">') == 20
    assert "免费定向培养" in answer
    assert answer.count("<optgroup") == 10
    assert len(re.findall(r'<option value="14\d{4}"', answer)) == 58


def test_a_link_opens_the_58_counties(served: str, tmp_path: Path):
    answer = section(opened(f"{served}#counties", tmp_path), "counties")

    assert rows(answer) == 58
    assert "<strong>36</strong>" in answer
    assert "<strong>22</strong>" in answer


def test_a_link_opens_the_fill_rates_in_english(served: str, tmp_path: Path):
    page = opened(f"{served}#fill-rates", tmp_path, "en-US")

    answer = section(page, "fill-rates")
    assert 'data-language="en"' in page
    assert 'data-answered="yes"' in answer
    assert 'class="wrong"' not in answer


def test_without_a_link_nothing_is_asked_but_what_fills_the_lists(served: str, tmp_path: Path):
    assert "data-answered" not in opened(served, tmp_path).partition("<script>")[0]


def test_the_page_to_sign_in_speaks_the_browsers_language(served: str, tmp_path: Path):
    page = opened(f"{served}signin", tmp_path, "en-US")

    assert 'data-language="en"' in page  # so its script was let in
    assert 'name="password"' in page
