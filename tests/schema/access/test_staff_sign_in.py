"""Signing in: a wrong name and a wrong password are alike, and guessing is slow."""

import asyncio

import asyncpg
import pytest

from enrollment.actors import Actor
from schema.access import passwords, staff
from schema.access.refusals import SignInRefused
from tests.schema.access.accounts import LI, PASSWORD, RIGHTS, accepted
from tests.schema.access.issuers import raised

pytestmark = pytest.mark.usefixtures("cheap")


@pytest.mark.parametrize(
    ("name", "password"),
    [(LI, "wrong password"), ("王五", PASSWORD), ("", ""), ("\0", "x"), ("\ud800", "\ud800")],
)
async def test_a_wrong_name_or_password_is_refused_alike(
    name: str, password: str, conn: asyncpg.Connection, province: Actor
):
    await accepted(conn, province)

    with pytest.raises(SignInRefused) as refused:
        await staff.sign_in(conn, name, password)

    assert refused.value.message("en") == SignInRefused().message("en")


async def test_who_has_not_accepted_can_not_sign_in(conn: asyncpg.Connection, province: Actor):
    await staff.invite(conn, province, name=LI, rights=RIGHTS)

    with pytest.raises(SignInRefused):
        await staff.sign_in(conn, LI, "")


async def attempts(conn: asyncpg.Connection, *passwords: str) -> list[bool]:
    """Return of each password whether it lets in."""
    return [await raised(staff.sign_in(conn, LI, password)) is None for password in passwords]


async def waits(conn: asyncpg.Connection) -> float | None:
    """Return for how many seconds the account has to wait."""
    found: float | None = await conn.fetchval(
        "select extract(epoch from waits_until - now())::float8 from staff_password"
    )
    return found


async def test_after_five_wrong_passwords_the_right_one_has_to_wait_too(
    conn: asyncpg.Connection, province: Actor
):
    await accepted(conn, province)

    assert await attempts(conn, *["wrong password"] * 4, PASSWORD) == [False] * 4 + [True]
    assert await waits(conn) is None
    assert await attempts(conn, *["wrong password"] * 5, PASSWORD) == [False] * 6
    assert await waits(conn) == 30


async def test_waits_double_up_to_a_quarter_of_an_hour(conn: asyncpg.Connection, province: Actor):
    await accepted(conn, province)
    await attempts(conn, *["wrong password"] * 5)

    found = []
    for _ in range(6):
        await conn.execute("update staff_password set waits_until = now()")
        await attempts(conn, "wrong password")
        found.append(await waits(conn))
    assert found == [60, 120, 240, 480, 900, 900]

    await conn.execute("update staff_password set failures = 2000000000, waits_until = now()")
    assert await attempts(conn, "wrong password", PASSWORD) == [False, False]
    await conn.execute("update staff_password set waits_until = now()")
    assert await attempts(conn, PASSWORD, "wrong password") == [True, False]
    assert await waits(conn) is None


@pytest.mark.committed
async def test_many_guesses_at_once_get_no_further(committed: str, province: Actor):
    conns = [await asyncpg.connect(committed) for _ in range(12)]
    await accepted(conns[0], province)

    found = await asyncio.gather(*(attempts(conn, "a guess", "another guess") for conn in conns))

    assert found == [[False, False]] * 12
    assert await conns[0].fetchval("select failures from staff_password") == 5
    for conn in conns:
        await conn.close()


async def test_a_revocation_during_the_sign_in_wins(
    conn: asyncpg.Connection, province: Actor, monkeypatch: pytest.MonkeyPatch
):
    staff_id = await accepted(conn, province)
    fits = passwords.fits

    async def slow(password: str, kept: str | None) -> bool:
        await staff.revoke(conn, province, staff_id)
        return await fits(password, kept)

    monkeypatch.setattr(passwords, "fits", slow)

    with pytest.raises(SignInRefused):
        await staff.sign_in(conn, LI, PASSWORD)
