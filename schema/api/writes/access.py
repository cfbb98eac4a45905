"""Staff and the keys of systems.

What may be told but once, like a key, is not part of what a verb changed, which is kept under its
idempotency key: it is put into `told`.
"""

from collections.abc import Mapping

import strawberry
from asyncpg import Connection
from strawberry import UNSET

from enrollment import record
from enrollment.actors import Actor, Role
from schema import settings
from schema.access import api_keys, staff
from schema.access.refusals import SubjectMissing
from schema.access.rights import Rights
from schema.api.fields import asking
from schema.api.scalars import DateTime
from schema.api.types.access import ApiKey, Staff
from schema.api.writes.given import Given, Told, Verb, numbered
from schema.api.writes.inputs import Input
from schema.api.writes.payloads import Payload


@strawberry.input
class Holder(Input):
    """Whoever is given a role, with the code of its scope where the role has one."""

    name: str
    role: Role
    institution: str | None = UNSET
    county: str | None = UNSET
    prefecture: str | None = UNSET


@strawberry.input
class InviteStaffInput(Holder):
    subject: str | None = strawberry.field(
        default=UNSET,
        description="What the OIDC issuer calls them (`sub`), where there is one. "
        "使用身份提供方时，该用户的 sub。",
    )


@strawberry.input
class RevokeStaffInput(Input):
    staff: strawberry.ID


@strawberry.input
class CreateApiKeyInput(Holder):
    expires_at: DateTime | None = UNSET


@strawberry.input
class RevokeApiKeyInput(Input):
    api_key: strawberry.ID


@strawberry.type
class InviteStaffPayload(Payload):
    staff: Staff | None
    link: str | None = strawberry.field(
        description="Where the password is set, once, within seven days; told once. "
        "设置密码的链接，七日内一次有效，只显示一次。"
    )


@strawberry.type
class RevokeStaffPayload(Payload):
    staff: Staff | None


@strawberry.type
class CreateApiKeyPayload(Payload):
    api_key: ApiKey | None
    key: str | None = strawberry.field(description="The key itself; told once. 密钥，只显示一次。")


@strawberry.type
class RevokeApiKeyPayload(Payload):
    api_key: ApiKey | None


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


@strawberry.type
class AccessVerbs:
    invite_staff: InviteStaffPayload | None = asking(
        "Make an account, and the link that sets its password.",
        "新建账号，并生成设置密码的链接。",
        input=InviteStaffInput,
    )
    revoke_staff: RevokeStaffPayload | None = asking(
        "End an account, for good; its tokens are refused within a minute.",
        "撤销账号；其令牌一分钟内失效。",
        input=RevokeStaffInput,
    )
    create_api_key: CreateApiKeyPayload | None = asking(
        "Make a key for a system.", "为系统新建密钥。", input=CreateApiKeyInput
    )
    revoke_api_key: RevokeApiKeyPayload | None = asking(
        "End a key, for good.", "撤销密钥。", input=RevokeApiKeyInput
    )


VERBS: Mapping[str, Verb] = {
    "inviteStaff": invite_staff,
    "revokeStaff": revoke_staff,
    "createApiKey": create_api_key,
    "revokeApiKey": revoke_api_key,
}
