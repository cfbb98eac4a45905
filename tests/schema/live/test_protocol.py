"""graphql-transport-ws, message by message, as its specification has it."""

import asyncio
from typing import Any

import pytest

from schema import limits
from schema.access.gate import Gate
from schema.live import endpoint as endpoints
from schema.live import sending
from tests.schema.live.conftest import MOVED, Service, until

pytestmark = pytest.mark.committed


async def test_a_client_is_greeted_then_told_then_done(live: Service):
    async with live.client() as client:
        client.subscribe(id="a")
        await client.pause()
        (movement,) = await live.move("first")
        told = await client.next()
        client.say(type="complete", id="a")
        await client.pause()
        await live.move("second")
        await client.pause()

    assert told == {
        "id": "a",
        "type": "next",
        "payload": {
            "data": {
                "quotaMoved": {
                    "id": f"QuotaMovement:{movement}",
                    "kind": "TRANSFER",
                    "reason": "first",
                }
            }
        },
    }
    assert live.feed.groups == {}


async def test_an_id_that_was_completed_may_be_used_again(live: Service):
    async with live.client() as client:
        client.subscribe()
        client.say(type="complete", id="1")
        client.subscribe()
        await client.pause()
        await live.move("told once")

        assert await client.reasons(1) == ["told once"]
        await client.pause()


async def test_a_ping_is_answered_with_its_payload_also_before_the_greeting(live: Service):
    async with live.client(greets=False) as client:
        client.say(type="ping", payload={"a": 1})
        answered = await client.next()
        client.say(type="pong")
        client.say(type="ping")

        assert answered == {"type": "pong", "payload": {"a": 1}}
        assert await client.next() == {"type": "pong"}


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (["{"], 4400),
        (["[]"], 4400),
        (['{"type":"connection_ack"}'], 4400),
        (['{"type":1}'], 4400),
        (['{"type":"complete"}'], 4400),
        (['{"type":"ping","payload":3}'], 4400),
        (['{"type":"connection_init","payload":"x"}'], 4400),
        (['{"type":"connection_init"}', '{"type":"subscribe","id":""}'], 4400),
        (['{"type":"connection_init"}', '{"type":"subscribe","id":"1"}'], 4400),
        (['{"type":"connection_init"}', '{"type":"subscribe","id":"1","payload":{}}'], 4400),
        (['{"type":"subscribe","id":"1","payload":{"query":"{a}"}}'], 4401),
        (['{"type":"connection_init","payload":{"authorization":"Bearer x"}}'], 4403),
        (['{"type":"connection_init","payload":{"authorization":["x"]}}'], 4403),
        (['{"type":"connection_init"}', '{"type":"connection_init"}'], 4429),
    ],
)
async def test_what_may_not_be_said_ends_the_connection(texts: list[str], code: int, live: Service):
    async with live.client(greets=False) as client:
        for text in texts:
            client.say_text(text)

        answers = [await client.next() for _ in texts]

    *before, (told, reason) = answers
    assert told == code
    assert 0 < len(reason.encode()) <= 123
    assert before == [{"type": "connection_ack"}] * (len(texts) - 1)


async def test_bytes_end_the_connection(live: Service):
    async with live.client(greets=False) as client:
        client.said.put_nowait({"type": "websocket.receive", "bytes": b"{}"})

        assert (await client.next())[0] == 4400


async def test_an_id_in_use_ends_the_connection(live: Service):
    async with live.client() as client:
        client.subscribe(id="a" * 200)
        client.subscribe(id="a" * 200)

        code, reason = await client.next()

    assert code == 4409
    assert len(reason) == 123


