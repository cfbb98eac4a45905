"""The command `jiaofu`: serve, migrate, verify, give a token, import a sheet, write samples.

Exit codes: 0 done, 1 something failed and says why in one line, 2 the command was misspelt,
3 a sheet was refused and its faults are listed, 4 the ledger is not as it was sealed.
"""

import asyncio
import os
import signal
import socket
import sys
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

import asyncpg
import click
import uvicorn
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from uvicorn.importer import import_from_string

from enrollment import actors
from enrollment import sample as samples
from enrollment.actors import Role
from enrollment.errors import Refusal, SampleExists
from enrollment.ledger import verification
from enrollment.sheets import quota_lines
from schema import limits, settings, terminal
from schema.access import issue, local
from schema.access.refusals import LocalOnly
from schema.access.rights import Rights
from schema.database import embedded, head
from schema.database.cluster import EmbeddedError

Result = TypeVar("Result")

APPLICATION = "schema.app:create"
SHEET_REFUSED = 3
LEDGER_DIFFERS = 4
SAMPLE_YEARS = (2018, 2020)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """专项计划与帮扶协作 · Special enrollment plans and assistance partnerships."""
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, lambda *_: sys.exit(0))  # unwinds, so PostgreSQL is stopped


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
    except (EmbeddedError, head.DatabaseUnsuitable) as error:
        raise click.ClickException(str(error)) from error
    except (asyncpg.PostgresError, asyncpg.InterfaceError, SQLAlchemyError, OSError) as error:
        words = str(getattr(error, "orig", error)).splitlines() or [type(error).__name__]
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
@click.option(
    "--port",
    type=click.IntRange(1, 65_535),
    default=settings.PORT,
    show_default=True,
    help="端口 · Port.",
)
def serve(workers: int, host: str, port: int) -> None:
    """启动服务 · Serve GraphQL and the front page until Ctrl-C."""
    require_free(host, port)
    click.echo("正在启动 · Starting …", err=True)
    with ThreadPoolExecutor(1) as beside:
        create = beside.submit(import_from_string, APPLICATION)  # while PostgreSQL starts
        with database() as url:
            if not settings.DATABASE_URL:
                add_samples(url)
            if not settings.OIDC_ISSUER:
                local.read(settings.DATA_DIR)  # what may be wrong with it is said before it serves
            application = APPLICATION if workers > 1 else create.result()(url)
            click.echo(f"请打开 · Open  http://{host}:{port}/   (Ctrl-C 停止 · stops)", err=True)
            os.environ["DATABASE_URL"] = url  # where workers find it
            run(application, workers, host, port)
    click.echo("已停止 · Stopped.", err=True)


def run(application: Starlette | str, workers: int, host: str, port: int) -> None:
    """Serve the application, or by its name in as many workers, until Ctrl-C."""
    try:
        uvicorn.run(
            application,
            factory=workers > 1,
            host=host,
            port=port,
            workers=workers,
            loop="uvloop",
            http="httptools",
            ws="websockets-sansio",
            ws_max_size=limits.LARGEST_BODY,
            ws_per_message_deflate=False,  # it doubles the memory of each who listens
            log_level="warning",
        )
    except KeyboardInterrupt:
        pass
    except SystemExit as ended:  # uvicorn's own codes are none of ours
        if ended.code:
            raise click.ClickException("服务未能启动 · It could not be served.") from ended


