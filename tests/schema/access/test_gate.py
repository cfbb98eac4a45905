"""The gate: who is let in as what, for how long, and what is refused in which words."""

import logging
import timeit
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from enrollment.actors import PUBLIC, Actor, Role
from schema import settings
from schema.access import api_keys, gate, staff
from schema.access.gate import TRUSTED_FOR, Gate
from schema.access.keys import AGE, PAUSE, Keys
from schema.access.local import Local
from schema.access.refusals import (
    KeysUnknown,
    Revoked,
    TokenExpired,
    TokenUnacceptable,
)
from schema.access.rights import Rights
from tests.prove.oidc import forged
from tests.schema.access.issuers import AUDIENCE, COUNTY, Clock, Issuer, raised

RIGHTS = Rights(Role.ADMISSIONS, institution="10112")


async def test_without_a_header_it_is_the_public(oidc: Gate, pool: Any):
    assert oidc.known("") is PUBLIC
    assert await oidc.actor("", pool) is PUBLIC
    assert pool.asked == 0


@pytest.mark.parametrize("algorithm", ["RS256", "ES256", "EdDSA"])
async def test_a_token_of_the_issuer_has_its_claims(
    algorithm: Any, oidc: Gate, pool: Any, issuer: Issuer
):
    header = issuer.bearer("u1", algorithm=algorithm, **COUNTY)
    assert oidc.known(header) is None

    actor = await oidc.actor(header, pool)

    assert actor == Actor(Role.COUNTY, f"u1@{issuer.issuer}", county="141124")
    assert oidc.known(header) is actor


async def test_an_account_overrides_the_claims_and_can_be_revoked(
    conn: asyncpg.Connection, oidc: Gate, pool: Any, issuer: Issuer, province: Actor, clock: Clock
):
    user = {"issuer": issuer.issuer, "subject": "u1"}
    number = await staff.recognise(conn, province, name="李四", rights=RIGHTS, **user)
    header = issuer.bearer("u1", role="PROVINCE")

    assert await oidc.actor(header, pool) == RIGHTS.actor(f"staff:{number}")
    await staff.revoke(conn, province, number)
    clock.now += TRUSTED_FOR
    with pytest.raises(Revoked):
        await oidc.actor(header, pool)

    number = await staff.recognise(conn, province, name="李四", rights=RIGHTS, **user)
    assert (await oidc.actor(header, pool)).name == f"staff:{number}"


async def test_our_own_token_has_its_account_s_rights(
    conn: asyncpg.Connection, ours: Gate, own: Local, pool: Any, province: Actor
):
    number, _ = await staff.invite(conn, province, name="李四", rights=RIGHTS)
    header = f"Bearer {own.sign(f'staff:{number}', {'role': 'PROVINCE'}).text}"

    assert await ours.actor(header, pool) == RIGHTS.actor(f"staff:{number}")


async def test_our_own_token_without_an_account_has_its_claims(ours: Gate, own: Local, pool: Any):
    header = f"bearer  {own.sign('token:省厅', COUNTY).text} "

    assert await ours.actor(header, pool) == Actor(Role.COUNTY, "token:省厅", county="141124")
    assert pool.asked == 0


async def test_a_token_of_an_account_that_never_was_is_refused(ours: Gate, own: Local, pool: Any):
    header = f"Bearer {own.sign('staff:999999', {'role': 'PROVINCE'}).text}"

    with pytest.raises(Revoked):
        await ours.actor(header, pool)


async def test_our_own_tokens_are_nothing_where_there_is_an_issuer(
    oidc: Gate, own: Local, pool: Any
):
    header = f"Bearer {own.sign('token:x', {'role': 'PROVINCE'}).text}"

    with pytest.raises(TokenUnacceptable):
        await oidc.actor(header, pool)


async def test_a_key_is_let_in_until_it_is_revoked(
    conn: asyncpg.Connection, oidc: Gate, ours: Gate, pool: Any, province: Actor, clock: Clock
):
    number, key = await api_keys.create_key(conn, province, name="k", rights=RIGHTS)
    header = f"Bearer {key}"
    for each in (oidc, ours):
        assert await each.actor(header, pool) == RIGHTS.actor(f"key:{number}")

    await api_keys.revoke_key(conn, province, number)

    assert ours.known(header)
    clock.now += TRUSTED_FOR - 1
    assert ours.known(header)
    clock.now += 1
    for each in (oidc, ours):
        assert each.known(header) is None
        with pytest.raises(Revoked):
            await each.actor(header, pool)


