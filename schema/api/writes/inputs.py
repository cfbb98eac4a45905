"""What each verb is given."""

import strawberry
from strawberry import UNSET

from enrollment.actors import Role
from enrollment.types import CountyDesignationKind, InstitutionDesignationKind, PlanKind
from schema.api.fields import said
from schema.api.scalars import Date, DateTime


@strawberry.input
class Input:
    idempotency_key: str | None = strawberry.field(
        default=UNSET,
        description="A key of your own: the same write under it is done once. "
        "幂等键：同一请求重复提交只生效一次。",
    )


@strawberry.input
class Versioned(Input):
    expected_version: int | None = strawberry.field(
        default=UNSET,
        description="The version that this change was made on. 修改所依据的版本。",
    )


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


@strawberry.input
class CreateSpecialPlanInput(Input):
    year: int
    kind: PlanKind
    title: str | None = UNSET
    submission_opens: DateTime | None = UNSET
    submission_closes: DateTime | None = UNSET


@strawberry.input
class OpenSpecialPlanInput(Versioned):
    special_plan: strawberry.ID
    submission_opens: DateTime | None = UNSET
    submission_closes: DateTime | None = UNSET


@strawberry.input
class DesignateCountyInput(Input):
    county: str = said("Its code.", "县代码。")
    kind: CountyDesignationKind
    valid_from: Date
    valid_to: Date | None = UNSET
    contiguous_area: str | None = UNSET
    document: str = said("The document that orders it.", "文号。")
    source: str = said("Where that can be read.", "出处。")


@strawberry.input
class DesignateInstitutionInput(Input):
    institution: str = said("Its code.", "院校代码。")
    kind: InstitutionDesignationKind
    valid_from: Date
    valid_to: Date | None = UNSET
    document: str = said("The document that orders it.", "文号。")
    source: str = said("Where that can be read.", "出处。")


@strawberry.input
class EndDesignationInput(Versioned):
    designation: strawberry.ID = said("Of a county or an institution.", "县或院校的认定。")
    ends_on: Date = said("Its last day.", "最后一日。")
    document: str = said("The document that orders it.", "文号。")
