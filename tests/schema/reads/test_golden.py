"""Golden triples: a question, the same question in SQL written by hand, and the answer to both.

`case.sql` is written from the rules, by one who doubts the compiler: never from what it writes.
`pytest --rewrite-golden tests/schema/reads/test_golden.py` writes the answers anew, where the two
agree; look at the difference before you commit it.
"""

from pathlib import Path
from typing import Any

import asyncpg
import orjson
import pytest
from asyncpg import Pool

from schema.wire import Endpoint
from tests.schema.asking import answer

GOLDEN = Path(__file__).parent / "golden"
CASES = sorted(GOLDEN.glob("*.graphql"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
async def test_the_compiler_and_sql_by_hand_answer_as_recorded(
    case: Path, endpoint: Endpoint, pool: Pool, reading: str, request: pytest.FixtureRequest
):
    compiled = written(await answer(endpoint, pool, text_of(case)))
    by_hand = written(await asked_in_sql(reading, text_of(case.with_suffix(".sql"))))

    assert compiled == by_hand
    recorded = case.with_suffix(".json")
    if request.config.getoption("--rewrite-golden"):
        recorded.write_text(compiled, encoding="utf-8")
    assert compiled == text_of(recorded)


def test_there_are_fifty_cases_each_of_three_files():
    expected = {
        case.with_suffix(suffix) for case in CASES for suffix in (".graphql", ".sql", ".json")
    }

    assert len(CASES) >= 50
    assert set(GOLDEN.iterdir()) == expected


async def asked_in_sql(url: str, query: str) -> Any:
    """Return what the one row and column of a query holds, asked on a connection of its own."""
    conn = await asyncpg.connect(url)
    ((found,),) = await conn.fetch(query)
    await conn.close()
    return orjson.loads(found)


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def written(data: Any) -> str:
    """Return JSON to compare and to read: 1, 1.0 and true differ in it, and so do orders."""
    return orjson.dumps(data, option=orjson.OPT_INDENT_2).decode() + "\n"
