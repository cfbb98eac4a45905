"""Golden triples: the document, the statement it becomes, the answer.

`pytest --rewrite-golden tests/schema/reads/test_golden.py` writes the last two anew; look at the
difference before you commit it.
"""

from pathlib import Path

import orjson
import pytest
from asyncpg import Pool

from schema.wire import Endpoint
from tests.schema.asking import answer, sql

CASES = sorted((Path(__file__).parent / "golden").glob("*.graphql"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
async def test_the_statement_and_the_answer_are_as_recorded(
    case: Path, endpoint: Endpoint, pool: Pool, request: pytest.FixtureRequest
):
    document = text_of(case)

    data = await answer(endpoint, pool, document)
    found = {
        ".sql": sql(endpoint, document) + "\n",
        ".json": orjson.dumps(data, option=orjson.OPT_INDENT_2).decode() + "\n",
    }
    if request.config.getoption("--rewrite-golden"):
        rewrite(case, found)

    assert found == {suffix: text_of(case.with_suffix(suffix)) for suffix in found}


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def rewrite(case: Path, found: dict[str, str]) -> None:
    for suffix, text in found.items():
        case.with_suffix(suffix).write_text(text, encoding="utf-8")
