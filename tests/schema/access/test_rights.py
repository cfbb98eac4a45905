"""A role has its scope and no other, wherever it comes from."""

from typing import Any

import asyncpg
import pytest

from enrollment import errors
from enrollment.actors import PUBLIC, SCOPES, Actor, Role
from enrollment.errors import Refusal
from schema.access.refusals import (
    RoleUnknown,
    ScopeMissing,
    ScopeUnknown,
    ScopeUnneeded,
)
from schema.access.rights import SCOPE_NAMES, Rights, require_known, require_province

CODES = {"institution": "10112", "county": "141124", "prefecture": "141100"}
GIVEN = [role for role in Role if role is not Role.PUBLIC]


def scope_of(role: Role) -> dict[str, str]:
    return {SCOPES[role]: CODES[SCOPES[role]]} if role in SCOPES else {}


@pytest.mark.parametrize("role", GIVEN)
async def test_each_role_with_its_scope_is_claimed_checked_and_known(
    role: Role, conn: asyncpg.Connection
):
    rights = Rights(role, **scope_of(role))

    await require_known(conn, rights)

    assert Rights.claimed({"role": role.value, "name": "n", **CODES}) == rights
    assert rights.said == {"role": role, **scope_of(role)}
    assert rights.actor("x") == Actor(role, "x", **scope_of(role))


@pytest.mark.parametrize("role", SCOPES)
def test_a_role_without_its_scope_is_refused(role: Role):
    with pytest.raises(ScopeMissing):
        Rights(role).checked()
    with pytest.raises(ScopeMissing):
        Rights.claimed({"role": role.value})


@pytest.mark.parametrize("role", GIVEN)
def test_a_role_with_anothers_scope_is_refused(role: Role):
    for scope in set(SCOPE_NAMES) - {SCOPES.get(role)}:
        with pytest.raises(ScopeUnneeded):
            Rights(role, **{**scope_of(role), scope: CODES[scope]}).checked()


@pytest.mark.parametrize("role", [None, 1, [], {}, "", "public", "ROOT", "province", "PUBLIC"])
def test_what_is_no_role_is_refused(role: Any):
    with pytest.raises(RoleUnknown):
        Rights.claimed({"role": role})


@pytest.mark.parametrize("code", [141124, ["141124"], "14\0", "\ud800", "", "1" * 21, "临县", " 1"])
def test_what_can_be_no_code_is_refused(code: Any):
    with pytest.raises(ScopeUnknown):
        Rights.claimed({"role": "COUNTY", "county": code})


@pytest.mark.parametrize("role", SCOPES)
async def test_a_scope_that_is_not_known_is_refused(role: Role, conn: asyncpg.Connection):
    with pytest.raises(ScopeUnknown):
        await require_known(conn, Rights(role, **{SCOPES[role]: "999999"}))


async def test_a_county_is_no_prefecture(conn: asyncpg.Connection):
    with pytest.raises(ScopeUnknown):
        await require_known(conn, Rights(Role.PREFECTURE, prefecture="141124"))


@pytest.mark.parametrize("role", Role)
def test_accounts_are_the_provinces(role: Role):
    expected: dict[Role, type[Refusal] | None] = {
        Role.PROVINCE: None,
        Role.PUBLIC: errors.Unauthenticated,
    }

    assert refusal(Actor(role, "x")) == expected.get(role, errors.Forbidden)


def refusal(actor: Actor) -> type[Refusal] | None:
    try:
        require_province(actor)
    except Refusal as refused:
        return type(refused)
    return None


def test_the_public_is_told_that_it_needs_a_token():
    with pytest.raises(errors.Unauthenticated) as refused:
        require_province(PUBLIC)

    assert refused.value.code == "UNAUTHENTICATED"
