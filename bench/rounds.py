"""Servers in turn, round after round, never two at once."""

import statistics
import sys
from collections.abc import Mapping, Sequence

from bench.load import Measured, asked, measure
from bench.prepared import Bodies
from bench.servers import Wrong

WARMING = 1  # second before each measurement

Results = dict[tuple[str, str], Measured]


def medians(
    all_bodies: Mapping[tuple[str, str], Bodies], rounds: int, seconds: int, faults: dict[str, str]
) -> Results:
    """Return the median of the rounds for each question and server of `all_bodies`.

    A server that refuses a request is named in `faults` and not asked that question again.
    """
    found: dict[tuple[str, str], list[Measured]] = {}
    for number in range(1, rounds + 1):
        for (letter, name), bodies in all_bodies.items():
            place = f"{letter} {name}"
            if place in faults:
                continue
            show(f"第 {number} 轮 · Round {number}/{rounds}  {place}")
            try:
                asked(bodies, WARMING)
                found.setdefault((letter, name), []).append(measure(bodies, seconds))
            except Wrong as wrong:
                faults[place] = str(wrong)
    show("")
    return {key: median(each) for key, each in found.items() if len(each) == rounds}


def show(text: str) -> None:
    """Say on the terminal, if it is one, what is being done."""
    if sys.stderr.isatty():
        print(f"\r{text:60}\r", end="", file=sys.stderr, flush=True)


def median(measured: Sequence[Measured]) -> Measured:
    known = [each.processor for each in measured if each.processor is not None]
    return Measured(
        statistics.median(each.rate for each in measured),
        statistics.median(each.p50 for each in measured),
        statistics.median(each.p99 for each in measured),
        statistics.median(known) if known else None,
    )
