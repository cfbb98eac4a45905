"""What the command says on a terminal: where it writes, how far it is, what came of it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import click

from enrollment import days, plans
from enrollment.ledger.verification import Verified
from enrollment.sheets.quota_lines import Loaded
from schema import settings


@contextmanager
def bar(label: str, length: int) -> Iterator[Callable[[int], None]]:
    """Yield a function that is told how many more rows are done; people see a bar, logs don't."""
    hidden = not sys.stderr.isatty()
    with click.progressbar(length=length, label=label, file=sys.stderr, hidden=hidden) as shown:
        yield shown.update


def say_where() -> None:
    """Say which database is written to: a server with another DATA_DIR has another one."""
    own = urlsplit(settings.DATABASE_URL)
    place = (
        f"{own.hostname or ''}{own.path}" if settings.DATABASE_URL else settings.DATA_DIR.resolve()
    )
    click.echo(f"数据库 · Database: {place}", err=True)


def say_until(end: datetime) -> None:
    """Say when a token ends, in the time of Beijing."""
    click.echo(f"有效至（北京时间）· Valid until (UTC+8): {days.shown(end)}", err=True)


def in_beijing(instant: datetime) -> datetime:
    return instant.astimezone(days.SHANGHAI)


def show_faults(loaded: Loaded, language: str) -> None:
    titles = {"zh": "行\t列\t单元格\t代码\t值\t说明", "en": "row\theading\tcell\tcode\tvalue\twhy"}
    click.echo(titles[language])
    for fault in loaded.faults:
        place = f"{fault.row}\t{fault.heading}\t{fault.cell}\t{fault.code}"
        click.echo(f"{place}\t{fault.value}\t{fault.message(language)}")
    refused = {
        "zh": f"共 {loaded.fault_count} 处错误，未写入任何内容。",
        "en": f"{loaded.fault_count} faults; nothing was written.",
    }
    click.echo(refused[language], err=True)


def show(loaded: Loaded, dry_run: bool) -> None:
    """Say what the sheet did, or would do."""
    click.echo(f"行 · rows {loaded.rows}    接受 · accepted {loaded.accepted}")
    named: list[tuple[str, Any]] = [
        ("新院校 · new institutions", loaded.new_institutions),
        ("新专业 · new programmes", loaded.new_programmes),
    ]
    for label, items in named:
        for item in items:
            click.echo(f"{label}: {item.code} {item.name}")
    for name in loaded.renamed:
        click.echo(
            f"注意：名称与登记不同 · Name differs from the registered one: {name.code}"
            f" {name.name} ≠ {name.registered}"
        )
    click.echo(
        f"新增 · added {loaded.added}    更改 · changed {loaded.changed}"
        f"    表中未列而保持不变 · left as they are {loaded.left}"
    )
    for plan in loaded.effect:
        click.echo(
            f"{plan.year}年{plans.TITLES[plan.kind]} · {plan.kind}: {plan.before} → {plan.after}"
        )
    for year in loaded.retired:
        click.echo(f"{year} 年的示例数据不再显示 · The samples of {year} are out of sight.")
    if dry_run:
        click.echo("仅检查，未写入 · Checked only; nothing was written.")
    elif loaded.movement_id is None:
        click.echo("名额没有变化 · No seats were moved.")
    else:
        click.echo(f"变动编号 · movement {loaded.movement_id}")


def show_verified(verified: Verified) -> None:
    """Say how much of the ledger was gone through, and each thing that differs."""
    labels = {
        "movements": "变动 · movements",
        "legs": "各笔 · legs",
        "lines": "分专业计划 · lines",
        "plans": "专项计划 · plans",
        "seals": "封条 · seals",
        "unsealed": "尚未封存 · not sealed yet",
    }
    click.echo("    ".join(f"{labels[name]} {count}" for name, count in verified.counts.items()))
    if verified.hash and verified.sealed_at:
        shown = f"{in_beijing(verified.sealed_at):%Y-%m-%d %H:%M:%S}"
        click.echo(f"最后封存（北京时间）· Last seal (UTC+8): {shown} {verified.hash.hex()}")
    for each in verified.differences:
        click.echo(f"{each.fault}\t{each.message('zh')} {each.message('en')}")
    if count := len(verified.differences):
        click.echo(f"账本有 {count} 处不符 · The ledger differs in {count} places.", err=True)
    else:
        click.echo("账本完好 · All is well: nothing differs from what was sealed.")
