"""The command `jiaofu`: serve, migrate, import a sheet, write sample quotas.

Exit codes: 0 done, 1 something failed and says why in one line, 2 the command was misspelt,
3 a sheet was refused and its faults are listed.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
import click
import uvicorn
from starlette.applications import Starlette

from enrollment import sample as samples
from enrollment.errors import Refusal
from enrollment.sheets import quota_lines
from schema import app, settings
from schema.database import embedded, head
from schema.database.cluster import EmbeddedError

Result = TypeVar("Result")

SHEET_REFUSED = 3
SAMPLE_YEARS = (2018, 2020)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """专项计划与帮扶协作 · Special enrollment plans and assistance partnerships."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # unwinds, so PostgreSQL is stopped


@contextmanager
def database() -> Iterator[str]:
    """Yield the URL of the database, at head: DATABASE_URL, or our own server's."""
    with explained():
        if settings.DATABASE_URL:
            head.bring(settings.DATABASE_URL)
            yield settings.DATABASE_URL
            return
        with embedded.running(settings.DATA_DIR) as url:
            head.bring(url)
            yield url


@contextmanager
def explained() -> Iterator[None]:
    """Turn what may go wrong into one line and exit code 1."""
    try:
        yield
    except Refusal as refusal:
        raise click.ClickException(f"{refusal.message('zh')} {refusal.message('en')}") from refusal
    except EmbeddedError as error:
        raise click.ClickException(str(error)) from error
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
        words = str(error).splitlines() or [type(error).__name__]
        raise click.ClickException(f"数据库或文件出错 · Database or file: {words[0]}") from error


def connected(url: str, work: Callable[[asyncpg.Connection], Awaitable[Result]]) -> Result:
    """Return what `work` gives on a connection of its own."""

    async def run() -> Result:
        conn = await asyncpg.connect(url, server_settings={"timezone": "UTC", "jit": "off"})
        try:
            return await work(conn)
        finally:
            await conn.close()

    return asyncio.run(run())


@main.command()
@click.option("--workers", default=1, show_default=True, help="进程数 · Processes.")
@click.option("--host", default=settings.HOST, show_default=True, help="地址 · Address.")
@click.option("--port", default=settings.PORT, show_default=True, help="端口 · Port.")
def serve(workers: int, host: str, port: int) -> None:
    """启动服务 · Serve GraphQL and the front page until Ctrl-C."""
    click.echo("正在启动 · Starting …", err=True)
    with database() as url:
        if not settings.DATABASE_URL:
            add_samples(url)
        click.echo(f"请打开 · Open  http://{host}:{port}/   (Ctrl-C 停止 · stops)", err=True)
        try:
            uvicorn.run(
                served(url, workers),
                factory=workers > 1,
                host=host,
                port=port,
                workers=workers,
                loop="uvloop",
                http="httptools",
                log_level="warning",
            )
        except KeyboardInterrupt:
            click.echo("已停止 · Stopped.", err=True)


def served(url: str, workers: int) -> Starlette | str:
    """Return the application, or its name for workers, which find the database in DATABASE_URL."""
    if workers == 1:
        return app.create(url)
    os.environ["DATABASE_URL"] = url
    return "schema.app:create"


def add_samples(url: str) -> None:
    """Write sample quotas into a database of our own that has no plans at all."""

    async def work(conn: asyncpg.Connection) -> None:
        if settings.SAMPLE_LINES and not await conn.fetchval(
            "select exists (select from special_plan)"
        ):
            first, last = SAMPLE_YEARS
            await samples.write(conn, lines=settings.SAMPLE_LINES, first_year=first, last_year=last)

    connected(url, work)


@main.command()
def migrate() -> None:
    """升级数据库 · Bring the database to the newest revision, with its reference facts."""
    with database():
        click.echo(f"数据库版本 · Revision {head.newest()}")


@main.group(name="import")
def import_() -> None:
    """导入表格 · Load a sheet."""


@import_.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="只检查，不写入 · Check, write nothing.")
@click.option(
    "--sample", is_flag=True, help="数字是编造的 · Its numbers are invented: mark them so."
)
@click.option(
    "--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="语言"
)
def quotas(file: Path, dry_run: bool, sample: bool, language: str) -> None:
    """招生来源计划 CSV · A source-plan sheet, with the national codes as headings."""
    with database() as url, explained():
        content = file.read_bytes()
        with bar("导入 · Import", content.count(b"\n") * 2) as progress:
            loaded = connected(
                url,
                lambda conn: quota_lines.load(
                    conn,
                    content,
                    actor="cli",
                    dry_run=dry_run,
                    is_sample=sample,
                    progress=progress,
                ),
            )
    if loaded.fault_count:
        show_faults(loaded, language)
        sys.exit(SHEET_REFUSED)
    show(loaded, dry_run)


@contextmanager
def bar(label: str, length: int) -> Iterator[Callable[[int], None]]:
    """Yield a function that is told how many more rows are done; people see a bar, logs don't."""
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=length, label=label, file=sys.stderr, hidden=hidden) as shown:
        yield shown.update


def show_faults(loaded: quota_lines.Loaded, language: str) -> None:
    for fault in loaded.faults:
        place = f"{fault.row}\t{fault.heading}\t{fault.cell}\t{fault.code}"
        click.echo(f"{place}\t{fault.value}\t{fault.message(language)}")
    refused = {
        "zh": f"共 {loaded.fault_count} 处错误，未写入任何内容。",
        "en": f"{loaded.fault_count} faults; nothing was written.",
    }
    click.echo(refused[language], err=True)


def show(loaded: quota_lines.Loaded, dry_run: bool) -> None:
    """Say what the sheet did, or would do."""
    click.echo(f"行 · rows {loaded.rows}    接受 · accepted {loaded.accepted}")
    named: list[tuple[str, Any]] = [
        ("新院校 · new institutions", loaded.new_institutions),
        ("新专业 · new programmes", loaded.new_programmes),
    ]
    for label, items in named:
        for item in items:
            click.echo(f"{label}: {item.code} {item.name}")
    for plan in loaded.effect:
        click.echo(f"{plan.year} {plan.kind}: {plan.before} → {plan.after}")
    if dry_run:
        click.echo("仅检查，未写入 · Checked only; nothing was written.")
    elif loaded.movement_id is None:
        click.echo("名额没有变化 · No seats were moved.")
    else:
        click.echo(f"变动编号 · movement {loaded.movement_id}")


def span(context: click.Context, parameter: click.Parameter, text: str) -> tuple[int, int]:
    """Read `2018-2020` or `2020`."""
    first, _, last = text.partition("-")
    if not (first.isdecimal() and (last or first).isdecimal() and int(first) <= int(last or first)):
        raise click.BadParameter("例如 2018-2020 · as 2018-2020")
    return int(first), int(last or first)


@main.command()
@click.option("--lines", type=click.IntRange(min=1), required=True, help="行数 · How many lines.")
@click.option(
    "--years", callback=span, default="2018-2020", show_default=True, help="年份 · Years."
)
def sample(lines: int, years: tuple[int, int]) -> None:
    """示例数据 · Write sample quotas, marked as such wherever they are shown."""
    first, last = years
    with database() as url, bar("示例 · Sample", lines) as progress, explained():
        written = connected(
            url,
            lambda conn: samples.write(
                conn, lines=lines, first_year=first, last_year=last, progress=progress
            ),
        )
    click.echo(f"示例计划 · sample lines {written}")
