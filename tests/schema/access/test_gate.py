"""The gate: who is let in as what, for how long, and what is refused in which words."""

import logging
import time
import timeit
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from enrollment import errors
from enrollment.actors import PUBLIC, Actor, Role
from schema import settings
from schema.access import api_keys, gate, local, staff
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
from tests.schema.access.issuers import AUDIENCE, Clock, Issuer, raised

RIGHTS = Rights(Role.ADMISSIONS, institution="10112")
COUNTY: dict[str, Any] = {"role": "COUNTY", "county": "141124"}


class Watched:
    """A connection where the gate takes a pool; counts what is asked."""

    def __init__(self, conn: asyncpg.Connection) -> None:
        self.conn = conn
        self.asked = 0

    async def fetchrow(self, *question: Any) -> Any:
        self.asked += 1
        return await self.conn.fetchrow(*question)


@pytest.fixture
def pool(conn: asyncpg.Connection) -> Any:
    return Watched(conn)


@pytest.fixture
async def oidc(issuer: Issuer, clock: Clock) -> Gate:
    """A gate for the tokens of an issuer."""
    return Gate(Keys(issuer.issuer, AUDIENCE, clock), clock)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Local:
    return local.read(tmp_path_factory.mktemp("own"))


@pytest.fixture
def ours(own: Local, clock: Clock) -> Gate:
    """A gate for our own tokens."""
    return Gate(own, clock)


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


async def test_other_clocks_may_differ_by_half_a_minute(oidc: Gate, pool: Any, issuer: Issuer):
    now = int(time.time())

    within: list[dict[str, Any]] = [{"seconds": -25}, {"iat": now + 25}, {"nbf": now + 25}]
    for times in within:
        assert await oidc.actor(issuer.bearer(**times, **COUNTY), pool)
    with pytest.raises(TokenExpired):
        await oidc.actor(issuer.bearer(seconds=-31, **COUNTY), pool)
    late: list[dict[str, Any]] = [{"iat": now + 40}, {"nbf": now + 40}]
    for times in late:
        with pytest.raises(TokenUnacceptable):
            await oidc.actor(issuer.bearer(**times, **COUNTY), pool)


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


@pytest.mark.parametrize(
    "claims",
    [
        {},
        {"role": "ROOT"},
        {"role": "PUBLIC"},
        {"role": ["PROVINCE"]},
        {"role": "COUNTY"},
        {"role": "COUNTY", "institution": "10112"},
        {"role": "COUNTY", "county": "\0"},
        {"role": "COUNTY", "county": {}},
        {"role": "PROVINCE", "sub": "\0"},
        {"role": "PROVINCE", "sub": "\ud800"},
        {"role": "PROVINCE", "sub": ""},
        {"role": "PROVINCE", "sub": "x" * 256},
        {"role": "PROVINCE", "exp": 10**400},
        {"role": "PROVINCE", "exp": "99999999999"},
        {"role": "PROVINCE", "nbf": "soon"},
    ],
)
async def test_a_token_without_a_role_its_scope_and_a_subject_is_refused(
    claims: dict[str, Any], oidc: Gate, pool: Any, issuer: Issuer
):
    with pytest.raises(TokenUnacceptable):
        await oidc.actor(issuer.bearer(**claims), pool)


@pytest.mark.parametrize(
    "header",
    [
        "Bearer",
        "Bearer ",
        " ",
        "Basic dXNlcjpwYXNz",
        "jf_x",
        "Bearer jf_",
        "Bearer jf_x",
        "Bearer jf_" + "x" * 100_000,
        "Bearer jf_\0",
        "Bearer a b",
        "Bearer é",
        "Bearer \ud800",
        "Bearer " + "x" * 8_001,
    ],
)
async def test_what_is_no_token_is_refused(header: str, ours: Gate, pool: Any):
    with pytest.raises(TokenUnacceptable):
        await ours.actor(header, pool)


async def test_no_forged_token_is_accepted_and_nothing_is_fetched_for_it(
    oidc: Gate, pool: Any, issuer: Issuer, clock: Clock
):
    token = issuer.token(**COUNTY)
    assert await oidc.actor(f"Bearer {token}", pool)
    forgeries = {
        **forged.without_a_key(issuer, token),
        **forged.misissued(issuer, token),
        **forged.no_tokens(),
    }

    found = {}
    for name, text in forgeries.items():
        clock.now += PAUSE  # an unknown kid in a spent minute would be another matter
        found[name] = await raised(oidc.actor(f"Bearer {text}", pool))

    assert {
        name: each for name, each in found.items() if not isinstance(each, errors.Unauthenticated)
    } == {}
    assert {name for name, each in found.items() if isinstance(each, TokenExpired)} == {"expired"}
    assert issuer.paths.keys() == {"/.well-known/openid-configuration", "/jwks"}
    assert len(oidc.kept) == 1


async def test_refusals_say_which_of_a_few_it_was_in_both_languages():
    refusals = (TokenExpired(), TokenUnacceptable(), Revoked())

    assert {refusal.code for refusal in refusals} == {"UNAUTHENTICATED"}
    assert (
        len({refusal.message(language) for refusal in refusals for language in ("zh", "en")}) == 6
    )


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
