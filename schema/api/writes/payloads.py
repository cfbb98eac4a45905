"""What each verb answers: the objects it changed, or why it was refused."""

import enum
from collections.abc import Iterator
from typing import Any

import strawberry

from enrollment import errors
from enrollment.errors import Refusal
from schema import problems
from schema.access import refusals as of_access
from schema.api.scalars import Json
from schema.api.types.access import ApiKey, Staff
from schema.api.types.institutions import InstitutionDesignation
from schema.api.types.places import CountyDesignation
from schema.api.types.plans import SpecialPlan

DOMAINS = (errors.__name__, of_access.__name__)  # whose refusals a verb can give


def refusals(kind: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    for found in kind.__subclasses__():
        yield found
        yield from refusals(found)


CODES = sorted({each.code for each in refusals() if each.__module__.startswith(DOMAINS)})
ErrorCode: Any = strawberry.enum(description="Why a write was refused. 拒绝原因代码。")(  # type: ignore[type-var]
    enum.Enum("ErrorCode", {code: code for code in CODES})
)


@strawberry.type(description="A field that somebody else changed meanwhile. 冲突的字段。")
class FieldConflict:
    field: str
    base: Json | None = strawberry.field(description="As you had it. 您所见的值。")
    theirs: Json | None = strawberry.field(description="As it is now. 当前的值。")
    mine: Json | None = strawberry.field(description="As you would have it. 您要改成的值。")


@strawberry.type(description="Why a write was refused, and where in its input. 拒绝原因。")
class UserError:
    code: ErrorCode
    message: str
    path: list[str]
    conflict: list[FieldConflict] | None = strawberry.field(
        description="With CONFLICT: what changed meanwhile. 冲突详情。"
    )


@strawberry.type
class Payload:
    errors: list[UserError]


@strawberry.type
class CreateSpecialPlanPayload(Payload):
    special_plan: SpecialPlan | None


@strawberry.type
class OpenSpecialPlanPayload(Payload):
    special_plan: SpecialPlan | None


@strawberry.type
class DesignateCountyPayload(Payload):
    county_designation: CountyDesignation | None


@strawberry.type
class DesignateInstitutionPayload(Payload):
    institution_designation: InstitutionDesignation | None


@strawberry.type
class EndDesignationPayload(Payload):
    county_designation: CountyDesignation | None
    institution_designation: InstitutionDesignation | None


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


def user_error(refusal: Refusal, language: str | None) -> UserError:
    """Return what a refusal says to whoever asked."""
    conflict = None
    if isinstance(refusal, errors.Conflict):
        conflict = [
            FieldConflict(
                field=each.field,
                base=problems.plain(each.base),
                theirs=problems.plain(each.theirs),
                mine=problems.plain(each.mine),
            )
            for each in refusal.fields
        ]
    return UserError(
        code=ErrorCode(refusal.code),
        message=problems.both(refusal.message("zh"), refusal.message("en"), language),
        path=["input"] if refusal.field is None else ["input", refusal.field],
        conflict=conflict,
    )
