"""Tokens of our own issuer: of an account that signed in, or made on the service's own machine."""

from secrets import token_hex

from asyncpg import Connection

from enrollment import record
from enrollment.actors import CLI
from schema.access.local import Local, Token
from schema.access.rights import Rights, require_known
from schema.access.staff import Staff, require_fit


def to_staff(issuer: Local, staff: Staff) -> Token:
    """Return a token of the account; what it may is looked up in its row, not in the token."""
    return issuer.sign(staff.known_as, {**staff.rights.said, "name": staff.name})


async def to_bearer(
    conn: Connection, issuer: Local, *, name: str, rights: Rights, hours: float
) -> Token:
    """Return a token that is nobody's account, whatever other tokens are called.

    The record calls its bearer `token:<name>:<8 hex digits>`. It can't be revoked, only left to
    expire. Raises NameUnfit, ScopeUnknown, what `Rights.checked` says.
    """
    require_fit(name)
    await require_known(conn, rights)
    known_as = f"token:{name}:{token_hex(4)}"
    token = issuer.sign(known_as, {**rights.said, "name": name}, hours)
    await record.write(
        conn,
        actor=CLI,
        verb="issueToken",
        object_type="Token",
        object_id=known_as,
        after={**rights.said, "expires": token.expires},
    )
    return token
