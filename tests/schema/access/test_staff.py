"""Accounts: invited once, accepted once, signed in slowly, revoked for good."""

import asyncio
from typing import Any

import asyncpg
import orjson
import pytest

from enrollment import errors
from enrollment.actors import Actor, Role
from schema.access import entry, staff
from schema.access.refusals import (
    InvitationSpent,
    NameTaken,
    NameUnfit,
    PasswordTooShort,
    ScopeMissing,
    ScopeUnknown,
    SignInRefused,
    SubjectTaken,
)
from schema.access.rights import Rights
from schema.access.secrets import hashed
from tests.enrollment.factories import refused_by
from tests.schema.access.accounts import LI, PASSWORD, RIGHTS, accepted, lent
from tests.schema.access.issuers import raised

pytestmark = pytest.mark.usefixtures("cheap")


async def events(conn: asyncpg.Connection) -> list[Any]:
    rows = await conn.fetch("select * from audit_event where actor <> 'system' order by id")
    return [(row["actor"], row["verb"], row["object_id"], row["after"]) for row in rows]


async def test_who_is_invited_sets_a_password_and_signs_in(
    conn: asyncpg.Connection, province: Actor
):
    staff_id, secret = await staff.invite(conn, province, name=LI, rights=RIGHTS)
    assert (await staff.invited(conn, secret)).name == LI

    made = await entry.accept(lent(conn), secret, PASSWORD)
    signed = await entry.sign_in(lent(conn), LI, PASSWORD)

    assert made == signed == staff.Staff(staff_id, LI, RIGHTS)
    assert signed.known_as == f"staff:{staff_id}"


async def test_every_write_is_on_record_without_a_secret(conn: asyncpg.Connection, province: Actor):
    staff_id, secret = await staff.invite(conn, province, name=LI, rights=RIGHTS)
    await entry.accept(lent(conn), secret, PASSWORD)
    await entry.sign_in(lent(conn), LI, PASSWORD)
    await staff.revoke(conn, province, staff_id)

    found = await events(conn)
    said = {"name": LI, "role": "ADMISSIONS", "institution": "10112"}
    own = f"staff:{staff_id}"
    assert [(actor, verb) for actor, verb, _, _ in found] == [
        ("staff:1", "inviteStaff"),
        (own, "acceptInvitation"),
        (own, "signIn"),
        ("staff:1", "revokeStaff"),
    ]
    assert {number for _, _, number, _ in found} == {str(staff_id)}
    assert [orjson.loads(after) for _, _, _, after in found[:3]] == [said] * 3
    assert not any(word in str(found) for word in (secret, PASSWORD, "argon2"))


async def test_neither_secret_nor_password_is_kept(conn: asyncpg.Connection, province: Actor):
    _, secret = await staff.invite(conn, province, name=LI, rights=RIGHTS)
    await entry.accept(lent(conn), secret, PASSWORD)

    kept = [
        *await conn.fetch("select * from invitation"),
        *await conn.fetch("select * from staff_password"),
    ]

    assert kept[0]["secret_hash"] == hashed(secret)
    assert kept[1]["password_hash"].startswith("$argon2id$")
    assert secret not in str(kept)
    assert PASSWORD not in str(kept)


async def test_an_invitation_is_good_once(conn: asyncpg.Connection, province: Actor):
    _, secret = await staff.invite(conn, province, name=LI, rights=RIGHTS)
    await entry.accept(lent(conn), secret, PASSWORD)

    for work in (entry.accept(lent(conn), secret, "another password"), staff.invited(conn, secret)):
        assert isinstance(await raised(work), InvitationSpent)

    assert await entry.sign_in(lent(conn), LI, PASSWORD)


async def test_an_invitation_ends_after_seven_days(conn: asyncpg.Connection, province: Actor):
    _, secret = await staff.invite(conn, province, name=LI, rights=RIGHTS)
    move = "update invitation set expires_at = expires_at - $1::interval"

    await conn.execute(move.replace("$1", "'6 days 23:59:00'"))
    assert await staff.invited(conn, secret)
    await conn.execute(move.replace("$1", "'1 minute'"))

    with pytest.raises(InvitationSpent):
        await entry.accept(lent(conn), secret, PASSWORD)


@pytest.mark.parametrize("secret", ["", "x", "\0", "\ud800", "x" * 10_000])
async def test_what_is_no_secret_invites_nobody(secret: str, conn: asyncpg.Connection):
    with pytest.raises(InvitationSpent):
        await entry.accept(lent(conn), secret, PASSWORD)


async def test_a_short_password_does_not_use_the_invitation_up(
    conn: asyncpg.Connection, province: Actor
):
    _, secret = await staff.invite(conn, province, name=LI, rights=RIGHTS)

    with pytest.raises(PasswordTooShort):
        await entry.accept(lent(conn), secret, "short")

    assert await entry.accept(lent(conn), secret, PASSWORD)


@pytest.mark.committed
async def test_of_many_who_accept_at_once_one_does(committed: str, province: Actor):
    conns = [await asyncpg.connect(committed) for _ in range(5)]
    _, secret = await staff.invite(conns[0], province, name=LI, rights=RIGHTS)
    chosen = [f"password number {number}" for number in range(5)]

    found = await asyncio.gather(
        *(
            raised(entry.accept(lent(conn), secret, password))
            for conn, password in zip(conns, chosen, strict=True)
        )
    )

    winner = chosen[found.index(None)]
    assert [type(each) for each in found if each] == [InvitationSpent] * 4
    assert await entry.sign_in(lent(conns[0]), LI, winner)
    assert await conns[0].fetchval("select count(*) from staff_password") == 1
    for conn in conns:
        await conn.close()


