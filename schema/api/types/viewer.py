"""Who is asking, and the record of what was written."""

import strawberry

from enrollment.actors import Role
from enrollment.types import InboxKind
from schema.api.connections import Node
from schema.api.fields import said
from schema.api.scalars import DateTime, Json
from schema.api.types.institutions import Institution
from schema.api.types.places import County, Prefecture

strawberry.enum(Role)


@strawberry.type(description="What waits for the viewer. 待办事项。")
class InboxEntry:
    kind: InboxKind
    count: int
    oldest: DateTime = said("Since when the oldest has waited.", "最早一项的时间。")


@strawberry.type(description="Who is asking; without a token, the public. 当前用户。")
class Viewer:
    role: Role
    name: str | None = said("What the record calls the viewer.", "记录中的名称。")
    institution: Institution | None = said("The institution it is of.", "所属院校。")
    county: County | None = said("The county it is of.", "所属县。")
    prefecture: Prefecture | None = said("The prefecture it is of.", "所属市。")
    inbox: list[InboxEntry] = said("What waits for it.", "待办事项。")


@strawberry.type(description="Whether the viewer sees an object, and why. 可见性说明。")
class AccessExplanation:
    id: strawberry.ID
    is_visible: bool = said(
        "Hidden and absent are told apart by nothing.", "不可见与不存在不作区分。"
    )
    role: Role
    scope: str | None = said("The code that the role is for.", "角色所属代码。")
    rule: str = said("What the role sees of such objects.", "该角色可见此类对象的范围。")


@strawberry.type(description="A write: who, when, what, before, after. 操作记录。")
class AuditEvent(Node):
    at: DateTime
    actor: str
    role: Role | None
    verb: str
    object_type: str
    object_id: str
    before: Json | None
    after: Json | None
