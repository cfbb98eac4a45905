"""Keys of systems: shown once, kept as a hash, revoked for good."""

from datetime import UTC, datetime, timedelta

import asyncpg
import orjson
import pytest

from enrollment import errors
from enrollment.actors import PUBLIC, Actor, Role
from schema.access import api_keys
from schema.access.refusals import (
    ExpiryPast,
    NameTaken,
    NameUnfit,
    ScopeMissing,
    ScopeUnknown,
)
from schema.access.rights import Rights
from schema.access.secrets import hashed
from tests.schema.access.issuers import raised

RIGHTS = Rights(Role.ADMISSIONS, institution="10112")
NAME = "教务系统"


async def test_a_key_is_shown_once_and_kept_as_a_hash(conn: asyncpg.Connection, province: Actor):
    ends = datetime(2030, 1, 1, tzinfo=UTC)

    key_id, key = await api_keys.create_key(
        conn, province, name=NAME, rights=RIGHTS, expires_at=ends
    )
    await api_keys.revoke_key(conn, province, key_id)
    await api_keys.revoke_key(conn, province, key_id)

    (row,) = await conn.fetch("select * from api_key")
    events = await conn.fetch("select * from audit_event where actor <> 'system' order by id")
    assert (key[:3], len(key)) == ("jf_", 46)
    assert (row["id"], row["secret_hash"], row["made_by"]) == (key_id, hashed(key), "staff:1")
    assert key not in str(row) + str(events)
    assert [event["verb"] for event in events] == ["createApiKey", "revokeApiKey"]
    assert orjson.loads(events[0]["after"]) == {
        "name": NAME,
        "role": "ADMISSIONS",
        "institution": "10112",
        "expiresAt": "2030-01-01T00:00:00+00:00",
    }


async def test_a_name_is_one_keys_until_it_is_revoked(conn: asyncpg.Connection, province: Actor):
    key_id, first = await api_keys.create_key(conn, province, name=NAME, rights=RIGHTS)

    with pytest.raises(NameTaken):
        await api_keys.create_key(conn, province, name=NAME, rights=RIGHTS)
    await api_keys.revoke_key(conn, province, key_id)
    _, second = await api_keys.create_key(conn, province, name=NAME, rights=RIGHTS)

    assert first != second


async def test_a_key_has_a_name_and_rights_that_are_known(
    conn: asyncpg.Connection, province: Actor
):
    for name, rights, refusal in (
        ("", RIGHTS, NameUnfit),
        (NAME, Rights(Role.COUNTY), ScopeMissing),
        (NAME, Rights(Role.COUNTY, county="999999"), ScopeUnknown),
    ):
        with pytest.raises(refusal):
            await api_keys.create_key(conn, province, name=name, rights=rights)


@pytest.mark.parametrize(
    ("expires_at", "refusal"),
    [
        (datetime(1, 1, 1, tzinfo=UTC), errors.DateImplausible),
        (datetime(2200, 1, 1, tzinfo=UTC), errors.DateImplausible),
        (datetime(2020, 1, 1, tzinfo=UTC), ExpiryPast),
        (datetime.now(UTC) - timedelta(seconds=1), ExpiryPast),
    ],
)
async def test_a_key_ends_at_a_time_to_come(
    expires_at: datetime,
    refusal: type[errors.Refusal],
    conn: asyncpg.Connection,
    province: Actor,
):
    with pytest.raises(refusal) as refused:
        await api_keys.create_key(conn, province, name=NAME, rights=RIGHTS, expires_at=expires_at)

    assert type(refused.value) is refusal
    assert refused.value.field == "expiresAt"


async def test_no_key_is_not_revoked(conn: asyncpg.Connection, province: Actor):
    with pytest.raises(errors.NotFound):
        await api_keys.revoke_key(conn, province, 999_999)


async def test_keys_are_the_provinces(conn: asyncpg.Connection):
    for actor, refusal in (
        (Actor(Role.AUDITOR, "staff:2"), errors.Forbidden),
        (PUBLIC, errors.Unauthenticated),
    ):
        made = api_keys.create_key(conn, actor, name=NAME, rights=RIGHTS)
        assert isinstance(await raised(made), refusal)
        assert isinstance(await raised(api_keys.revoke_key(conn, actor, 1)), refusal)
