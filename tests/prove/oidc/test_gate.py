"""The gate before a real provider: discovery, rotation under load, outage, what is refused."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Iterator
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import Any, get_args

import asyncpg
import jwt
import pytest

from enrollment.actors import PUBLIC, Actor, Role
from schema import app, settings
from schema.access import api_keys, keys, staff, tokens
from schema.access.gate import TRUSTED_FOR, Gate
from schema.access.keys import Keys
from schema.access.refusals import KeysUnknown, Revoked, TokenExpired, TokenUnacceptable
from schema.access.rights import Rights
from tests.prove.oidc import forged, provider
from tests.prove.oidc.provider import Algorithm, Provider
from tests.prove.test_serve import a_port
from tests.schema.access.issuers import raised

pytestmark = [pytest.mark.prove, pytest.mark.committed]

ALGORITHMS: tuple[Algorithm, ...] = get_args(Algorithm)
AUDIENCE = "https://jiaofu.example/graphql"
CLIENTS = {
    "province": {"role": "PROVINCE", "name": "省厅"},
    "admissions": {"role": "ADMISSIONS", "institution": "10112"},
    "nobody": {},
}
RIGHTS = Rights(Role.AUDITOR)
PROVINCE = Actor(Role.PROVINCE, "token:x")


@pytest.fixture(scope="module")
def oidc() -> Iterator[Provider]:
    with provider.running(CLIENTS) as running:
        yield running


@pytest.fixture
async def gate(oidc: Provider) -> Gate:
    """The gate of a service that has just started."""
    found = Keys(oidc.issuer, AUDIENCE)
    await found.begin()
    return Gate(found)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a minute be half a second, and five be two."""
    monkeypatch.setattr(keys, "PAUSE", 0.5)
    monkeypatch.setattr(keys, "AGE", 2.0)


class NoPool:
    """Of a service that knows no accounts: who asks is whom the claims say."""

    async def fetchrow(self, *_: object) -> None: ...


POOL: Any = NoPool()


def bearer(oidc: Provider, client: str = "admissions", **options: Any) -> str:
    return f"Bearer {oidc.token(client, **{'audience': AUDIENCE, **options})}"


@pytest.mark.parametrize("algorithm", ALGORITHMS)
async def test_a_token_of_each_algorithm_is_let_in(
    algorithm: Algorithm, oidc: Provider, gate: Gate
):
    header = bearer(oidc, algorithm=algorithm)

    actor = await gate.actor(header, POOL)

    name = f"admissions@{oidc.issuer}"
    assert actor == Actor(Role.ADMISSIONS, name, institution="10112")
    assert gate.known(header) is actor