async def test_without_a_greeting_the_connection_ends(
    live: Service, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(endpoints, "FIRST_MESSAGE", 0.05)

    async with live.client(greets=False) as client:
        ended = await client.next()
    async with live.client() as greeted:
        await asyncio.sleep(0.1)
        await greeted.pause()

    assert ended == (4408, "Connection initialisation timeout")


async def test_another_protocol_ends_the_connection(live: Service):
    async with live.client(greets=False, protocol="graphql-ws") as client:
        assert (await client.next())[0] == 4406


async def test_more_connections_than_there_may_be_end(
    live: Service, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(limits, "MOST_LISTENERS", 1)

    async with live.client(), live.client(greets=False) as second:
        ended = await second.next()
    async with live.client() as third:
        await third.pause()

    assert ended[0] == 1013


async def test_while_nobody_can_be_recognised_a_client_is_asked_to_come_again(
    live: Service, monkeypatch: pytest.MonkeyPatch
):
    async def unavailable(*_: Any) -> Any:
        raise ConnectionResetError

    monkeypatch.setattr(Gate, "actor", unavailable)
    async with live.client(greets=False) as client:
        client.say(type="connection_init")

        code, reason = await client.next()

    assert code == 1013
    assert "Try again later" in reason


async def test_a_connection_that_breaks_off_is_over(live: Service):
    async with live.client() as client:
        client.is_broken = True
        client.subscribe()
        await until(lambda: bool(live.feed.groups))
        await live.move("x")

        await until(lambda: not live.feed.groups)
        assert live.live.connections == 0


async def test_who_does_not_take_its_leave_is_left(live: Service, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sending, "FAREWELL", 0.05)
    async with live.client() as client:
        client.reads.clear()
        client.say_text("{")

        await until(lambda: live.live.connections == 0)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{ counties { totalCount } }", "NO_SUBSCRIPTION"),
        ('mutation { endDesignation(input: {designation: "1"}) { errors { code } } }', None),
        ("subscription { quotaMoved { nothing } }", "BAD_REQUEST"),
        ("subscription { quotaMoved { id } other: quotaMoved { id } }", "BAD_REQUEST"),
        ("subscription {", "BAD_REQUEST"),
        ("subscription ($x: Int!) { quotaMoved { id } }", "BAD_REQUEST"),
        ('subscription { quotaMoved(where: {reason: {eq: "\\u0000"}}) { id } }', "TEXT_UNSTORABLE"),
        ("subscription { quotaMoved { legs(first: 501) { totalCount } } }", "PAGE_TOO_LARGE"),
        ("subscription { quotaMoved { " + "a: id " * 2 + "b" * 64 + ": id } }", "ALIAS_TOO_LONG"),
    ],
)
async def test_what_is_refused_is_said_and_the_connection_goes_on(
    query: str, code: str | None, live: Service
):
    async with live.client() as client:
        client.subscribe(query)

        refused = await client.next()
        client.subscribe(id="1")
        await client.pause()

    assert (refused["id"], refused["type"]) == ("1", "error")
    if code is not None:
        assert refused["payload"][0]["extensions"]["code"] == code


async def test_a_mutation_is_not_done(live: Service):
    mutation = """
    mutation { createSpecialPlan(input: {year: 2031, kind: LOCAL}) { errors { code } } }
    """
    async with live.client() as client:
        client.subscribe(mutation)

        refused = await client.next()

    assert refused["payload"][0]["extensions"]["code"] == "NO_SUBSCRIPTION"
    assert "POST" in refused["payload"][0]["message"]


async def test_refusals_are_in_the_language_asked_for(live: Service):
    async with live.client(headers={"accept-language": "en"}) as client:
        client.subscribe("{ counties { totalCount } }")

        message = (await client.next())["payload"][0]["message"]

    assert message.isascii()


async def test_subscriptions_of_a_connection_have_an_end(
    live: Service, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(limits, "MOST_SUBSCRIPTIONS", 2)

    async with live.client() as client:
        for id in ("a", "b", "c"):
            client.subscribe(id=id)
        refused = await client.next()
        client.say(type="complete", id="a")
        client.subscribe(id="c")
        await client.pause()

    assert refused["id"] == "c"
    assert refused["payload"][0]["extensions"]["code"] == "TOO_MANY_SUBSCRIPTIONS"


async def test_different_questions_have_an_end(live: Service, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "MOST_QUESTIONS", 1)

    async with live.client() as client:
        client.subscribe(id="a")
        client.subscribe(id="b")
        client.subscribe("subscription { quotaMoved { id } }", id="c")

        refused: Any = await client.next()

    assert (refused["id"], refused["payload"][0]["extensions"]["code"]) == ("c", "UNAVAILABLE")
    assert MOVED
