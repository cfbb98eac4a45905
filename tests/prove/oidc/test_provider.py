"""The provider that other tests lean on: its tokens, its rotation, and what nobody may accept."""

import time
from collections.abc import Iterator
from typing import Any, get_args

import jwt
import pytest

from tests.prove.oidc import forged, provider
from tests.prove.oidc.provider import Algorithm, Provider, got

pytestmark = pytest.mark.prove

ALGORITHMS: tuple[Algorithm, ...] = get_args(Algorithm)
AUDIENCE = "https://jiaofu.example/graphql"
CLIENTS = {
    "province": {"role": "PROVINCE", "name": "省厅"},
    "admissions": {"role": "ADMISSIONS", "institution": "10112"},
}


@pytest.fixture(scope="module")
def oidc() -> Iterator[Provider]:
    with provider.running(CLIENTS) as running:
        yield running


def published(oidc: Provider) -> dict[str, jwt.PyJWK]:
    """Return the published keys by kid, found as the service has to find them."""
    configuration = got(f"{oidc.issuer}/.well-known/openid-configuration")
    assert configuration["issuer"] == oidc.issuer
    return {key["kid"]: jwt.PyJWK(key) for key in got(configuration["jwks_uri"])["keys"]}


def read(oidc: Provider, keys: dict[str, jwt.PyJWK], token: str) -> dict[str, Any]:
    """Return the claims of a token, as a service has to read them; raises PyJWTError."""
    key = keys.get(jwt.get_unverified_header(token).get("kid", ""))
    if key is None:
        raise jwt.InvalidKeyError("unknown kid")
    return jwt.decode(
        token,
        key,
        ALGORITHMS,
        audience=AUDIENCE,
        issuer=oidc.issuer,
        options={"require": ["exp", "iat", "sub"]},
    )


def refusal(oidc: Provider, keys: dict[str, jwt.PyJWK], token: str) -> str | None:
    """Return why the token is refused, None where it is not; a fault is raised."""
    try:
        read(oidc, keys, token)
    except jwt.PyJWTError as error:
        return repr(error)
    return None


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_token_of_each_algorithm_has_its_clients_claims(oidc: Provider, algorithm: Algorithm):
    token = oidc.token("admissions", audience=AUDIENCE, algorithm=algorithm)

    claims = read(oidc, published(oidc), token)
    assert jwt.get_unverified_header(token)["alg"] == algorithm
    assert (claims["sub"], claims["aud"]) == ("admissions", AUDIENCE)
    assert (claims["role"], claims["institution"]) == ("ADMISSIONS", "10112")


def test_no_private_part_of_a_key_is_published(oidc: Provider):
    keys = got(f"{oidc.issuer}/jwks")["keys"]

    assert {key["alg"] for key in keys} == set(ALGORITHMS)
    assert not any({"d", "p", "q", "key_ops"} & key.keys() for key in keys)


def test_a_token_expires_when_it_was_asked_to(oidc: Provider):
    token = oidc.token("province", audience=AUDIENCE, seconds=2)
    keys = published(oidc)
    assert read(oidc, keys, token)["name"] == "省厅"

    time.sleep(2.1)

    assert "ExpiredSignature" in str(refusal(oidc, keys, token))


def test_old_tokens_are_good_until_the_old_keys_are_forgotten(oidc: Provider):
    old = oidc.token("province", audience=AUDIENCE)

    oidc.announce()
    announced = published(oidc)
    assert len(announced) == 2 * len(ALGORITHMS)
    assert kid(oidc.token("province", audience=AUDIENCE)) == kid(old)

    oidc.rotate()
    new = oidc.token("province", audience=AUDIENCE)
    assert kid(new) != kid(old)
    assert published(oidc).keys() == announced.keys()
    assert read(oidc, announced, old)
    assert read(oidc, announced, new)

    oidc.forget_old_keys()
    assert len(published(oidc)) == len(ALGORITHMS)
    assert refusal(oidc, published(oidc), old)
    assert read(oidc, published(oidc), new)


def test_a_rotation_without_notice_signs_with_unknown_keys(oidc: Provider):
    before = published(oidc)

    oidc.rotate()

    assert refusal(oidc, before, oidc.token("province", audience=AUDIENCE))


def test_it_counts_what_is_asked(oidc: Provider):
    before = oidc.asked("/jwks")

    published(oidc)

    assert oidc.asked("/jwks") == before + 1
    assert oidc.asked("/attacker/jwks") == 0


def test_it_comes_back_at_the_same_address(oidc: Provider):
    with provider.running(CLIENTS) as first:
        port = int(first.issuer.rpartition(":")[2])
        first.stop()
        with pytest.raises(OSError, match="refused"):
            got(f"{first.issuer}/jwks")

        with provider.running(CLIENTS, port) as second:
            assert second.issuer == first.issuer
            assert read(second, published(second), second.token("province", audience=AUDIENCE))


def test_no_forged_token_is_accepted(oidc: Provider):
    token = oidc.token("province", audience=AUDIENCE)
    keys = published(oidc)
    assert read(oidc, keys, token)
    assert read(oidc, keys, oidc.signed(*as_it_was(token)))

    forgeries = {
        **forged.without_a_key(oidc, token),
        **forged.misissued(oidc, token),
        **forged.no_tokens(),
    }

    assert [name for name, each in forgeries.items() if not refusal(oidc, keys, each)] == []


def as_it_was(token: str) -> tuple[dict[str, Any], bytes]:
    header, claims = forged.parts(token)
    return header, forged.as_json(claims)


def kid(token: str) -> str:
    found: str = jwt.get_unverified_header(token)["kid"]
    return found