async def test_a_token_ends_as_long_after_its_time_as_clocks_may_differ(
    oidc: Provider, gate: Gate, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(tokens, "SKEW", 3)
    header = bearer(oidc, seconds=1)

    await asyncio.sleep(2)
    assert await gate.actor(header, POOL)
    assert gate.known(header)
    await asyncio.sleep(3)
    assert gate.known(header) is None

    with pytest.raises(TokenExpired):
        await gate.actor(header, POOL)


async def test_tokens_for_others_and_without_a_role_are_refused(oidc: Provider, gate: Gate):
    for header in (
        bearer(oidc, audience="https://other.example/"),
        bearer(oidc, "nobody"),
    ):
        with pytest.raises(TokenUnacceptable):
            await gate.actor(header, POOL)


async def test_no_forged_token_is_let_in_and_no_attacker_is_asked(
    oidc: Provider, gate: Gate, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(keys, "PAUSE", 0.0)
    token = oidc.token("province", audience=AUDIENCE)
    assert await gate.actor(f"Bearer {token}", POOL)
    forgeries = {
        **forged.without_a_key(oidc, token),
        **forged.misissued(oidc, token),
        **forged.no_tokens(),
    }

    for name, text in forgeries.items():
        with pytest.raises(TokenExpired if name == "expired" else TokenUnacceptable):
            await gate.actor(f"Bearer {text}", POOL)

    assert not any(oidc.asked(f"/attacker/{path}") for path in ("jwks", "x5u"))


async def load(
    gate: Gate,
    oidc: Provider,
    rotations: Callable[[], Coroutine[Any, Any, None]],
    nuisance: Callable[[], Coroutine[Any, Any, None]] | None = None,
) -> Counter[str]:
    """Let twenty clients with fresh tokens ask while the keys rotate; count what they are told."""
    told: Counter[str] = Counter()
    over = asyncio.Event()

    async def client(number: int) -> None:
        while not over.is_set():
            algorithm = ALGORITHMS[number % 3]
            header = await asyncio.to_thread(bearer, oidc, algorithm=algorithm)
            for _ in range(20):
                try:
                    found = gate.known(header) or await gate.actor(header, POOL)
                    told[found.role] += 1
                except (KeysUnknown, TokenUnacceptable) as refused:
                    told[type(refused).__name__] += 1
                await asyncio.sleep(0.005)

    async with asyncio.TaskGroup() as group:
        for number in range(20):
            group.create_task(client(number))
        annoying = group.create_task(nuisance()) if nuisance else None
        await rotations()
        over.set()
        if annoying:
            annoying.cancel()
    return told


async def test_announced_rotations_under_load_and_attack_refuse_no_valid_token(
    oidc: Provider, gate: Gate, impatient: None
):
    async def rotate() -> None:
        for _ in range(3):
            await asyncio.to_thread(oidc.announce)
            await asyncio.sleep(2 * keys.AGE)
            await asyncio.to_thread(oidc.rotate)
            await asyncio.sleep(0.5)

    async def attack() -> None:
        while True:
            token = jwt.encode({}, "k" * 32, headers={"kid": token_hex(4)})
            with suppress(KeysUnknown, TokenUnacceptable):
                await gate.actor(f"Bearer {token}", POOL)
            await asyncio.sleep(0.01)

    told = await load(gate, oidc, rotate, attack)

    assert told.keys() == {"ADMISSIONS"}
    assert told["ADMISSIONS"] > 1_000


async def test_rotations_without_notice_under_load_refuse_no_valid_token(
    oidc: Provider, gate: Gate, impatient: None
):
    async def rotate() -> None:
        for _ in range(6):
            await asyncio.sleep(3 * keys.PAUSE)  # the minute is unspent
            await asyncio.to_thread(oidc.rotate)
        await asyncio.sleep(1)

    before = oidc.asked("/jwks")
    told = await load(gate, oidc, rotate)

    assert told.keys() == {"ADMISSIONS"}
    assert told["ADMISSIONS"] > 1_000
    assert oidc.asked("/jwks") - before <= 14  # each rotation, and when they are old


async def test_tokens_of_forgotten_keys_are_out_with_the_next_fetch(
    oidc: Provider, gate: Gate, impatient: None
):
    header = bearer(oidc)
    await gate.actor(header, POOL)
    await asyncio.to_thread(oidc.rotate)
    await asyncio.to_thread(oidc.forget_old_keys)

    assert await gate.actor(bearer(oidc), POOL)

    assert gate.known(header) is None
    await asyncio.sleep(keys.PAUSE)
    with pytest.raises(TokenUnacceptable):
        await gate.actor(header, POOL)


async def test_the_service_starts_without_its_issuer_and_finds_it_when_it_is_there(
    committed: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, impatient: None
):
    port = a_port()
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    monkeypatch.setattr(settings, "OIDC_ISSUER", f"http://127.0.0.1:{port}")
    monkeypatch.setattr(settings, "OIDC_AUDIENCE", AUDIENCE)
    application = app.create(committed)
    with provider.running(CLIENTS, port) as first:
        header = await asyncio.to_thread(bearer, first)
        first.stop()

        async with application.router.lifespan_context(application) as state:
            assert state
            gate, pool = state["gate"], state["reads"]
            with pytest.raises(KeysUnknown) as refused:
                await gate.actor(header, pool)
            assert refused.value.seconds == 1
            assert await gate.actor("", pool) is PUBLIC

            with provider.running(CLIENTS, port) as second:
                header = await asyncio.to_thread(bearer, second)
                await asyncio.sleep(keys.PAUSE)
                assert (await gate.actor(header, pool)).institution == "10112"
            await asyncio.sleep(keys.AGE)
            assert (await gate.actor(header, pool)).institution == "10112"  # as it was known
    assert is_empty(tmp_path)  # no key of our own is made


def is_empty(folder: Path) -> bool:
    return not any(folder.iterdir())


async def test_revoked_staff_and_keys_are_out_within_a_minute(
    committed: str, oidc: Provider, gate: Gate
):
    conn = await asyncpg.connect(committed)
    user = {"issuer": oidc.issuer, "subject": "province"}
    number = await staff.recognise(conn, PROVINCE, name="省厅", rights=RIGHTS, **user)
    key_number, key = await api_keys.create_key(conn, PROVINCE, name="k", rights=RIGHTS)
    headers = (bearer(oidc, "province"), f"Bearer {key}")
    async with asyncpg.create_pool(committed, min_size=1, max_size=2) as pool:
        for header in headers:
            assert (await gate.actor(header, pool)).role is Role.AUDITOR

        await staff.revoke(conn, PROVINCE, number)
        await api_keys.revoke_key(conn, PROVINCE, key_number)
        revoked = time.monotonic()
        for header in headers:
            refused = None
            while refused is None and time.monotonic() < revoked + 2 * TRUSTED_FOR:
                await asyncio.sleep(0.25)
                refused = await raised(gate.actor(header, pool))
            assert isinstance(refused, Revoked)

        assert time.monotonic() - revoked <= TRUSTED_FOR + 1
    await conn.close()
