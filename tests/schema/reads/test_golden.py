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
    document = case.read_text(encoding="utf-8")
    statement = sql(endpoint, document) + "\n"
    data = await answer(endpoint, pool, document)
    found = orjson.dumps(data, option=orjson.OPT_INDENT_2).decode() + "\n"
    if request.config.getoption("--rewrite-golden"):
        case.with_suffix(".sql").write_text(statement, encoding="utf-8")
        case.with_suffix(".json").write_text(found, encoding="utf-8")

    assert statement == case.with_suffix(".sql").read_text(encoding="utf-8")
    assert found == case.with_suffix(".json").read_text(encoding="utf-8")
