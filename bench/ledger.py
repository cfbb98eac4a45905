"""Transfers of seats over HTTP: how many are on record, a second, beside what a disk gives."""

import asyncio
import os
import random
import statistics
import time
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import orjson
from asyncpg import connect

from bench import filled
from bench.load import asked
from bench.prepared import Bodies
from bench.servers import Wrong, data, kinds, running, token
from bench.settings import Settings
from enrollment import actors, quotas
from enrollment.types import PlanKind
from schema.database import head

DATABASE = "bench_ledger"
LINES, SEATS = 1_000, 10_000
BODIES = 20_000  # more than are sent in a round: each has a key of its own
DOCUMENT = """mutation ($input: TransferSeatsInput!) { transferSeats(input: $input) {
    movement { id } fromLine { seats } toLine { seats } errors { code } } }"""
SYNCED = 100  # times
PAGE = 8_192  # bytes


@dataclass(frozen=True)
class Transferred:
    """Transfers on record a second, the milliseconds of 50 and 99 in 100, and of one fdatasync."""

    rate: float
    p50: float
    p99: float
    sync: float


def transfers(settings: Settings, url: str, folder: Path) -> Transferred:
    """Return the median round; raises Wrong where one that was answered is not on record."""
    database = url.replace("@/jiaofu?", f"@/{DATABASE}?", 1)
    asyncio.run(filled.made_anew(url, DATABASE))
    head.bring(database)
    ids = asyncio.run(published(database))
    found = []
    with running(kinds()["ours"], database, folder, DATA_DIR=str(folder)) as server:
        province = token(database, folder, "PROVINCE")
        for _ in range(settings.rounds):
            bodies = Bodies(server, "ledger", written(folder, ids), province)
            data(server.said(bodies.file.read_bytes().splitlines()[-1], province))
            before = asyncio.run(recorded(database))
            answer = asked(bodies, settings.seconds)
            rows = asyncio.run(recorded(database)) - before
            if rows < answer["answers"]:
                raise Wrong(f"{answer['answers']} answers, {rows} on record")
            found.append((rows / answer["seconds"], answer["p50"], answer["p99"]))
    rate, p50, p99 = (statistics.median(each) for each in zip(*found, strict=True))
    return Transferred(rate, p50, p99, sync(folder))


async def published(database: str) -> list[int]:
    """Publish lines of one plan; return their ids."""
    conn = await connect(database)
    try:
        await quotas.publish(
            conn,
            [line(number) for number in range(LINES)],
            actor=actors.CLI,
            reason="bench",
            document_number="bench",
            effective_on=date(2020, 6, 1),
        )
        return [row["id"] for row in await conn.fetch("select id from quota_line order by id")]
    finally:
        await conn.close()


def line(number: int) -> quotas.Line:
    return quotas.Line(
        year=2020,
        plan_kind=PlanKind.NATIONAL,
        institution_code="10108",
        institution="山西大学",
        programme_code="010101",
        programme="哲学",
        programme_number=str(number),
        level_code="1",
        level="本科",
        batch_code="1",
        batch="本科一批",
        track_code="1",
        track="文史",
        plan_nature_code="1",
        plan_nature="国家专项计划",
        tuition=Decimal(5000),
        seats=SEATS,
    )


def written(folder: Path, ids: list[int]) -> Path:
    """Write requests between lines drawn at random, each under a key of its own."""
    file = folder / "transfers.jsonl"
    with file.open("wb") as lines:
        for _ in range(BODIES):
            one, other = random.sample(ids, 2)
            given = {
                "fromLine": f"QuotaLine:{one}",
                "toLine": f"QuotaLine:{other}",
                "seats": 1,
                "reason": "bench",
                "documentNumber": "bench",
                "idempotencyKey": str(uuid4()),
            }
            lines.write(orjson.dumps({"query": DOCUMENT, "variables": {"input": given}}) + b"\n")
    return file


async def recorded(database: str) -> int:
    conn = await connect(database)
    try:
        found: int = await conn.fetchval("select count(*) from movement")
        return found
    finally:
        await conn.close()


def sync(folder: Path) -> float:
    """Return the median milliseconds that a page takes to the disk."""
    taken = []
    file = os.open(folder / "synced", os.O_RDWR | os.O_CREAT)
    try:
        for _ in range(SYNCED):
            began = time.perf_counter()
            os.pwrite(file, bytes(PAGE), 0)
            os.fdatasync(file)
            taken.append(1_000 * (time.perf_counter() - began))
    finally:
        os.close(file)
    return statistics.median(taken)


def show(found: Transferred) -> None:
    print(
        f"\n名额调剂 · transfers of seats  {found.rate:,.0f}/s on record (≥ 400)"
        f"  p50 {found.p50:.1f} ms  p99 {found.p99:.1f} ms"
        f"  fdatasync {found.sync:.2f} ms  synchronous_commit on, 16 connections"
    )
