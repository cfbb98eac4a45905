"""A comparison from the database to the figures: start, ask, check, measure."""

import asyncio
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import orjson
from asyncpg import connect

from bench import compiled, filled, prepared, rounds, variants
from bench.peers.bare import STATEMENTS
from bench.prepared import Bodies, Spelt
from bench.questions import QUESTIONS
from bench.servers import kinds, running, token
from bench.settings import LARGE_QUESTIONS, LARGE_SIZES, Settings
from bench.variants import Drawn

Asked = dict[tuple[str, str], Bodies]

# Ours again, asked by somebody: what it costs to know who.
ROLES = {"province": "PROVINCE", "admissions": "ADMISSIONS"}


def of_servers(
    settings: Settings, url: str, folder: Path, faults: dict[str, str]
) -> rounds.Results:
    """Return what each server does over the same lines."""
    database = filled.database(url, settings.lines)
    drawn = asyncio.run(draw(database))
    with ExitStack() as stack:
        asked: Asked = {}
        data = {"DATA_DIR": str(folder)}
        ours = stack.enter_context(running(kinds()["ours"], database, folder, **data))
        questions = prepared.spelt(ours, drawn, settings.questions, faults)
        for name in settings.servers:
            if name == "ours":
                bodies = prepared.write(ours, folder, questions)
            elif name in ROLES:
                scope = () if name == "province" else ("--institution", drawn.codes[0])
                known = token(database, folder, ROLES[name], *scope)
                mine = prepared.write(ours, folder, questions)
                bodies = [replace(each, token=known) for each in mine if is_compared(each, name)]
            elif name == "limit":
                bodies = limit(stack, questions, database, folder, faults)
            else:
                peer = stack.enter_context(running(kinds()[name], database, folder))
                theirs = prepared.spelt(peer, drawn, settings.questions, faults)
                bodies = prepared.write(peer, folder, theirs)
            asked |= {(each.letter, name): each for each in bodies}
        sound = asyncio.run(checked(database, asked, drawn, faults))
        return rounds.medians(sound, settings.rounds, settings.seconds, faults)


def is_compared(bodies: Bodies, name: str) -> bool:
    return name in QUESTIONS[bodies.letter].wanted


def limit(
    stack: ExitStack, questions: Spelt, database: str, folder: Path, faults: dict[str, str]
) -> list[Bodies]:
    """Start the limit with the statements of our compiler; return what it is asked."""
    texts, asked = compiled.statements(questions, faults)
    file = folder / "statements.json"
    file.write_bytes(orjson.dumps(texts))
    bare = stack.enter_context(
        running(kinds()["limit"], database, folder, **{STATEMENTS: str(file)})
    )
    return prepared.write(bare, folder, asked)


def of_sizes(settings: Settings, url: str, folder: Path, faults: dict[str, str]) -> rounds.Results:
    """Return what ours does over few, more and many lines, by the question and the size."""
    letters = [letter for letter in LARGE_QUESTIONS if letter in settings.questions]
    with ExitStack() as stack:
        sound: Asked = {}
        for size in LARGE_SIZES:
            database = filled.database(url, size)
            drawn = asyncio.run(draw(database))
            ours = stack.enter_context(running(kinds()["ours"], database, folder))
            questions = prepared.spelt(ours, drawn, letters, faults)
            bodies = prepared.write(ours, folder, questions)
            asked = {(each.letter, str(size)): each for each in bodies}
            sound |= asyncio.run(checked(database, asked, drawn, faults))
        return rounds.medians(sound, settings.rounds, settings.seconds, faults)


async def draw(database: str) -> Drawn:
    conn = await connect(database)
    try:
        return await variants.drawn(conn)
    finally:
        await conn.close()


async def checked(database: str, asked: Asked, drawn: Drawn, faults: dict[str, str]) -> Asked:
    """Return those whose answers hold the facts, question by question; name the others."""
    conn = await connect(database)
    sound: Asked = {}
    try:
        for letter in QUESTIONS:
            for (other, name), bodies in asked.items():
                if other == letter:
                    if fault := await prepared.fault(conn, bodies, drawn):
                        faults[f"{letter} {name}"] = fault
                    else:
                        sound[letter, name] = bodies
    finally:
        await conn.close()
    return sound
