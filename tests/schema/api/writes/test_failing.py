"""What goes wrong with verbs: nothing is done in vain, nothing that was done is lost."""

import asyncio
from typing import Any

import pytest

from enrollment import record
from enrollment.actors import PUBLIC, Actor
from schema import limits
from schema.wire import Refused
from tests.schema.api.writes.test_acting import COUNTY, CREATE, DRAFT, OPEN, WINDOW
from tests.schema.client import Client

KEY = """createApiKey(input: {name: "%s", role: AUDITOR}) {
    key apiKey { id institution { quotaLines(first: %d) { totalCount } } } errors { code } }"""


async def count(client: Client, table: str) -> int:
    found: int = await client.writes.fetchval(f"select count(*) from {table}")
    return found


async def test_what_can_t_be_answered_is_not_done(client: Client):
    for document in (f"a: {KEY % ('a', 501)}", f"a: {KEY % ('a', 5)} b: {KEY % ('b', 501)}"):
        with pytest.raises(Refused) as refused:
            await client.ask(f"mutation {{ {document} }}")

        assert "501" in refused.value.errors[0].message
        assert await count(client, "api_key") == 0


async def test_more_verbs_than_a_document_may_have_are_refused_undone(client: Client):
    verb = 'createApiKey(input: {name: "%d", role: AUDITOR}) { key }'
    many = " ".join(f"k{n}: {verb % n}" for n in range(limits.MOST_VERBS + 1))

    with pytest.raises(Refused) as refused:
        await client.ask(f"mutation {{ {many} }}")

    assert "20" in refused.value.errors[0].message
    assert await count(client, "api_key") == 0


async def test_a_refused_verb_leaves_the_answers_of_the_others(client: Client):
    data = await client.ask(
        f"mutation {{ a: {KEY % ('a', 5)} b: {KEY % ('a', 5)} c: {KEY % ('c', 5)} }}"
    )

    assert [data[key]["errors"] for key in "abc"] == [[], [{"code": "NAME_TAKEN"}], []]
    assert data["a"]["key"].startswith("jf_")
    assert data["b"] == {"key": None, "apiKey": None, "errors": [{"code": "NAME_TAKEN"}]}


async def test_who_has_no_right_gets_no_answer_of_another_s_key(client: Client):
    asked: dict[str, Any] = {**DRAFT, "idempotencyKey": "once"}
    namesake = Actor(COUNTY.role, "a province's clerk", county=COUNTY.county)
    await client.act(CREATE, **asked)

    payload = await client.act(CREATE, namesake, **asked)

    assert (payload["plan"], payload["errors"][0]["code"]) == (None, "FORBIDDEN")


async def test_the_public_takes_no_connection(client: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(client, "writes", None)

    for given in ({"specialPlan": "x"}, {"specialPlan": "x", "idempotencyKey": ""}):
        payload = await client.act(OPEN, PUBLIC, **given)

        assert [error["code"] for error in payload["errors"]] == ["UNAUTHENTICATED"]


async def test_a_row_that_is_held_is_busy_to_whom_it_is_for(client: Client):
    plan = (await client.act(CREATE, **DRAFT))["plan"]
    asked = {"specialPlan": plan["id"], **WINDOW}

    async with client.writes.acquire() as other, other.transaction():
        await other.execute("select from special_plan for update")
        held, hidden = await asyncio.wait_for(
            asyncio.gather(client.act(OPEN, **asked), client.act(OPEN, COUNTY, **asked)), 30
        )

    assert [error["code"] for error in held["errors"]] == ["BUSY"]
    assert [error["code"] for error in hidden["errors"]] == ["NOT_FOUND"]
    assert (await client.act(OPEN, **asked))["specialPlan"]["state"] == "OPEN"


async def test_a_lost_connection_is_told_as_such(client: Client, monkeypatch: pytest.MonkeyPatch):
    async def lost(conn: Any, *_: object) -> record.Done:
        conn.terminate()
        done: record.Done = await conn.fetchval("select 1")
        return done

    monkeypatch.setattr("schema.api.writes.acting.acted", lost)

    payload = await client.act(CREATE, **DRAFT)

    assert [error["code"] for error in payload["errors"]] == ["UNAVAILABLE"]
