"""What `/graphql` tells as it happens, over WebSocket."""

from typing import Any

import strawberry

from schema.api.fields import argument, said
from schema.api.filters import WHERE
from schema.api.types.ledger import QuotaMovement


def telling(of: str, english: str, chinese: str) -> Any:
    """Return the field of what is told of a type's rows, if a filter holds for them."""
    field = said(english, chinese)
    field.arguments = [argument("where", WHERE[of])]
    return field


@strawberry.type(description="What is told as it happens, over graphql-transport-ws. 实时推送。")
class Subscription:
    quota_moved: QuotaMovement = telling(
        "QuotaMovement",
        "Each movement of seats that the viewer sees, once it is sealed, in the order of seals.",
        "可见的名额变动，封存后按次序逐条推送。",
    )
