"""Staff and the keys of systems: seen by the province and the auditors, and each by itself."""

from enrollment.tables import access
from schema.reads.bindings import rights
from schema.reads.bindings.model import (
    Binding,
    Field,
    Predicate,
    Right,
    Row,
    Rule,
    ToOne,
    columns,
    identity,
)
from schema.reads.bindings.viewer import NOTHING
from schema.reads.scalars import as_text, constant
from schema.reads.values import of_viewer


def is_self(kind: str) -> Rule:
    """Whether the row is whoever asks, by what the record calls them: `staff:12`."""

    def rule(row: Row) -> Predicate:
        return constant(f"{kind}:").concat(as_text(row.id)) == of_viewer("name")

    return rule


def scopes() -> dict[str, ToOne]:
    return {
        "institution": ToOne("Institution", lambda row, other: other.code == row.institution_code),
        "county": ToOne("County", lambda row, other: other.code == row.county_code),
        "prefecture": ToOne("Prefecture", lambda row, other: other.code == row.prefecture_code),
    }


def is_revoked(row: Row) -> Predicate:
    return row.revoked_at.is_not(None)


staff = Binding(
    "Staff",
    access.staff,
    ("id",),
    fields={
        "id": identity("Staff", "id"),
        **columns(
            access.staff,
            name="String",
            role="Role",
            invited_by="String",
            invited_at="DateTime",
            accepted_at="DateTime",
            revoked_at="DateTime",
        ),
        "isRevoked": Field("Boolean", is_revoked, nullable=False),
    },
    visible=rights.rights(NOTHING, Right("本人", "oneself", is_self("staff"))),
    to_one=scopes(),
)

api_key = Binding(
    "ApiKey",
    access.api_key,
    ("id",),
    fields={
        "id": identity("ApiKey", "id"),
        **columns(
            access.api_key,
            name="String",
            role="Role",
            made_by="String",
            made_at="DateTime",
            expires_at="DateTime",
            revoked_at="DateTime",
        ),
        "isRevoked": Field("Boolean", is_revoked, nullable=False),
    },
    visible=rights.rights(NOTHING, Right("本密钥", "oneself", is_self("key"))),
    to_one=scopes(),
)
