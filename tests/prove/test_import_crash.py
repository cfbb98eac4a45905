"""An import of 100,000 rows that is killed leaves none of them, whenever it is killed."""

import asyncio
import csv
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest

from enrollment import actors
from enrollment.sheets import quota_lines

pytestmark = [pytest.mark.prove, pytest.mark.committed]

ROOT = Path(__file__).parents[2]
ROWS = 100_000
# It tells what it has done, and stops for good at the moment that it is given.
IMPORT = """
import asyncio, sys, time
from pathlib import Path

import asyncpg

from enrollment import actors
from enrollment.sheets import quota_lines

url, file, moment = sys.argv[1:]
done = 0


def reach(event):
    print(event, flush=True)
    if event.startswith(moment):
        time.sleep(600)


def progress(rows):
    global done
    done += rows
    reach(f"rows {done}")


async def main():
    conn = await asyncpg.connect(url, server_settings={"application_name": "import"})
    conn.add_query_logger(lambda query: reach(f"did {' '.join(query.query.split())[:200]}"))
    content = Path(file).read_bytes()
    await quota_lines.load(conn, content, actor=actors.CLI, dry_run=False, progress=progress)
    print("end", flush=True)


asyncio.run(main())
"""
COPIED = "did alter table sheet_line add"
LEFT = ("quota_line", "movement", "leg", "special_plan", "plan_area", "source_plan", "account")


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("import") / "sheet.csv"
    headings = "NF YXDM YXMC CCDM CCMC ZSZYDM ZSZYMC PCDM PCMC KLDM KLMC JHXZDM JHXZMC JHID ZSJHS"
    with file.open("w", encoding="gb18030", newline="") as lines:
        writer = csv.writer(lines)
        writer.writerow(headings.split())
        for number in range(ROWS):
            university = 60_000 + number % 500
            writer.writerow(
                f"2020 {university} 大学{university} 1 本科 010101 哲学 1 本科一批 1 文史 "
                f"1 国家专项计划 {number} {number % 30}".split()
            )
    return file


@pytest.mark.parametrize(
    "moment",
    [
        pytest.param(f"rows {ROWS // 2}", id="half of it read"),
        pytest.param(f"rows {ROWS}", id="all of it read"),
        pytest.param(COPIED, id="copied"),
        pytest.param(f"rows {ROWS + ROWS // 2}", id="half of it written"),
        pytest.param(f"rows {2 * ROWS}", id="all of it written"),
    ],
)
async def test_a_killed_import_leaves_nothing(committed: str, sheet: Path, moment: str) -> None:
    async with importing(committed, sheet, moment) as process:
        assert await reached(process, moment)

    assert await left(committed) == dict.fromkeys(LEFT, 0)


async def test_an_import_killed_in_the_midst_of_a_statement_can_be_made_again(
    committed: str, sheet: Path
) -> None:
    async with importing(committed, sheet, "never"):
        await running(committed, "insert into quota_line %")

    assert await left(committed) == dict.fromkeys(LEFT, 0)
    content = await asyncio.to_thread(sheet.read_bytes)
    conn = await asyncpg.connect(committed)
    loaded = await quota_lines.load(conn, content, actor=actors.CLI, dry_run=False)
    await conn.close()
    assert (loaded.accepted, loaded.fault_count) == (ROWS, 0)
    after = await left(committed)
    assert (after["quota_line"], after["movement"], after["special_plan"]) == (ROWS, 1, 1)


@asynccontextmanager
async def importing(url: str, sheet: Path, moment: str) -> AsyncIterator[Process]:
    """Run an import that stops at the moment; in the end it is killed."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", IMPORT, url, str(sheet), moment), cwd=ROOT, stdout=PIPE
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        assert await process.wait() == -signal.SIGKILL


async def reached(process: Process, moment: str) -> bool:
    """Say whether the import came to the moment; it is there still."""
    assert process.stdout is not None
    async for line in process.stdout:
        if line.decode().startswith(moment):
            return True
    return False


async def running(url: str, statement: str) -> None:
    """Return as soon as the import runs the statement."""
    conn = await asyncpg.connect(url)
    async with asyncio.timeout(120):
        while not await conn.fetchval(  # noqa: ASYNC110 (the server tells nobody)
            """
            select exists (select from pg_stat_activity
                            where application_name = 'import'
                              and datname = current_database()
                              and state = 'active'
                              and ltrim(query, E' \\n') like $1)
            """,
            statement,
        ):
            await asyncio.sleep(0.005)
    await conn.close()


async def left(url: str) -> dict[str, int]:
    """Return how many rows each table has, once the server has noticed that the client is gone."""
    conn = await asyncpg.connect(url)
    async with asyncio.timeout(120):
        while await conn.fetchval(  # noqa: ASYNC110 (the server tells nobody)
            """
            select exists (select from pg_stat_activity
                            where application_name = 'import' and datname = current_database())
            """
        ):
            await asyncio.sleep(0.05)
    counts = {table: await conn.fetchval(f"select count(*) from {table}") for table in LEFT}
    await conn.close()
    return counts
