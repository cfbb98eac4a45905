"""Signing in: a wrong name and a wrong password are alike, and guessing is slow."""

import asyncio
from typing import cast

import asyncpg
import pytest

from enrollment.actors import Actor
from schema.access import entry, passwords, staff
from schema.access.refusals import SignInRefused, TooManyPasswords
from schema.database.pool import open_writes
from tests.schema.access.accounts import LI, PASSWORD, RIGHTS, accepted, lent
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
        await entry.sign_in(lent(conn), name, password)

    assert refused.value.message("en") == SignInRefused().message("en")


async def test_who_has_not_accepted_can_not_sign_in(conn: asyncpg.Connection, province: Actor):
    await staff.invite(conn, province, name=LI, rights=RIGHTS)

    with pytest.raises(SignInRefused):
        await entry.sign_in(lent(conn), LI, "")


async def attempts(conn: asyncpg.Connection, *passwords: str) -> list[bool]:
    """Return of each password whether it lets in."""
    return [await raised(entry.sign_in(lent(conn), LI, password)) is None for password in passwords]


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


@pytest.mark.committed
async def test_no_connection_is_held_while_a_password_is_hashed(
    committed: str, province: Actor, monkeypatch: pytest.MonkeyPatch
):
    async with open_writes(committed, 1, 10) as pool:
        taken = []
        hashed, fits = passwords.hashed, passwords.fits

        async def hashed_besides(password: str) -> str:
            taken.append(await pool.acquire(timeout=5))
            await pool.release(taken[-1])
            return await hashed(password)

        async def fits_besides(password: str, kept: str | None) -> bool:
            taken.append(await pool.acquire(timeout=5))
            await pool.release(taken[-1])
            return await fits(password, kept)

        monkeypatch.setattr(passwords, "hashed", hashed_besides)
        monkeypatch.setattr(passwords, "fits", fits_besides)
        by_turns = cast(entry.Lent, pool.acquire)
        async with by_turns() as conn:
            _, secret = await staff.invite(conn, province, name=LI, rights=RIGHTS)

        made = await entry.accept(by_turns, secret, PASSWORD)

        assert await entry.sign_in(by_turns, LI, PASSWORD) == made
        assert len(taken) == 2


async def test_who_finds_no_place_is_told_at_once_and_not_counted(
    conn: asyncpg.Connection, province: Actor, monkeypatch: pytest.MonkeyPatch
):
    await accepted(conn, province)
    full = asyncio.Semaphore(0)
    monkeypatch.setattr(passwords, "places", full)

    with pytest.raises(TooManyPasswords):
        await entry.sign_in(lent(conn), LI, PASSWORD)

    assert await conn.fetchval("select failures from staff_password") == 0
    full.release()
    assert await entry.sign_in(lent(conn), LI, PASSWORD)
    assert not full.locked()


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
        await entry.sign_in(lent(conn), LI, PASSWORD)