def require_free(host: str, port: int) -> None:
    """Refuse a port that is taken before anything is started."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"{host}:{port} 不可用，请换一个端口 · can't be used, take another port:"
                f" make serve PORT={port % 65_535 + 1}"
            ) from error


def add_samples(url: str) -> None:
    """Write sample quotas into a database of our own that has no plans at all."""

    async def work(conn: asyncpg.Connection) -> None:
        if settings.SAMPLE_LINES and not await conn.fetchval(
            "select exists (select from special_plan)"
        ):
            first, last = SAMPLE_YEARS
            with suppress(SampleExists):  # another start was quicker
                await samples.write(
                    conn, lines=settings.SAMPLE_LINES, first_year=first, last_year=last
                )

    connected(url, work)


@main.command()
def migrate() -> None:
    """升级数据库 · Bring the database to the newest revision, with its reference facts."""
    with database():
        click.echo(f"数据库版本 · Revision {head.newest()}")


@main.command()
@click.option(
    "--hash", metavar="HEX", help="此前记下的封条哈希值 · The hash of a seal, known earlier."
)
def verify(hash: str | None) -> None:
    """核验账本 · Recompute the ledger's digests, seals and balances, and name what differs."""
    with database() as url, explained():
        terminal.say_where()
        verified = connected(url, lambda conn: verification.verify(conn, hash))
    terminal.show_verified(verified)
    if verified.differences:
        sys.exit(LEDGER_DIFFERS)


@main.command()
@click.option(
    "--role",
    type=click.Choice([role for role in Role if role is not Role.PUBLIC]),
    required=True,
    help="角色 · What its bearer may do.",
)
@click.option("--institution", metavar="CODE", help="院校代码 · Of ADMISSIONS, COLLEGE, CENTRE.")
@click.option("--county", metavar="CODE", help="县代码 · Of COUNTY.")
@click.option("--prefecture", metavar="CODE", help="市代码 · Of PREFECTURE.")
@click.option(
    "--hours",
    type=click.FloatRange(0.01, 24 * 366),
    default=local.HOURS,
    show_default=True,
    help="有效小时数 · How long it is good.",
)
@click.option(
    "--name", default="cli", show_default=True, help="记录中的名称 · What the record calls it."
)
def token(role: str, hours: float, name: str, **scope: str | None) -> None:
    """令牌 · Print a token of this installation, to begin with or for a script."""
    with explained():
        if settings.OIDC_ISSUER:
            raise LocalOnly(issuer=settings.OIDC_ISSUER)
        rights = Rights(Role(role), **scope).checked()
    with database() as url, explained():
        terminal.say_where()
        issuer = local.read(settings.DATA_DIR)
        made = connected(
            url,
            lambda conn: issue.to_bearer(conn, issuer, name=name, rights=rights, hours=hours),
        )
    click.echo(made.text)
    terminal.say_until(made.expires)


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
        terminal.say_where()
        content = file.read_bytes()
        with terminal.bar("导入 · Import", content.count(b"\n") * 2) as progress:
            loaded = connected(
                url,
                lambda conn: quota_lines.load(
                    conn,
                    content,
                    actor=actors.CLI,
                    dry_run=dry_run,
                    is_sample=sample,
                    progress=progress,
                ),
            )
    if loaded.fault_count:
        terminal.show_faults(loaded, language)
        sys.exit(SHEET_REFUSED)
    terminal.show(loaded, dry_run)


def span(context: click.Context, parameter: click.Parameter, text: str) -> tuple[int, int]:
    """Read `2018-2020` or `2020`."""
    first, _, last = text.partition("-")
    years = [int(year) for year in (first, last or first) if year.isdecimal() and len(year) == 4]
    if len(years) < 2 or not 2000 <= years[0] <= years[1] <= 2100:
        raise click.BadParameter("例如 2018-2020 · as 2018-2020")
    return years[0], years[1]


@main.command()
@click.option("--lines", type=click.IntRange(min=1), required=True, help="行数 · How many lines.")
@click.option(
    "--years", callback=span, default="2018-2020", show_default=True, help="年份 · Years."
)
def sample(lines: int, years: tuple[int, int]) -> None:
    """示例数据 · Write sample quotas, marked as such wherever they are shown."""
    first, last = years
    with database() as url, terminal.bar("示例 · Sample", lines) as progress, explained():
        written = connected(
            url,
            lambda conn: samples.write(
                conn, lines=lines, first_year=first, last_year=last, progress=progress
            ),
        )
    click.echo(f"示例计划 · sample lines {written}")
