"""Views that show whoever asks to itself: one row to hang it on, and what waits for it."""

from sqlalchemy import DateTime, Integer, Table, Text

from enrollment.tables.columns import key, metadata, optional, required

viewer = Table("viewer", metadata, key("one", Integer), info={"is_view": True})

inbox = Table(
    "inbox",
    metadata,
    key("kind", Text),
    required("role"),
    optional("scope"),
    required("count", Integer),
    required("oldest", DateTime(timezone=True)),
    info={"is_view": True},
)
