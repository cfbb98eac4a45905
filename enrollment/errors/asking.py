"""Refusals of whoever asks, and of how they ask, whatever it is about."""

from dataclasses import dataclass

from enrollment.errors.refusal import Refusal


class Unauthenticated(Refusal):
    """This needs a token: sign in and ask again."""

    code = "UNAUTHENTICATED"
    chinese = "此操作需要登录，请登录后重试。"


class Forbidden(Refusal):
    """The role {role} may not do this; it is for {roles}."""

    code = "FORBIDDEN"
    chinese = "角色 {role} 无权进行此操作；可由 {roles} 进行。"


class Busy(Refusal):
    """Somebody else is changing this now; nothing was written, try again shortly."""

    code = "BUSY"
    chinese = "他人正在修改此项；未写入任何内容，请稍后再试。"


class Unavailable(Refusal):
    """The database does not answer; try again with the same idempotencyKey: it is done once."""

    code = "UNAVAILABLE"
    chinese = "数据库暂不可用；请用同一 idempotencyKey 重试，不会重复生效。"


class NotFound(Refusal):
    """There is no such thing, or it is not for you to see; check its id."""

    code = "NOT_FOUND"
    chinese = "未找到，或您无权查看；请核对 id。"


class TextMissing(Refusal):
    """{field} is empty; write something into it."""

    code = "TEXT_MISSING"
    chinese = "{field} 为空，请填写。"


class TextTooLong(Refusal):
    """{field} has {length} characters; it may have {most}."""

    code = "TEXT_TOO_LONG"
    chinese = "{field} 有 {length} 个字符，最多 {most} 个。"


class TextUnreadable(Refusal):
    """{field} holds control characters or half characters; write plain text."""

    code = "TEXT_UNREADABLE"
    chinese = "{field} 含有控制字符或残缺字符，请使用普通文字。"


class TooManyRows(Refusal):
    """{field} has {count} rows; send at most {most} at a time."""

    code = "TOO_MANY_ROWS"
    chinese = "{field} 有 {count} 行，每次最多 {most} 行；请分次提交。"


class DateImplausible(Refusal):
    """{field} lies outside the years {first} to {last}; check its year."""

    code = "DATE_IMPLAUSIBLE"
    chinese = "{field} 不在 {first} 年至 {last} 年之间，请核对年份。"


class IdempotencyMismatch(Refusal):
    """This idempotency key was used with another input; take a new key for a new request."""

    code = "IDEMPOTENCY_MISMATCH"
    chinese = "该幂等键已用于另一输入；新的请求请使用新的键。"
    field = "idempotencyKey"


class VersionUnknown(Refusal):
    """There never was a version {expected} of this; the newest is {version}."""

    code = "VERSION_UNKNOWN"
    chinese = "不存在第 {expected} 版；最新为第 {version} 版。"
    field = "expectedVersion"


@dataclass(frozen=True, slots=True)
class Difference:
    """A field, by its name on the wire: as it was, as it is, and as the request wants it."""

    field: str
    base: object
    theirs: object
    mine: object


class Conflict(Refusal):
    """This was changed since: version {version}, not {expected}; compare and ask anew."""

    code = "CONFLICT"
    chinese = "内容已被他人修改：现为第 {version} 版，而非第 {expected} 版；请比较差异后重试。"
    field = "expectedVersion"

    def __init__(self, *, expected: int, version: int, fields: tuple[Difference, ...]) -> None:
        self.fields = fields
        super().__init__(expected=expected, version=version)


class WrongState(Refusal):
    """This is {state}; it can be done where it is {right}."""

    code = "WRONG_STATE"
    chinese = "当前状态为 {state}；须为 {right} 时方可进行。"


class OutOfScope(Forbidden):
    """This is of {owner}, and you act for {scope}."""

    chinese = "此项属于 {owner}，您代表 {scope}，无权操作。"


class RowsMiscounted(Refusal):
    """{field} has {rows} rows; give between 1 and {most} at a time."""

    code = "ROWS_MISCOUNTED"
    chinese = "{field} 有 {rows} 行；每次须为 1 至 {most} 行。"
