"""What a server will be asked, and whether its answers hold the facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from asyncpg import Connection

from bench import cursors, truth
from bench.questions import document
from bench.servers import Running, Wrong, data
from bench.variants import Drawn

CHECKED = 12  # answers of each question


@dataclass(frozen=True)
class Bodies:
    """The requests that ask a server one question, one a line in `file`, as `token` says who."""

    server: Running
    letter: str
    file: Path
    token: str = ""


Spelt = dict[str, list[dict[str, Any]]]


def spelt(server: Running, drawn: Drawn, letters: Sequence[str], faults: dict[str, str]) -> Spelt:
    """Return the variables of the questions as the server wants them.

    A question whose cursors it doesn't give is named in `faults`.
    """
    found: Spelt = {}
    for letter in letters:
        if document(letter, server.kind.name) is None:
            continue
        try:
            found[letter] = of_question(server, drawn, letter)
        except (Wrong, KeyError) as wrong:
            faults[f"{letter} {server.kind.name}"] = f"no cursors: {wrong}"
    return found


def of_question(server: Running, drawn: Drawn, letter: str) -> list[dict[str, Any]]:
    variables = drawn.variables[letter]
    name = server.kind.name
    if letter == "S" and name == "ours":
        return [{"id": f"QuotaLine:{each['id']}"} for each in variables]
    if letter not in ("M", "L", "D"):
        return variables
    if name == "strawberry":
        return [{"after": str(each["after"])} for each in variables]
    if letter == "D":
        places = cursors.in_order_of_seats(server)
    else:
        places = cursors.in_order_of_ids(server, tuple(drawn.codes), tuple(drawn.years))
    return [{"after": places[each["after"]]} for each in variables]


def write(server: Running, folder: Path, questions: Spelt) -> list[Bodies]:
    """Write the requests of the questions, a file each."""
    found = []
    for letter, variants in questions.items():
        text = document(letter, server.kind.name)
        file = folder / f"{server.kind.name}-{server.port}-{letter}"
        bodies = (
            orjson.dumps({"query": text, "variables": each}, default=str) for each in variants
        )
        file.write_bytes(b"\n".join(bodies) + b"\n")
        found.append(Bodies(server, letter, file))
    return found


async def fault(conn: Connection, bodies: Bodies, drawn: Drawn) -> str | None:
    """Return how one of some answers differs from the facts, None where none does."""
    requests = bodies.file.read_bytes().splitlines()
    variants = drawn.variables[bodies.letter]
    step = max(1, len(variants) // CHECKED)
    for place in range(0, len(variants), step):
        expected = truth.facts(await truth.answer(conn, bodies.letter, variants[place]))
        try:
            said = truth.facts(data(bodies.server.said(requests[place], bodies.token)))
        except Wrong as wrong:
            return str(wrong)
        if said != expected:
            return f"{variants[place]}: {difference(said, expected)}"
    return None


def difference(said: Any, expected: Any) -> str:
    """Return where two answers part: a path, and both values."""
    path = ""
    while type(said) is type(expected) and isinstance(said, dict | list):
        if isinstance(said, list):
            if len(said) != len(expected):
                return f"{path}: {len(said)} rows, not {len(expected)}"
            keys: Any = range(len(said))
        elif said.keys() != expected.keys():
            return f"{path}: {sorted(said)}, not {sorted(expected)}"
        else:
            keys = said.keys()
        key = next(key for key in keys if said[key] != expected[key])
        path, said, expected = f"{path}.{key}", said[key], expected[key]
    return f"{path}: {said!r}, not {expected!r}"
