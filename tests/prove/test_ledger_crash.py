"""Killed in the midst of work, the ledger has every answered movement once, and none halved."""

import asyncio
import json
import os
import random
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import Request, urlopen

import asyncpg
import pytest

from enrollment.types import SourcePlanState
from tests.enrollment.books import UNBALANCED, UNEVEN
from tests.enrollment.drafted import a_row, a_source_plan, an_open_plan
from tests.prove.test_serve import children, postmaster, serving
from tests.prove.test_year import token_of

pytestmark = pytest.mark.prove

ROUNDS, CLERKS, LINES = 20, 8, 10
TRANSFER = """mutation ($input: TransferSeatsInput!) { transferSeats(input: $input) {
    movement { id } errors { code message } } }"""


@dataclass
class Book:
    """What was asked for, by its key, and the movement that was answered."""

    asked: dict[str, dict[str, Any]] = field(default_factory=dict)
    answered: dict[str, int] = field(default_factory=dict)


@pytest.fixture
def directory() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="jiaofu-crash-") as folder:
        Path(folder).chmod(0o755)  # PostgreSQL's user enters it
        yield Path(folder) / "data"


def url(directory: Path) -> str:
    return f"postgresql://jiaofu@/jiaofu?host={quote(str(directory / 'postgres'))}&port=5432"


async def drafted_lines(directory: Path) -> list[int]:
    """Return published lines with many seats each."""
    conn = await asyncpg.connect(url(directory))
    plan_id = await an_open_plan(conn, year=2026, seats=LINES * 1_000)
    rows = [a_row(programme_number=str(n), requested_seats=1_000) for n in range(LINES)]
    plan = await a_source_plan(conn, plan_id, *rows, state=SourcePlanState.PUBLISHED)
    await conn.close()
    return plan.lines


def sent(port: int, token: str, given: dict[str, Any]) -> int | None:
    """Return the movement that is answered, None where nothing is."""
    body = json.dumps({"query": TRANSFER, "variables": {"input": given}}).encode()
    request = Request(
        f"http://127.0.0.1:{port}/graphql",
        body,
        {"content-type": "application/json", "authorization": f"Bearer {token}"},
    )
    try:
        with urlopen(request, timeout=10) as reply:
            payload = json.load(reply)["data"]["transferSeats"]
    except (OSError, HTTPException, ValueError):
        return None
    if payload["errors"]:
        assert payload["errors"][0]["code"] == "UNAVAILABLE", payload
    if payload["movement"] is None:  # it is done, perhaps, and could not be read any more
        return None
    return int(payload["movement"]["id"].partition(":")[2])


def work(port: int, token: str, lines: list[int], book: Book, until: float, seed: int) -> None:
    """Transfer seats, one after the other, until nobody answers any more."""
    chance = random.Random(seed)
    while time.monotonic() < until:
        one, other = chance.sample(lines, 2)
        key = f"{seed} {len(book.asked)} {chance.random()}"
        given = {
            "fromLine": f"QuotaLine:{one}",
            "toLine": f"QuotaLine:{other}",
            "seats": 1,
            "reason": key,
            "documentNumber": "晋招考〔2026〕9号",
            "idempotencyKey": key,
        }
        book.asked[key] = given
        movement_id = sent(port, token, given)
        if movement_id is None:
            return
        book.answered[key] = movement_id


def load(port: int, token: str, lines: list[int], book: Book, seed: int) -> list[threading.Thread]:
    until = time.monotonic() + 5
    clerks = [
        threading.Thread(target=work, args=(port, token, lines, book, until, seed * CLERKS + n))
        for n in range(CLERKS)
    ]
    for clerk in clerks:
        clerk.start()
    return clerks


async def require_whole(directory: Path, book: Book) -> None:
    """Every answered movement is there once, with its one leg; every balance is its legs'."""
    conn = await asyncpg.connect(url(directory))
    rows = await conn.fetch(
        """
        select movement.reason, movement.id, count(leg) as legs
          from movement
          left join leg on leg.movement_id = movement.id
         where movement.kind = 'TRANSFER'
         group by movement.id
        """
    )
    there = {row["reason"]: row["id"] for row in rows}
    assert len(there) == len(rows), "a key was done twice"
    assert all(row["legs"] == 1 for row in rows), "a movement was halved"
    assert book.answered.items() <= there.items(), "an answered movement is lost"
    assert await conn.fetch(UNEVEN) == []
    assert await conn.fetch(UNBALANCED) == []
    await conn.close()


@pytest.mark.parametrize("killed", ["the server", "PostgreSQL"])
async def test_what_was_answered_outlives_a_kill(directory: Path, killed: str):
    book, token = Book(), ""
    lines: list[int] = []
    for number in range(ROUNDS):
        with serving(directory) as (process, port):
            if not lines:
                lines, token = await drafted_lines(directory), token_of(directory, "PROVINCE")
            unanswered = list(book.asked.keys() - book.answered.keys())[:CLERKS]
            for key in unanswered:  # a clerk asks again under the same key: it is done once
                movement_id = sent(port, token, book.asked[key])
                assert movement_id is not None
                book.answered[key] = movement_id
            clerks = load(port, token, lines, book, number)
            await asyncio.sleep(random.Random(number).uniform(0.2, 0.6))
            doomed = (
                children(process.pid) if killed == "the server" else children(postmaster(directory))
            )
            for pid in doomed:
                os.kill(pid, signal.SIGKILL)
            for clerk in clerks:
                clerk.join()
    with serving(directory):
        await require_whole(directory, book)
    assert len(book.answered) > ROUNDS * CLERKS
