"""Whoever asks: its role and scope, what waits for it, and the record of what was written."""

from sqlalchemy import and_, false, func, true

from enrollment.actors import Role
from enrollment.tables import audit
from enrollment.tables import viewer as tables
from schema.reads.bindings import rights
from schema.reads.bindings.model import (
    EVERYONE,
    Binding,
    Field,
    Plain,
    Predicate,
    Right,
    Row,
    ToOne,
    columns,
    identity,
)
from schema.reads.scalars import constant
from schema.reads.values import of_viewer

viewer = Binding(
    "Viewer",
    tables.viewer,
    ("one",),
    fields={
        "role": Field("Role", lambda row: of_viewer("role"), nullable=False),
        "name": Field("String", lambda row: func.nullif(of_viewer("name"), constant(""))),
    },
    visible=EVERYONE,
    to_one={
        "institution": ToOne(
            "Institution", lambda row, other: other.code == of_viewer("institution")
        ),
        "county": ToOne("County", lambda row, other: other.code == of_viewer("county")),
        "prefecture": ToOne("Prefecture", lambda row, other: other.code == of_viewer("prefecture")),
    },
    plain={"inbox": Plain("InboxEntry", lambda row, other: true())},
)


def is_for_viewer(row: Row) -> Predicate:
    return and_(row.role == of_viewer("role"), row.scope.is_not_distinct_from(of_viewer("scope")))


OWN_INBOX = Right("等待本人处理的", "what waits for oneself", is_for_viewer)

inbox_entry = Binding(
    "InboxEntry",
    tables.inbox,
    ("kind",),
    fields=columns(tables.inbox, kind="InboxKind", count="Int", oldest="DateTime"),
    visible=dict.fromkeys(Role, OWN_INBOX),
)


def is_own_act(row: Row) -> Predicate:
    return row.actor == of_viewer("name")


NOTHING = Right("无", "none", lambda row: false())
OWN_ACTS = Right("本人的操作", "one's own acts", is_own_act)

audit_event = Binding(
    "AuditEvent",
    audit.audit_event,
    ("id",),
    fields={
        "id": identity("AuditEvent", "id"),
        **columns(
            audit.audit_event,
            at="DateTime",
            actor="String",
            role="Role",
            verb="String",
            object_type="String",
            object_id="String",
            before="JSON",
            after="JSON",
        ),
    },
    visible=rights.rights(NOTHING, OWN_ACTS),
)
