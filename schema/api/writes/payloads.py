"""What every verb answers besides the objects it changed: why it was refused."""

import enum
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import strawberry

from enrollment import errors
from enrollment.errors import Reason, Refusal
from enrollment.sheets.faults import FaultCode
from schema import problems
from schema.access import refusals as of_access
from schema.api.scalars import Json

DOMAINS = (errors.__name__, of_access.__name__)  # whose refusals a verb can give


def refusals(kind: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    for found in kind.__subclasses__():
        yield found
        yield from refusals(found)


# Rows of an input are judged as those of a sheet are, and have its codes.
CODES = sorted(
    {each.code for each in refusals() if each.__module__.startswith(DOMAINS)} | {*FaultCode}
)
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


def user_errors(reasons: Iterable[Reason], language: str | None) -> list[UserError]:
    """Return what whoever asked is told of each refusal."""
    return [
        UserError(
            code=ErrorCode(each["code"]),
            message=problems.both(each["zh"], each["en"], language),
            path=each["path"],
            conflict=conflicts(each["conflict"]),
        )
        for each in reasons
    ]


def conflicts(fields: Sequence[Mapping[str, Any]] | None) -> list[FieldConflict] | None:
    return None if fields is None else [FieldConflict(**each) for each in fields]
