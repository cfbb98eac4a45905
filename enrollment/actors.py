"""Who acts: a role, and the part of the province that it is for (DOMAIN, Who uses it)."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is to the service; without a token, the public."""

    PUBLIC = "PUBLIC"
    ADMISSIONS = "ADMISSIONS"  # 招生办公室, of an institution
    COLLEGE = "COLLEGE"  # 帮扶院校, an institution
    CENTRE = "CENTRE"  # 职教中心, an institution of a county
    COUNTY = "COUNTY"  # 县教育局
    PREFECTURE = "PREFECTURE"  # 市教育局
    PROVINCE = "PROVINCE"  # 省教育厅
    AUDITOR = "AUDITOR"  # 审计, reads everything and changes nothing


# The one scope of each role that has one; the others see the whole province or the public's part.
SCOPES = {
    Role.ADMISSIONS: "institution",
    Role.COLLEGE: "institution",
    Role.CENTRE: "institution",
    Role.COUNTY: "county",
    Role.PREFECTURE: "prefecture",
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever asks or writes: `name` is what the record calls them, the scopes are codes.

    `name` is of one person or system for good: `staff:12`, `key:3`, `cli`, or an issuer's own.
    """

    role: Role
    name: str = ""
    institution: str | None = None
    county: str | None = None
    prefecture: str | None = None

    @property
    def scope(self) -> str | None:
        """The code of the actor's scope; None for a role without one."""
        scope = SCOPES.get(self.role)
        return None if scope is None else getattr(self, scope)


PUBLIC = Actor(Role.PUBLIC)
# Who acts where nobody asked over the wire: whoever has the machine has the province's rights.
CLI = Actor(Role.PROVINCE, "cli")
SYSTEM = Actor(Role.PROVINCE, "system")
SAMPLE = Actor(Role.PROVINCE, "sample")
