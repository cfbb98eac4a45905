"""What the gate refuses: forged, ill-formed, for others, too early or too late."""

import time
from typing import Any

import pytest

from enrollment import errors
from schema.access.gate import Gate
from schema.access.keys import PAUSE
from schema.access.refusals import Revoked, TokenExpired, TokenUnacceptable
from tests.prove.oidc import forged
from tests.schema.access.issuers import COUNTY, Clock, Issuer, raised


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
