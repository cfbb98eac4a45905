"""How staff get in: a password chosen once by the link of an invitation, and signing in with it."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from datetime import timedelta

from asyncpg import Connection, Record

from schema.access import passwords, secrets, staff
from schema.access.refusals import InvitationSpent, SignInRefused
from schema.access.staff import Staff

# Wrong passwords that are forgiven; from then on each wrong one makes the account wait, twice as
# long each time: a hundred guesses a day, whoever makes them.
FORGIVEN = 4
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)

# Lends a connection for as long as it is entered: none is held while a password is hashed.
Lent = Callable[[], AbstractAsyncContextManager[Connection]]


async def accept(lent: Lent, secret: str, password: str) -> Staff:
    """Use an invitation up and set the password.

    Raises InvitationSpent, PasswordTooShort, PasswordTooLong, TooManyPasswords.
    """
    async with lent() as conn:
        await staff.invited(conn, secret)  # or anybody could make us hash
    async with passwords.place():
        password_hash = await passwords.hashed(password)
    async with lent() as conn:
        return await use(conn, secret, password_hash)


async def use(conn: Connection, secret: str, password_hash: str) -> Staff:
    """Use an invitation up for a password of that hash; raises InvitationSpent."""
    async with conn.transaction():
        row = await conn.fetchrow(
            """
            with used as (
                update invitation set used_at = now()
                 where secret_hash = $1 and used_at is null and expires_at > now()
                returning staff_id
            )
            update staff set accepted_at = now()
              from used
             where id = staff_id and revoked_at is null
            returning staff.*
            """,
            secrets.hashed(secret),
        )
        if row is None:
            raise InvitationSpent()
        who = Staff.stored(row)
        await conn.execute(
            "insert into staff_password (staff_id, password_hash) values ($1, $2)",
            who.id,
            password_hash,
        )
        await staff.written(conn, who.actor, "acceptInvitation", who.id, who.name, who.rights)
    return who


async def sign_in(lent: Lent, name: str, password: str) -> Staff:
    """Return the account of that name and password; raises SignInRefused, TooManyPasswords.

    An attempt counts as failed before the password is looked at, so that many at once get no
    further than one after another; one that has no place to wait does not count. While an account
    waits, the right password is refused too.
    """
    async with passwords.place():
        async with lent() as conn:
            tried = await count(conn, name)
        is_right = await passwords.fits(password, None if tried is None else tried["password_hash"])
    if tried is None or not is_right:
        raise SignInRefused()
    async with lent() as conn:
        return await let_in(conn, tried["staff_id"])


async def count(conn: Connection, name: str) -> Record | None:
    """Count an attempt as failed; return the account's hash, None where it waits or is not."""
    return await conn.fetchrow(
        """
        update staff_password
           set failures    = failures + 1,
               waits_until = case when failures >= $2 then
                   now() + least($3::interval * 2 ^ least(failures - $2, 20), $4::interval) end
         where staff_id = (select id from staff where name = $1 and revoked_at is null)
           and (waits_until is null or waits_until <= now())
        returning staff_id, password_hash
        """,
        name if staff.is_fit(name) else "",
        FORGIVEN,
        FIRST_WAIT,
        LONGEST_WAIT,
    )


async def let_in(conn: Connection, staff_id: int) -> Staff:
    """Forget the failures of who knew the password, unless they are revoked: SignInRefused."""
    async with conn.transaction():
        row = await conn.fetchrow(
            """
            update staff_password
               set failures = 0, waits_until = null
              from staff
             where staff.id = staff_id and staff_id = $1 and revoked_at is null
            returning staff.*
            """,
            staff_id,
        )
        if row is None:
            raise SignInRefused()
        who = Staff.stored(row)
        await staff.written(conn, who.actor, "signIn", who.id, who.name, who.rights)
    return who
