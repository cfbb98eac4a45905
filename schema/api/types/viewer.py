"""Who is asking."""

import strawberry

from enrollment.actors import Role

strawberry.enum(Role)


@strawberry.type(description="Who is asking. 当前用户。")
class Viewer:
    role: Role