async def test_who_is_revoked_neither_signs_in_nor_accepts(
    conn: asyncpg.Connection, province: Actor
):
    staff_id = await accepted(conn, province)
    other, secret = await staff.invite(conn, province, name="王五", rights=RIGHTS)

    await staff.revoke(conn, province, staff_id)
    await staff.revoke(conn, province, other)
    await staff.revoke(conn, province, other)  # a second time changes nothing

    assert isinstance(await raised(entry.sign_in(lent(conn), LI, PASSWORD)), SignInRefused)
    assert isinstance(await raised(entry.accept(lent(conn), secret, PASSWORD)), InvitationSpent)
    assert [verb for _, verb, _, _ in await events(conn)].count("revokeStaff") == 2


async def test_nobody_is_not_revoked(conn: asyncpg.Connection, province: Actor):
    with pytest.raises(errors.NotFound):
        await staff.revoke(conn, province, 999_999)


async def test_a_name_is_one_accounts_until_it_is_revoked(
    conn: asyncpg.Connection, province: Actor
):
    first = await accepted(conn, province)

    with pytest.raises(NameTaken):
        await staff.invite(conn, province, name=LI, rights=RIGHTS)
    await staff.revoke(conn, province, first)
    second = await accepted(conn, province)

    assert second != first
    assert (await entry.sign_in(lent(conn), LI, PASSWORD)).id == second


@pytest.mark.parametrize(
    "name", ["", " ", " 李四", "李四\n", "\0", "\ud800", "李" * 101, "a\u202eb"]
)
async def test_a_name_can_be_read(name: str, conn: asyncpg.Connection, province: Actor):
    with pytest.raises(NameUnfit):
        await staff.invite(conn, province, name=name, rights=RIGHTS)


async def test_an_unknown_scope_is_refused_by_the_database(
    conn: asyncpg.Connection, province: Actor
):
    for rights in (
        Rights(Role.COLLEGE, institution="99999"),
        Rights(Role.COUNTY, county="999999"),
        Rights(Role.PREFECTURE, prefecture="141124"),
    ):
        with pytest.raises(ScopeUnknown) as refused:
            await staff.invite(conn, province, name=LI, rights=rights)
        assert refused.value.values["scope"] in rights.said


async def test_a_scope_that_is_missing_is_refused(conn: asyncpg.Connection, province: Actor):
    with pytest.raises(ScopeMissing):
        await staff.invite(conn, province, name=LI, rights=Rights(Role.CENTRE))


@pytest.mark.parametrize(
    ("role", "column", "code"),
    [
        ("PROVINCE", "institution_code", "10112"),
        ("COUNTY", "institution_code", "10112"),
        ("COUNTY", "prefecture_code", "141100"),
        ("COLLEGE", "county_code", "141124"),
        ("AUDITOR", "county_code", "141124"),
    ],
)
async def test_the_database_refuses_another_roles_scope(
    role: str, column: str, code: str, conn: asyncpg.Connection
):
    async with refused_by(conn, "staff_has_the_scope_of_its_role"):
        await conn.execute(
            f"insert into staff (name, role, invited_by, {column}) values ('x', $1, 'x', $2)",
            role,
            code,
        )


async def test_only_the_province_invites_recognises_and_revokes(conn: asyncpg.Connection):
    for role in set(Role) - {Role.PROVINCE, Role.PUBLIC}:
        actor = Actor(role, "staff:2")
        for work in (
            staff.invite(conn, actor, name=LI, rights=RIGHTS),
            staff.recognise(conn, actor, name=LI, rights=RIGHTS, issuer="i", subject="s"),
            staff.revoke(conn, actor, 1),
        ):
            assert isinstance(await raised(work), errors.Forbidden)


async def test_a_user_of_an_issuer_has_one_account(conn: asyncpg.Connection, province: Actor):
    user = {"issuer": "https://issuer.example", "subject": "u1"}
    first = await staff.recognise(conn, province, name=LI, rights=RIGHTS, **user)

    with pytest.raises(SubjectTaken):
        await staff.recognise(conn, province, name="王五", rights=RIGHTS, **user)
    await staff.revoke(conn, province, first)

    assert await staff.recognise(conn, province, name="王五", rights=RIGHTS, **user) != first


async def test_the_record_says_which_user_an_account_is_for(
    conn: asyncpg.Connection, province: Actor
):
    user = {"issuer": "https://issuer.example", "subject": "u1"}
    await staff.recognise(conn, province, name=LI, rights=RIGHTS, **user)

    ((_, verb, _, after),) = await events(conn)
    said = {"name": LI, "role": "ADMISSIONS", "institution": "10112"}
    assert (verb, orjson.loads(after)) == ("inviteStaff", {**said, **user})


@pytest.mark.parametrize(
    ("subject", "refusal"),
    [
        ("", errors.TextMissing),
        (" ", errors.TextMissing),
        ("u" * 256, errors.TextTooLong),
        ("u\0", errors.TextUnreadable),
        ("u\n1", errors.TextUnreadable),
        ("\ud800", errors.TextUnreadable),
        ("u\u202e1", errors.TextUnreadable),
    ],
)
async def test_a_subject_that_no_token_can_have_is_refused(
    subject: str, refusal: type[errors.Refusal], conn: asyncpg.Connection, province: Actor
):
    with pytest.raises(refusal) as refused:
        await staff.recognise(conn, province, name=LI, rights=RIGHTS, issuer="i", subject=subject)

    assert refused.value.field == "subject"
