"""Passwords: ten characters, any of them, hashed; wrong ones take as long as right ones."""

import pytest

from schema.access import passwords
from schema.access.passwords import fits, hashed
from schema.access.refusals import PasswordTooLong, PasswordTooShort

RIGHT = "correct horse"


async def test_the_right_password_fits_and_no_other():
    kept = await hashed(RIGHT)

    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert await fits(RIGHT, kept)
    assert not await fits(RIGHT + " ", kept)
    assert not await fits("", kept)


async def test_the_same_password_is_kept_differently_each_time():
    assert await hashed(RIGHT) != await hashed(RIGHT)


async def test_a_password_has_ten_characters_and_no_other_rule():
    assert await fits("一二三四五六七八九十", await hashed("一二三四五六七八九十"))
    with pytest.raises(PasswordTooShort, match="10"):
        await hashed("123456789")
    with pytest.raises(PasswordTooLong):
        await hashed("x" * (passwords.MOST + 1))


async def test_two_spellings_of_a_character_are_one():
    assert await fits("pässwörtlich", await hashed("pa\u0308sswo\u0308rtlich"))
    assert await fits("ｐａｓｓｗｏｒｄ１２３", await hashed("password123"))


@pytest.mark.parametrize("odd", ["\0" * 10, "\ud800" * 10])
async def test_odd_characters_are_no_fault(odd: str):
    assert await fits(odd, await hashed(odd))


async def test_nobodys_hash_is_one_and_fits_nothing():
    assert not await fits(RIGHT, None)
    assert passwords.NOBODY.rpartition("$")[0].rpartition("$")[0] in await hashed(RIGHT)
