"""Staff and the keys of systems."""

import strawberry

from enrollment.actors import Role
from schema.api.connections import Node
from schema.api.fields import said
from schema.api.scalars import DateTime
from schema.api.types.institutions import Institution
from schema.api.types.places import County, Prefecture


@strawberry.type(description="An account. 账号。")
class Staff(Node):
    name: str
    role: Role
    institution: Institution | None
    county: County | None
    prefecture: Prefecture | None
    invited_by: str
    invited_at: DateTime
    accepted_at: DateTime | None = said("When its password was set.", "设置密码的时间。")
    revoked_at: DateTime | None
    is_revoked: bool = said("It can sign in no more.", "是否已撤销。")


@strawberry.type(description="A key of a system. 系统密钥。")
class ApiKey(Node):
    name: str
    role: Role
    institution: Institution | None
    county: County | None
    prefecture: Prefecture | None
    made_by: str
    made_at: DateTime
    expires_at: DateTime | None
    revoked_at: DateTime | None
    is_revoked: bool = said("It opens nothing any more.", "是否已撤销。")
