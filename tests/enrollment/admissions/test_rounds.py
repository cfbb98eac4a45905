"""What the verb refuses and what the database refuses are the same."""

import random
from dataclasses import asdict
from typing import Any

import asyncpg
import pytest

from enrollment import admissions, errors
from enrollment.admissions import Row
from enrollment.admissions.rows import COUNTS
from tests.enrollment import factories
from tests.enrollment.factories import LIN, PROVINCE, YANGQU, Part, a_round


def a_guess(chance: random.Random, line: int) -> list[Row]:
    """Return a round of a line of 20 seats that is about as often right as it is wrong."""
    parts = {county: numbers(chance) for county in (LIN, YANGQU)}
    total: dict[str, Any] = {field: sum(part[field] for part in parts.values()) for field in COUNTS}
    if chance.random() < 0.3:
        total[chance.choice(COUNTS)] += chance.choice((-1, 1))
    of = [(None, total), *parts.items()]
    chance.shuffle(of)
    if chance.random() < 0.2:
        of.pop()
    return [Row(line=line, round=1, origin_county=county, **counts) for county, counts in of]


def numbers(chance: random.Random) -> dict[str, Any]:
    """Return counts each of which is usually within the one before."""
    filed = chance.randint(0, 13)
    admitted = chance.randint(0, filed)
    enrolled = chance.randint(0, admitted) + (chance.random() < 0.05)
    counts: dict[str, Any] = {"applied": 20, "filed": filed, "admitted": admitted}
    return {**counts, "enrolled": enrolled, "withdrawn": chance.randint(0, 2)}


@pytest.mark.parametrize("seed", range(40))
async def test_the_verb_and_the_database_refuse_the_same_rounds(
    conn: asyncpg.Connection, seed: int
) -> None:
    plan = await factories.a_plan(conn, seats=20)
    rows = a_guess(random.Random(seed), plan.line)
    parts = [Part(row.origin_county, *(asdict(row)[field] for field in COUNTS)) for row in rows]

    outcomes = []
    for work in (
        lambda: a_round(conn, plan.line, 1, *parts),
        lambda: admissions.record_admissions(conn, PROVINCE, rows=rows),
    ):
        attempt = conn.transaction()
        await attempt.start()
        try:
            await work()
            outcomes.append("done")
        except (asyncpg.IntegrityConstraintViolationError, errors.Refusals):
            outcomes.append("refused")
        await attempt.rollback()

    assert outcomes[0] == outcomes[1]
