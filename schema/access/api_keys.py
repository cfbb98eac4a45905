"""Keys of systems: made and revoked by the province, shown once."""

from datetime import UTC, datetime

from asyncpg import Connection

from enrollment import errors, inputs, record
from enrollment.actors import Actor
from schema.access import secrets
from schema.access.refusals import ExpiryPast, named
from schema.access.rights import Rights, require_province
from schema.access.staff import require_fit

PREFIX = "jf_"  # so that scanners for lost secrets, and people, know one


async def create_key(
    conn: Connection,
    actor: Actor,
    *,
    name: str,
    rights: Rights,
    expires_at: datetime | None = None,
) -> tuple[int, str]:
    """Make a key; return its number and the key itself, which is kept nowhere.

    Raises what `require_province` and `Rights.checked` say, NameUnfit, NameTaken, ScopeUnknown,
    errors.DateImplausible, ExpiryPast.
    """
    require_province(actor)
    require_fit(name)
    require_to_come(expires_at)
    key = secrets.new(PREFIX)
    with named():
        async with conn.transaction():
            key_id: int = await conn.fetchval(
                """
                insert into api_key (name, secret_hash, role, institution_code, county_code,
                                     prefecture_code, made_by, expires_at)
                values ($1, $2, $3, $4, $5, $6, $7, $8)
                returning id
                """,
                name,
                secrets.hashed(key),
                rights.checked().role,
                *rights.codes,
                actor.name,
                expires_at,
            )
            await record.write(
                conn,
                actor=actor,
                verb="createApiKey",
                object_type="ApiKey",
                object_id=str(key_id),
                after={"name": name, **rights.said, "expiresAt": expires_at},
            )
    return key_id, key


def require_to_come(expires_at: datetime | None) -> None:
    """Refuse an end that a key can't have; None is no end."""
    if expires_at is None:
        return
    inputs.when("expiresAt", expires_at)
    if expires_at <= datetime.now(UTC):
        raise ExpiryPast()


async def revoke_key(conn: Connection, actor: Actor, key_id: int) -> None:
    """End a key: refused within 30 s. Raises errors.NotFound, what `require_province` says."""
    require_province(actor)
    async with conn.transaction():
        row = await conn.fetchrow(
            "update api_key set revoked_at = now() where id = $1 and revoked_at is null"
            " returning revoked_at",
            key_id,
        )
        if row is not None:
            await record.write(
                conn,
                actor=actor,
                verb="revokeApiKey",
                object_type="ApiKey",
                object_id=str(key_id),
                before={"revokedAt": None},
                after={"revokedAt": row["revoked_at"]},
            )
        elif not await conn.fetchval("select exists (select from api_key where id = $1)", key_id):
            raise errors.NotFound
