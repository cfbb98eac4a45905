"""Staff accounts: invited by the province, and revoked.

An account's role and scope are what its row says, whatever its tokens claim, and they are never
edited. Users of an OpenID Connect issuer need no account; one that is `recognised` has the rights
of its row, and can be revoked.
"""

from dataclasses import dataclass
from datetime import timedelta

from asyncpg import Connection, Record

from enrollment import errors, inputs, record
from enrollment.actors import Actor
from schema.access import secrets, tokens
from schema.access.refusals import InvitationSpent, NameUnfit, named
from schema.access.rights import Rights, require_province

INVITED_FOR = timedelta(days=7)
LONGEST_NAME = 100
LINK = "/invitation/{secret}"  # where an invitation is accepted


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
