"""A role with its scope: as a token claims it, as a row holds it, as verbs are given it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from asyncpg import Connection, Record

from enrollment.actors import SCOPES, Actor, Role
from enrollment.rights import allow
from schema.access.refusals import (
    RoleUnknown,
    ScopeMissing,
    ScopeUnknown,
    ScopeUnneeded,
)

SCOPE_NAMES = ("institution", "county", "prefecture")
LONGEST_CODE = 20
KNOWN = """
select case $1 when 'institution' then exists (select from institution where code = $2)
               when 'county'      then exists (select from county      where code = $2)
               else exists (select from division where code = $2 and level = 'PREFECTURE')
       end
"""


@dataclass(frozen=True, slots=True)
class Rights:
    """A role and the code of its scope, where it has one."""

    role: Role
    institution: str | None = None
    county: str | None = None
    prefecture: str | None = None

    @classmethod
    def claimed(cls, claims: Mapping[str, Any]) -> Self:
        """Return what the claims of a token say; raises RoleUnknown, ScopeMissing, ScopeUnknown.

        Scopes that the role does not have are passed over: an issuer may tell more than is asked.
        """
        name = claims.get("role")
        if not isinstance(name, str) or name not in Role.__members__:
            raise RoleUnknown(role=name)
        scope = SCOPES.get(Role(name))
        return cls(Role(name), **({} if scope is None else {scope: claims.get(scope)})).checked()

    @classmethod
    def stored(cls, row: Record) -> Self:
        """Return the rights in a row of `staff` or `api_key`."""
        return cls(Role(row["role"]), *(row[f"{scope}_code"] for scope in SCOPE_NAMES))

    def checked(self) -> Self:
        """Return the rights if their role has its scope and no other; raises as it says."""
        if self.role is Role.PUBLIC:
            raise RoleUnknown(role=self.role)
        wanted = SCOPES.get(self.role)
        for scope in SCOPE_NAMES:
            code = getattr(self, scope)
            if scope != wanted and code is not None:
                raise ScopeUnneeded(role=self.role, scope=scope)
            if scope == wanted and code is None:
                raise ScopeMissing(role=self.role, scope=scope)
            if scope == wanted and not is_code(code):
                raise ScopeUnknown(scope=scope)
        return self

    @property
    def codes(self) -> tuple[str | None, str | None, str | None]:
        """In the order of the columns."""
        return self.institution, self.county, self.prefecture

    @property
    def said(self) -> dict[str, str]:
        """What a token claims and the record keeps of them."""
        scopes = zip(SCOPE_NAMES, self.codes, strict=True)
        return {"role": self.role.value, **{name: code for name, code in scopes if code}}

    def actor(self, name: str) -> Actor:
        return Actor(self.role, name, *self.codes)


def is_code(code: object) -> bool:
    """Tell whether it could be a code at all: what else a token has must not reach a statement."""
    return isinstance(code, str) and code.isascii() and code.isalnum() and len(code) <= LONGEST_CODE


async def require_known(conn: Connection, rights: Rights) -> None:
    """Refuse rights whose scope the database does not know: ScopeUnknown and what `checked` says.

    Verbs that store rights need it not: there a foreign key says so.
    """
    scope = SCOPES.get(rights.checked().role)
    if scope and not await conn.fetchval(KNOWN, scope, getattr(rights, scope)):
        raise ScopeUnknown(scope=scope)


PROVINCE = frozenset({Role.PROVINCE})
VERBS = dict.fromkeys(("inviteStaff", "revokeStaff", "createApiKey", "revokeApiKey"), PROVINCE)


def require_province(actor: Actor) -> None:
    """Refuse whoever may not make or end accounts and keys, as `enrollment.rights.allow` does."""
    allow(actor, PROVINCE)
