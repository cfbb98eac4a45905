"""Each verb of the API by its name, as the domain's verb that takes its input.

What may be told but once, like a key, is not part of what a verb changed, which is kept under its
idempotency key: it is put into `told`.
"""

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias

from asyncpg import Connection

from enrollment import designations, errors, plans, record
from enrollment import verbs as enrollment_verbs
from enrollment.actors import Actor, Role
from schema import settings
from schema.access import api_keys, staff
from schema.access import rights as access_rights
from schema.access.refusals import SubjectMissing
from schema.access.rights import Rights
from schema.reads import planner

Given: TypeAlias = dict[str, Any]  # by the domain's own names
Told: TypeAlias = dict[str, str]
Verb: TypeAlias = Callable[[Connection, Actor, Given, Told], Awaitable[record.Done]]


def plain(verb: Callable[..., Awaitable[record.Done]]) -> Verb:
    """Return a verb whose input has the domain's own names."""
    return lambda conn, actor, given, _: verb(conn, actor, **given)


def numbered(given: Given, field: str, *types: str) -> tuple[str, int]:
    """Take the id in a field out of what is given; return its type and number."""
    found = planner.identified(given.pop(snake(field)))
    if found is None or found[0] not in types:
        raise errors.NotFound(field=field)
    return found[0], int(str(found[1]))


async def open_special_plan(conn: Connection, actor: Actor, given: Given, _: Told) -> record.Done:
    plan_id = numbered(given, "specialPlan", "SpecialPlan")[1]
    return await plans.open(conn, actor, plan_id=plan_id, **given)


async def end_designation(conn: Connection, actor: Actor, given: Given, _: Told) -> record.Done:
    kind, designation_id = numbered(given, "designation", *designations.Designated)
    return await designations.end_designation(
        conn,
        actor,
        designated=designations.Designated(kind),
        designation_id=designation_id,
        **given,
    )


def rights(given: Given) -> Rights:
    """Take a role and the code of its scope out of what is given."""
    scopes = {name: given.pop(name, None) for name in ("institution", "county", "prefecture")}
    return Rights(Role(given.pop("role")), **scopes)


async def invite_staff(conn: Connection, actor: Actor, given: Given, told: Told) -> record.Done:
    """Where tokens come from an issuer, no password is kept: its user is known again."""
    subject, issuer = given.pop("subject", None), settings.OIDC_ISSUER
    wanted = rights(given)
    if issuer:
        if subject is None:
            raise SubjectMissing(issuer=issuer)
        staff_id = await staff.recognise(
            conn, actor, rights=wanted, issuer=issuer, subject=subject, **given
        )
        return {"staff": staff_id}
    staff_id, secret = await staff.invite(conn, actor, rights=wanted, **given)
    told["link"] = staff.LINK.format(secret=secret)
    return {"staff": staff_id}


async def revoke_staff(conn: Connection, actor: Actor, given: Given, _: Told) -> record.Done:
    staff_id = numbered(given, "staff", "Staff")[1]
    await staff.revoke(conn, actor, staff_id)
    return {"staff": staff_id}


async def create_api_key(conn: Connection, actor: Actor, given: Given, told: Told) -> record.Done:
    key_id, told["key"] = await api_keys.create_key(conn, actor, rights=rights(given), **given)
    return {"apiKey": key_id}


async def revoke_api_key(conn: Connection, actor: Actor, given: Given, _: Told) -> record.Done:
    key_id = numbered(given, "apiKey", "ApiKey")[1]
    await api_keys.revoke_key(conn, actor, key_id)
    return {"apiKey": key_id}


# The roles that each verb is open to; the verbs say so themselves.
OPEN_TO: Mapping[str, frozenset[Role]] = {**enrollment_verbs.VERBS, **access_rights.VERBS}

VERBS: Mapping[str, Verb] = {
    "createSpecialPlan": plain(plans.create),
    "openSpecialPlan": open_special_plan,
    "designateCounty": plain(designations.designate_county),
    "designateInstitution": plain(designations.designate_institution),
    "endDesignation": end_designation,
    "inviteStaff": invite_staff,
    "revokeStaff": revoke_staff,
    "createApiKey": create_api_key,
    "revokeApiKey": revoke_api_key,
}


def named(given: Given) -> Given:
    """Return what is given by the domain's own names."""
    return {snake(name): value for name, value in given.items()}


def snake(name: str) -> str:
    return re.sub(r"(?=[A-Z])", "_", name).lower()
