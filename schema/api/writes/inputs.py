"""What every verb is given: its key, and the version that it was made on."""

import strawberry
from strawberry import UNSET


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