async def test_a_key_ends_when_it_was_told_to(
    conn: asyncpg.Connection, ours: Gate, pool: Any, province: Actor, clock: Clock
):
    soon = datetime.now(UTC) + timedelta(seconds=10)
    _, key = await api_keys.create_key(conn, province, name="k", rights=RIGHTS, expires_at=soon)
    header = f"Bearer {key}"
    assert await ours.actor(header, pool)

    clock.now += 10
    assert ours.known(header) is None
    await conn.execute("update api_key set expires_at = now()")
    with pytest.raises(TokenExpired):
        await ours.actor(header, pool)


async def test_revoked_staff_are_out_after_half_a_minute(
    conn: asyncpg.Connection, ours: Gate, own: Local, pool: Any, province: Actor, clock: Clock
):
    number, _ = await staff.invite(conn, province, name="李四", rights=RIGHTS)
    header = f"Bearer {own.sign(f'staff:{number}', {}).text}"
    await ours.actor(header, pool)

    await staff.revoke(conn, province, number)
    for _ in range(100):
        await ours.actor(header, pool)
    assert pool.asked == 1
    clock.now += TRUSTED_FOR

    with pytest.raises(Revoked):
        await ours.actor(header, pool)


async def test_a_token_that_ends_soon_is_not_kept_longer(
    oidc: Gate, pool: Any, issuer: Issuer, clock: Clock
):
    header = issuer.bearer(seconds=-20, **COUNTY)  # ten seconds of the skew are left

    assert await oidc.actor(header, pool)
    clock.now += 11

    assert oidc.known(header) is None


async def test_what_is_kept_is_dropped_when_the_keys_change(
    oidc: Gate, pool: Any, issuer: Issuer, clock: Clock
):
    header = issuer.bearer(**COUNTY)
    await oidc.actor(header, pool)
    assert oidc.known(header)

    issuer.published.clear()
    issuer.rotate()
    clock.now += PAUSE
    with pytest.raises(TokenUnacceptable):
        await oidc.actor(f"Bearer {forged.text({'alg': 'RS256', 'kid': 'nobody'}, {})}", pool)

    assert oidc.known(header) is None
    with pytest.raises(KeysUnknown):
        await oidc.actor(header, pool)
    clock.now += AGE
    with pytest.raises(TokenUnacceptable):
        await oidc.actor(header, pool)


async def test_an_issuer_that_is_down_is_said_and_the_public_is_let_in(
    oidc: Gate, pool: Any, issuer: Issuer
):
    issuer.answers.clear()

    with pytest.raises(KeysUnknown) as refused:
        await oidc.actor(issuer.bearer(**COUNTY), pool)

    assert refused.value.seconds == PAUSE
    assert await oidc.actor("", pool) is PUBLIC


async def test_no_token_is_kept_in_memory_or_logged(
    oidc: Gate, pool: Any, issuer: Issuer, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    token = issuer.token(**COUNTY)

    await oidc.actor(f"Bearer {token}", pool)
    await raised(oidc.actor(f"Bearer {token}x", pool))

    signature = token.rpartition(".")[2]
    assert signature not in str(list(oidc.kept.items()))
    assert signature not in caplog.text


@pytest.mark.prove
async def test_a_warm_look_up_takes_microseconds(oidc: Gate, pool: Any, issuer: Issuer):
    header = issuer.bearer(**COUNTY)
    await oidc.actor(header, pool)

    best = min(timeit.repeat(lambda: oidc.known(header), number=1_000, repeat=20)) / 1_000

    assert oidc.known(header)
    assert best < 10e-6


async def test_the_settings_say_whose_tokens_are_taken(
    issuer: Issuer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    assert gate.opened().local

    monkeypatch.setattr(settings, "OIDC_ISSUER", issuer.issuer)
    monkeypatch.setattr(settings, "OIDC_AUDIENCE", AUDIENCE)
    opened = gate.opened()

    assert opened.local is None
    assert isinstance(opened.issuer, Keys)
    assert opened.issuer.fetching
    await opened.issuer.fetching
    assert len(opened.issuer.known) == 3
