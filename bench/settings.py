"""What a run is asked for, from the environment."""

import os
from dataclasses import dataclass
from pathlib import Path

QUESTIONS = "SMLNFTD"
SERVERS = ("ours", "limit", "strawberry", "postgraphile", "province", "admissions")
POOL_SIZE = 10  # connections to PostgreSQL, of every server
CONNECTIONS = 16  # to a server
LARGE_SIZES = (60_000, 600_000, 6_000_000)
LARGE_QUESTIONS = "SMFTD"


@dataclass(frozen=True)
class Settings:
    """How many lines, how many rounds of how many seconds, of what, and where it is kept.

    LINES, ROUNDS, SECONDS; QUESTIONS and SERVERS, some of them with commas between; BENCH_LARGE=1
    for three sizes; BENCH_DATA, a folder in which the filled databases stay for the next run.
    """

    lines: int
    rounds: int
    seconds: int
    questions: tuple[str, ...]
    servers: tuple[str, ...]
    is_large: bool
    data: Path | None
    busy: float  # programs that ran in the last minute, before anything was asked for


def read() -> Settings:
    """Return what the environment asks for; ends the program where it can't be read."""
    asked = os.environ
    return Settings(
        lines=whole("LINES", 600_000),
        rounds=whole("ROUNDS", 3),
        seconds=whole("SECONDS", 3),
        questions=chosen("QUESTIONS", tuple(QUESTIONS)),
        servers=chosen("SERVERS", SERVERS),
        is_large=asked.get("BENCH_LARGE", "") not in ("", "0"),
        data=Path(asked["BENCH_DATA"]).resolve() if asked.get("BENCH_DATA") else None,
        busy=round(os.getloadavg()[0], 2),
    )


def whole(name: str, usual: int) -> int:
    text = os.environ.get(name) or str(usual)
    if not text.isdecimal() or not int(text):
        raise SystemExit(f"{name}={text!r}: 应为正整数 · has to be a whole number above 0")
    return int(text)


def chosen(name: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Return those that the variable names with commas, in our order; all where it is empty."""
    wanted = [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]
    if unknown := set(wanted) - set(known):
        raise SystemExit(f"{name}: {', '.join(sorted(unknown))}? {', '.join(known)}")
    return tuple(word for word in known if word in wanted) or known
