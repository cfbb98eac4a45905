"""Staff accounts: invited by the province, accepted with a password, signed in, revoked.

An account's role and scope are what its row says, whatever its tokens claim, and they are never
edited. Users of an OpenID Connect issuer need no account; one that is `recognised` has the rights
of its row, and can be revoked.
"""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import timedelta

from asyncpg import Connection, Record

from enrollment import errors, inputs, record
from enrollment.actors import Actor
from schema.access import passwords, secrets, tokens
from schema.access.refusals import InvitationSpent, NameUnfit, SignInRefused, named
from schema.access.rights import Rights, require_province

INVITED_FOR = timedelta(days=7)
LONGEST_NAME = 100
# Wrong passwords that are forgiven; from then on each wrong one makes the account wait, twice as
# long each time: a hundred guesses a day, whoever makes them.
FORGIVEN = 4
FIRST_WAIT = timedelta(seconds=30)
LINK = "/invitation/{secret}"  # where an invitation is accepted
LONGEST_WAIT = timedelta(minutes=15)

# Lends a connection for as long as it is entered: none is held while a password is hashed.
Lent = Callable[[], AbstractAsyncContextManager[Connection]]


@dataclass(frozen=True, slots=True)
class Staff:
    """An account that is not revoked."""

    id: int
    name: str
    rights: Rights

    @classmethod
    def stored(cls, row: Record) -> "Staff":
        return cls(row["id"], row["name"], Rights.stored(row))

    @property
    def actor(self) -> Actor:
        return self.rights.actor(self.known_as)

    @property
    def known_as(self) -> str:
        """What the record calls them."""
        return f"staff:{self.id}"


async def invite(conn: Connection, actor: Actor, *, name: str, rights: Rights) -> tuple[int, str]:
    """Make an account; return its number and the secret of the link that sets its password.

    The secret is good once, for seven days, and is kept nowhere. Raises what `require_province`
    and `Rights.checked` say, NameUnfit, NameTaken, ScopeUnknown.
    """
    secret = secrets.new()
    with named():
        async with conn.transaction():
            staff_id = await add(conn, actor, name, rights)
            await conn.execute(
                """
                insert into invitation (staff_id, secret_hash, expires_at)
                values ($1, $2, now() + $3)
                """,
                staff_id,
                secrets.hashed(secret),
                INVITED_FOR,
            )
            await written(conn, actor, "inviteStaff", staff_id, name, rights)
    return staff_id, secret


async def recognise(
    conn: Connection, actor: Actor, *, name: str, rights: Rights, issuer: str, subject: str
) -> int:
    """Make an account for a user of an issuer; return its number.

    From then on its row gives that user's rights, not the claims of the tokens. Raises as `invite`
    and `fit_subject`, SubjectTaken.
    """
    require_province(actor)
    user = {"issuer": issuer, "subject": fit_subject(subject)}
    with named():
        async with conn.transaction():
            staff_id = await add(conn, actor, name, rights, **user)
            await written(conn, actor, "inviteStaff", staff_id, name, rights, **user)
    return staff_id


async def add(
    conn: Connection,
    actor: Actor,
    name: str,
    rights: Rights,
    issuer: str | None = None,
    subject: str | None = None,
) -> int:
    require_province(actor)
    require_fit(name)
    staff_id: int = await conn.fetchval(
        """
        insert into staff (name, role, institution_code, county_code, prefecture_code,
                           issuer, subject, invited_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        returning id
        """,
        name,
        rights.checked().role,
        *rights.codes,
        issuer,
        subject,
        actor.name,
    )
    return staff_id


def fit_subject(subject: str) -> str:
    """Return the subject without the space around it, as tokens can have it.

    Raises errors.TextMissing, errors.TextTooLong, errors.TextUnreadable.
    """
    found = inputs.text("subject", subject, most=tokens.LONGEST_SUBJECT)
    if not tokens.is_subject(found):
        raise errors.TextUnreadable(field="subject")
    return found


def require_fit(name: str) -> None:
    """Refuse a name that a list of accounts could not show."""
    if not is_fit(name):
        raise NameUnfit()


def is_fit(name: str) -> bool:
    return 0 < len(name) <= LONGEST_NAME and name.isprintable() and name == name.strip()


async def written(
    conn: Connection,
    actor: Actor,
    verb: str,
    staff_id: int,
    name: str,
    rights: Rights,
    **user: str,
) -> None:
    await record.write(
        conn,
        actor=actor,
        verb=verb,
        object_type="Staff",
        object_id=str(staff_id),
        after={"name": name, **rights.said, **user},
    )


async def invited(conn: Connection, secret: str) -> Staff:
    """Return whose invitation it is, without using it up; raises InvitationSpent."""
    row = await conn.fetchrow(
        """
        select staff.*
          from invitation join staff on staff.id = staff_id
         where secret_hash = $1 and used_at is null and expires_at > now() and revoked_at is null
        """,
        secrets.hashed(secret),
    )
    if row is None:
        raise InvitationSpent()
    return Staff.stored(row)


async def accept(lent: Lent, secret: str, password: str) -> Staff:
    """Use an invitation up and set the password.

    Raises InvitationSpent, PasswordTooShort, PasswordTooLong, TooManyPasswords.
    """
    async with lent() as conn:
        await invited(conn, secret)  # or anybody could make us hash
    async with passwords.place():
        password_hash = await passwords.hashed(password)
    async with lent() as conn:
        return await use(conn, secret, password_hash)


async def use(conn: Connection, secret: str, password_hash: str) -> Staff:
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
        staff = Staff.stored(row)
        await conn.execute(
            "insert into staff_password (staff_id, password_hash) values ($1, $2)",
            staff.id,
            password_hash,
        )
        await written(conn, staff.actor, "acceptInvitation", staff.id, staff.name, staff.rights)
    return staff


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
        name if is_fit(name) else "",
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
        staff = Staff.stored(row)
        await written(conn, staff.actor, "signIn", staff.id, staff.name, staff.rights)
    return staff


async def revoke(conn: Connection, actor: Actor, staff_id: int) -> None:
    """End an account: its tokens are refused within 30 s. Once revoked, it stays so.

    Raises errors.Forbidden, errors.Unauthenticated, errors.NotFound.
    """
    require_province(actor)
    async with conn.transaction():
        row = await conn.fetchrow(
            "update staff set revoked_at = now() where id = $1 and revoked_at is null"
            " returning revoked_at",
            staff_id,
        )
        if row is not None:
            await record.write(
                conn,
                actor=actor,
                verb="revokeStaff",
                object_type="Staff",
                object_id=str(staff_id),
                before={"revokedAt": None},
                after={"revokedAt": row["revoked_at"]},
            )
        elif not await conn.fetchval("select exists (select from staff where id = $1)", staff_id):
            raise errors.NotFound
