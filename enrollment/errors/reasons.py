"""A refusal as it is kept and sent: plain values, in both languages."""

from typing import Any, TypedDict

import orjson

from enrollment.errors.asking import Conflict
from enrollment.errors.refusal import Refusal


class Reason(TypedDict):
    """Why something was refused, and where; `conflict` has its fields by their wire names."""

    code: str
    zh: str
    en: str
    path: list[str]
    conflict: list[dict[str, Any]] | None


def reason(refusal: Refusal) -> Reason:
    """Return what a refusal says, as JSON can hold it."""
    fields = refusal.fields if isinstance(refusal, Conflict) else None
    return {
        "code": refusal.code,
        "zh": refusal.message("zh"),
        "en": refusal.message("en"),
        "path": refusal.path,
        "conflict": None if fields is None else orjson.loads(orjson.dumps(fields, default=str)),
    }
