"""Refusals: each has its words in both languages, and the database's names are the known ones."""

import asyncpg
import pytest

from enrollment.errors import Refusal
from schema.access import refusals
from schema.access.refusals import CONSTRAINTS, named

VALUES = {"seconds": 9, "role": "COUNTY", "scope": "county", "least": 10, "most": 20, "issuer": "i"}
KINDS = [
    kind
    for kind in vars(refusals).values()
    if isinstance(kind, type) and issubclass(kind, Refusal) and kind is not Refusal
]


@pytest.mark.parametrize("kind", KINDS)
def test_a_refusal_has_its_own_words_in_both_languages(kind: type[Refusal]):
    assert kind.chinese not in {other.chinese for other in KINDS if other is not kind}
    assert kind.__doc__
    for text in (kind.chinese, kind.__doc__):
        assert text.format(**VALUES)
    assert kind.code.isupper()


async def test_the_constraints_that_are_named_are_there(conn: asyncpg.Connection):
    found = await conn.fetch(
        "select conname as name from pg_constraint union select relname from pg_class"
    )

    assert CONSTRAINTS.keys() <= {row["name"] for row in found}


async def test_a_violation_without_a_refusal_stays_what_it_is(conn: asyncpg.Connection):
    with pytest.raises(asyncpg.CheckViolationError), named():
        async with conn.transaction():
            await conn.execute(
                "insert into staff (name, role, invited_by) values ('', 'AUDITOR', 'x')"
            )
