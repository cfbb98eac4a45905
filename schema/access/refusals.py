"""What is refused at the gate and about accounts, by name, in Chinese and English.

errors.Unauthenticated   the request has to come with another token, or with one at all
├── TokenExpired         its time is over
├── TokenUnacceptable    malformed, forged, not for this service, or without a role and its scope
└── Revoked              its account or key was revoked
errors.Unavailable       503, to be tried again
├── KeysUnknown          the issuer's keys can't be had now
└── TooManyPasswords     more are waiting to be looked at than will be
SignInRefused            name or password is wrong, or too many were
ScopeMissing, ScopeUnneeded, ScopeUnknown, RoleUnknown
NameUnfit, NameTaken     the name of an account or key
ExpiryPast               a key would be over before it is used
SubjectTaken             the issuer's user has an account
SubjectMissing           which of the issuer's users the account is for
InvitationSpent          the link was used, is too old, or never was
PasswordTooShort, PasswordTooLong, PasswordsDiffer
LocalOnly                the installation has an issuer of its own choice
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from asyncpg import IntegrityConstraintViolationError

from enrollment import errors
from enrollment.errors import Refusal


class TokenExpired(errors.Unauthenticated):
    """The token has expired; get another one."""

    chinese = "令牌已过期，请重新获取。"


class TokenUnacceptable(errors.Unauthenticated):
    """The token is not acceptable here."""

    chinese = "此处不接受该令牌。"


class Revoked(errors.Unauthenticated):
    """The account or key of this token was revoked."""

    chinese = "该令牌所属的账号或密钥已被撤销。"


class KeysUnknown(errors.Unavailable):
    """The token's key can't be looked up now; try again in {seconds} seconds."""

    chinese = "暂时无法查到该令牌的公钥，请在 {seconds} 秒后重试。"

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds  # for Retry-After
        super().__init__(seconds=seconds)


class TooManyPasswords(errors.Unavailable):
    """Too many are signing in at this moment; try again shortly."""

    chinese = "此刻登录人数过多，请稍后再试。"


class SignInRefused(Refusal):
    """Name or password is wrong. After several wrong ones wait before trying again."""

    code = "SIGN_IN_REFUSED"
    chinese = "名称或密码不对。多次输错后须等候一段时间再试。"


class RoleUnknown(Refusal):
    """{role} is no role that can be given."""

    code = "ROLE_UNKNOWN"
    chinese = "{role} 不是可授予的角色。"


class ScopeMissing(Refusal):
    """The role {role} needs its {scope}."""

    code = "SCOPE_MISSING"
    chinese = "角色 {role} 须指明 {scope}。"


class ScopeUnneeded(Refusal):
    """The role {role} has no {scope}."""

    code = "SCOPE_UNNEEDED"
    chinese = "角色 {role} 不带 {scope}。"


class ScopeUnknown(Refusal):
    """The code names no {scope}."""

    code = "SCOPE_UNKNOWN"
    chinese = "没有此代码对应的 {scope}。"


class NameUnfit(Refusal):
    """A name has 1 to 100 characters, all of them visible, and begins and ends with no space."""

    code = "NAME_UNFIT"
    chinese = "名称须为 1 到 100 个可见字符，首尾无空格。"


class NameTaken(Refusal):
    """Another account or key has this name."""

    code = "NAME_TAKEN"
    chinese = "已有账号或密钥使用此名称。"


class ExpiryPast(errors.DateImplausible):
    """This time is past; a key ends at a time to come, or never where none is given."""

    chinese = "该时间已过；密钥的失效时间须在将来，不填则长期有效。"
    field = "expiresAt"


class SubjectTaken(Refusal):
    """This user of the issuer has an account."""

    code = "SUBJECT_TAKEN"
    chinese = "该身份提供方用户已有账号。"


class InvitationSpent(Refusal):
    """This invitation was used, is older than seven days, or was taken back; ask for another."""

    code = "INVITATION_SPENT"
    chinese = "此邀请已使用、已超过七天或已被收回，请索取新的邀请。"


class PasswordTooShort(Refusal):
    """A password has at least {least} characters."""

    code = "PASSWORD_TOO_SHORT"
    chinese = "密码至少 {least} 个字符。"


class PasswordTooLong(Refusal):
    """A password has at most {most} characters."""

    code = "PASSWORD_TOO_LONG"
    chinese = "密码最多 {most} 个字符。"


class PasswordsDiffer(Refusal):
    """The two passwords are not the same."""

    code = "PASSWORDS_DIFFER"
    chinese = "两次输入的密码不一致。"


class SubjectMissing(Refusal):
    """Tokens come from {issuer} here (OIDC_ISSUER): say in `subject` which of its users it is."""

    code = "SUBJECT_MISSING"
    chinese = "此处的令牌由 {issuer} 签发（OIDC_ISSUER）：请在 subject 中填写该用户的 sub。"
    field = "subject"


class LocalOnly(Refusal):
    """Tokens come from {issuer} here (OIDC_ISSUER), not from this installation."""

    code = "LOCAL_ONLY"
    chinese = "此处的令牌由 {issuer} 签发（OIDC_ISSUER），不由本系统签发。"


CONSTRAINTS: dict[str, Callable[[], Refusal]] = {
    "staff_name_once": NameTaken,
    "api_key_name_once": NameTaken,
    "staff_subject_once": SubjectTaken,
    **{
        f"{table}_of_a{'n' if scope == 'institution' else ''}_{scope}": partial(
            ScopeUnknown, scope=scope
        )
        for table in ("staff", "api_key")
        for article, scope in (("an", "institution"), ("a", "county"), ("a", "prefecture"))
    },
}


@contextmanager
def named() -> Iterator[None]:
    """Turn the violation of a constraint above into its refusal; stands around a transaction."""
    try:
        yield
    except IntegrityConstraintViolationError as violation:
        refusal = CONSTRAINTS.get(violation.constraint_name or "")
        if refusal is None:
            raise
        raise refusal() from violation
