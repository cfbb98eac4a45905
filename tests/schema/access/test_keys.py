"""The keys of an issuer: found, fetched anew, shared; what a faulty issuer may answer."""

import asyncio
import threading

import pytest

from schema.access import keys
from schema.access.keys import AGE, PAUSE, Keys
from schema.access.refusals import KeysUnknown
from tests.prove.oidc.provider import keys as keys_of_provider
from tests.schema.access.issuers import AUDIENCE, Answer, Clock, Issuer, as_json, kid, settled


@pytest.fixture
def found(issuer: Issuer, clock: Clock) -> Keys:
    return Keys(issuer.issuer, AUDIENCE, clock)


async def test_a_key_is_found_by_discovery_and_then_known(issuer: Issuer, found: Keys):
    name = kid(issuer.token())

    first = await found.find(name)
    second = await found.find(name)

    assert first is second
    assert first
    assert first.algorithm_name == "RS256"
    assert issuer.paths == {"/.well-known/openid-configuration": 1, "/jwks": 1}


async def test_an_unknown_kid_is_asked_for_once_a_minute(issuer: Issuer, found: Keys, clock: Clock):
    await found.find(kid(issuer.token()))
    clock.now += PAUSE

    assert await found.find("nobody") is None
    with pytest.raises(KeysUnknown) as refused:
        await found.find("another")
    clock.now += PAUSE - 0.5
    with pytest.raises(KeysUnknown) as soon:
        await found.find("another")
    assert issuer.paths["/jwks"] == 2
    clock.now += 1

    assert await found.find("another") is None
    assert (refused.value.seconds, soon.value.seconds) == (60, 1)
    assert issuer.paths["/jwks"] == 3


async def test_a_rotation_without_notice_is_seen_at_once_in_an_unspent_minute(
    issuer: Issuer, found: Keys, clock: Clock
):
    old = kid(issuer.token())
    await found.find(old)
    clock.now += PAUSE
    issuer.rotate()

    names = [kid(issuer.token()) for _ in range(20)]
    new = await asyncio.gather(*map(found.find, names))

    assert all(new)
    assert await found.find(old)
    assert issuer.paths["/jwks"] == 2


async def test_announced_keys_are_known_before_they_sign(issuer: Issuer, found: Keys, clock: Clock):
    old, next_keys = kid(issuer.token()), keys_of_provider()
    await found.find(old)
    issuer.published.append(next_keys)
    issuer.tell_keys()
    clock.now += AGE

    assert await found.find(old)  # nobody waits for the fetch that this begins
    assert found.fetching
    await found.fetching

    assert next_keys["EdDSA"]["kid"] in found.known


async def test_a_fetch_under_way_does_not_say_that_a_key_is_not_there(
    issuer: Issuer, found: Keys, clock: Clock
):
    arrived, passed = threading.Event(), threading.Event()
    old = issuer.answers["/jwks"]

    def late() -> Answer:
        arrived.set()
        passed.wait(5)
        assert isinstance(old, tuple)
        return old

    issuer.answers["/jwks"] = late
    found.refresh_in_time()
    await asyncio.to_thread(arrived.wait, 5)
    issuer.rotate()
    waiting = asyncio.create_task(found.find(kid(issuer.token())))
    await settled()
    passed.set()

    assert await waiting
    assert issuer.paths["/jwks"] == 2


async def test_a_client_that_leaves_does_not_end_the_fetch(issuer: Issuer, found: Keys):
    name = kid(issuer.token())
    first = asyncio.create_task(found.find(name))
    second = asyncio.create_task(found.find(name))
    await settled()

    first.cancel()

    assert await second
    assert issuer.paths["/jwks"] == 1


async def test_a_fetch_that_fails_leaves_what_was_known(
    issuer: Issuer, found: Keys, clock: Clock, caplog: pytest.LogCaptureFixture
):
    name = kid(issuer.token())
    await found.find(name)
    issuer.answers.clear()
    clock.now += AGE

    with pytest.raises(KeysUnknown):
        await found.find("nobody")

    assert await found.find(name)
    assert found.fetching is None  # not before another minute
    assert "404" in caplog.text


