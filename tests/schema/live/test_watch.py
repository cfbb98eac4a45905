"""Connections end with the token that they came with."""

from typing import Any

import pytest
from asyncpg import Pool

from enrollment.actors import Role
from schema import beside
from schema.access import api_keys, gate
from schema.access.rights import Rights
from schema.live import watch as watches
from tests.enrollment.factories import PROVINCE
from tests.schema.live.conftest import Service

pytestmark = pytest.mark.committed


async def a_key(live: Service, name: str) -> tuple[int, str]:
    return await api_keys.create_key(live.conn, PROVINCE, name=name, rights=Rights(Role.AUDITOR))


def forget(live: Service) -> None:
    """Let the gate look anew at all tokens, as it does when 30 s have passed."""
    live.watch.gate.kept.clear()


async def look(live: Service) -> None:
    for authorization in list(live.watch.bearers):
        await live.watch.look(authorization)


def test_the_gates_time_and_the_watchs_are_less_than_a_minute():
    assert watches.PAUSE + gate.TRUSTED_FOR < 60


async def test_connections_of_a_key_end_when_it_is_revoked_and_others_stay(live: Service):
    (number, key), (_, other) = await a_key(live, "one"), await a_key(live, "other")
    async with (
        live.client(token=key) as first,
        live.client(headers={"authorization": f"Bearer {key}"}) as second,
        live.client(token=other) as stays,
        live.client() as public,
    ):
        forget(live)
        await look(live)
        await first.pause()

        await api_keys.revoke_key(live.conn, PROVINCE, number)
        forget(live)
        await look(live)

        ended = [await first.next(), await second.next()]
        await stays.pause()
        await public.pause()
        assert list(live.watch.bearers) != []
    assert [code for code, _ in ended] == [4403, 4403]
    assert "revoked" in ended[0][1]
    assert not live.watch.bearers


async def test_a_connection_ends_when_the_rights_of_its_token_change(live: Service):
    number, key = await a_key(live, "changing")
    async with live.client(token=key) as client:
        await live.conn.execute("update api_key set role = 'PROVINCE' where id = $1", number)
        forget(live)
        await look(live)

        code, reason = await client.next()

    assert code == 4403
    assert "rights have changed" in reason


async def test_while_the_database_does_not_answer_connections_stay(
    live: Service, monkeypatch: pytest.MonkeyPatch
):
    _, key = await a_key(live, "kept")

    async def unavailable(*_: Any) -> Any:
        raise ConnectionResetError

    async with live.client(token=key) as client:
        forget(live)
        monkeypatch.setattr(Pool, "fetchrow", unavailable)
        await look(live)

        await client.pause()


async def test_tokens_are_looked_at_again_and_again(live: Service, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(watches, "PAUSE", 0.02)
    number, key = await a_key(live, "watched")
    async with live.client(token=key) as client, beside.running(live.watch.run()):
        await api_keys.revoke_key(live.conn, PROVINCE, number)
        forget(live)

        assert (await client.next())[0] == 4403
