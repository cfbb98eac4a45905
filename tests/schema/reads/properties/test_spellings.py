"""However a question is spelled, and whichever road it takes, the answer is one."""

from typing import Any

import orjson
from asyncpg import Pool
from hypothesis import strategies as st

from schema.wire import Endpoint
from tests.schema.asking import answer, both_roads
from tests.schema.reads.properties.examples import tried
from tests.schema.reads.properties.facts import Known
from tests.schema.reads.properties.lists import lists
from tests.schema.reads.properties.selections import Selection, questions
from tests.schema.reads.properties.spellings import (
    Spelling,
    aliased,
    as_literal,
    as_variable,
    as_variables_within,
    fragmented,
    unaliased,
)


def drawn(data: st.DataObject, known: Known) -> Selection:
    return data.draw(questions(known, data.draw(lists(known))))


@tried(data=st.data())
async def test_both_roads_give_the_same_bytes(
    data: st.DataObject, endpoint: Endpoint, awkward: Pool, known: Known
):
    asked = drawn(data, known)
    valued = data.draw(st.sampled_from([as_variable, as_literal]))
    text, variables = Spelling(endpoint.schema, valued).document(asked)

    compiled, executed = await both_roads(endpoint, awkward, text, **variables)

    assert compiled == executed
    assert b"errors" not in compiled


@tried(data=st.data())
async def test_every_spelling_of_a_question_has_one_answer(
    data: st.DataObject, endpoint: Endpoint, awkward: Pool, known: Known
):
    asked = drawn(data, known)

    async def found(spelling: Spelling) -> Any:
        text, variables = spelling.document(asked)
        return await answer(endpoint, awkward, text, **variables)

    plain = await found(Spelling(endpoint.schema, as_literal))
    spelled = {
        "variables": await found(Spelling(endpoint.schema, as_variable)),
        "variables within": await found(Spelling(endpoint.schema, as_variables_within)),
        "fragments": await found(
            Spelling(endpoint.schema, as_literal, fields=fragmented(data.draw))
        ),
        "aliases": unaliased(await found(Spelling(endpoint.schema, as_variable, named=aliased))),
    }

    for way, other in spelled.items():
        assert orjson.dumps(other) == orjson.dumps(plain), way