REDIRECTED = (302, {"location": "/elsewhere"}, b"")
CONFIGURATION = "/.well-known/openid-configuration"
KEYS = {"keys": [{"kty": "oct", "k": "AAAA", "alg": "HS256", "kid": "secret"}]}


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        (CONFIGURATION, REDIRECTED),
        ("/jwks", REDIRECTED),
        (CONFIGURATION, as_json({"issuer": "https://other.example", "jwks_uri": "/jwks"})),
        (CONFIGURATION, as_json({"jwks_uri": "/jwks"})),
        (CONFIGURATION, as_json([])),
        (CONFIGURATION, (200, {}, b"[" * 100_000)),
        ("/jwks", (200, {}, b"{" + b" " * 1_000_001 + b"}")),
        ("/jwks", (200, {}, b"\xff")),
        ("/jwks", as_json({"keys": []})),
        ("/jwks", as_json({"keys": [None, 1, {}, {"kty": "EC", "crv": "P-1"}]})),
        ("/jwks", as_json([])),
        ("/jwks", (500, {}, b"")),
    ],
)
async def test_what_a_faulty_issuer_answers_is_no_key_and_no_fault(
    path: str, answer: Answer, issuer: Issuer, found: Keys
):
    issuer.answers[path] = issuer.answers["/elsewhere"] = answer

    with pytest.raises(KeysUnknown):
        await found.find("any")

    assert issuer.paths["/elsewhere"] == 0


async def test_keys_of_other_algorithms_and_uses_are_passed_over(issuer: Issuer, found: Keys):
    good = issuer.published[0]["ES256"]
    strange = [
        good | {"kid": "encrypts", "use": "enc"},
        issuer.published[0]["RS256"] | {"kid": "other", "alg": "RS512"},
        {name: value for name, value in good.items() if name != "kid"},
        good | {"kid": 5},
        *KEYS["keys"],
    ]
    issuer.answers["/jwks"] = as_json({"keys": [good, *strange]})

    await found.find(good["kid"])

    assert list(found.known) == [good["kid"]]


async def test_keys_of_which_none_can_be_used_replace_nothing(
    issuer: Issuer, found: Keys, clock: Clock, caplog: pytest.LogCaptureFixture
):
    good = issuer.published[0]["ES256"]
    await found.find(good["kid"])
    issuer.answers["/jwks"] = as_json({"keys": [good | {"use": "enc"}, *KEYS["keys"]]})
    clock.now += AGE

    with pytest.raises(KeysUnknown):
        await found.find("nobody")

    assert await found.find(good["kid"])
    assert "none of its keys" in caplog.text


@pytest.mark.parametrize(
    "address", ["http://issuer.example/jwks", "file:///etc/passwd", "ftp://127.0.0.1/", "/jwks"]
)
async def test_keys_come_over_https_or_from_this_machine(address: str, issuer: Issuer, found: Keys):
    configuration = {"issuer": issuer.issuer, "jwks_uri": address}
    issuer.answers[CONFIGURATION] = as_json(configuration)

    with pytest.raises(KeysUnknown):
        await found.find("any")


def test_an_issuer_that_dribbles_is_left(issuer: Issuer, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(keys, "PATIENCE", 0.0001)
    issuer.answers["/jwks"] = as_json({"keys": ["x" * 900_000]})

    with pytest.raises((ValueError, OSError)):
        keys.got(f"{issuer.issuer}/jwks")


async def test_an_issuer_with_a_slash_is_asked_below_it(issuer: Issuer, clock: Clock):
    configuration = {"issuer": f"{issuer.issuer}/", "jwks_uri": f"{issuer.issuer}/jwks"}
    issuer.answers[CONFIGURATION] = as_json(configuration)

    assert await Keys(f"{issuer.issuer}/", AUDIENCE, clock).find(kid(issuer.token()))
