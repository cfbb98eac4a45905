"""QuotaChange: a line whose seats two reads tell apart, and the movements that explain it.

Each side is what the viewer is answered as of its instant, by the rights to lines then: where the
line was not there or was not to be seen, there is no number. Whoever sees all legs between can add
them up: they are the difference.
"""

from sqlalchemy import BigInteger, Integer, MetaData, Table, and_, exists, func, literal_column

from enrollment.tables.columns import key, optional
from schema.reads.bindings.ledger import touches
from schema.reads.bindings.model import (
    EVERYONE,
    Binding,
    Field,
    Predicate,
    Row,
    Through,
    ToMany,
    ToOne,
    columns,
)
from schema.reads.scalars import Expression, as_text, constant

# The columns of lines that are compared, and what a change calls them.
COMPARED = {"seats": "seats", "requested_seats": "requested"}

# Tables that the statement itself makes, `sql/changes.py`.
made = MetaData()
quota_change = Table(
    "quota_change",
    made,
    key("line_id", BigInteger),
    *(
        optional(f"{name}_{side}", Integer)
        for name in COMPARED.values()
        for side in ("before", "after")
    ),
)
seats_moved = Table("seats_moved", made, key("id", BigInteger))
moved_row = Row("seats_moved", seats_moved)


def explains(row: Row, leg: Row) -> Predicate:
    """Whether a leg took seats from the line or gave it some, between the two instants."""
    moved = exists(literal_column("1")).select_from(seats_moved)
    return and_(touches(leg, row.line_id), moved.where(moved_row.id == leg.movement_id))


def difference(row: Row) -> Expression:
    zero: Expression = literal_column("0")
    return func.coalesce(row.seats_after, zero) - func.coalesce(row.seats_before, zero)


binding = Binding(
    "QuotaChange",
    quota_change,
    ("line_id",),
    fields={
        "lineId": Field(
            "ID", lambda row: constant("QuotaLine:").concat(as_text(row.line_id)), nullable=False
        ),
        **columns(quota_change, seats_before="Int", seats_after="Int"),
        "requestedSeatsBefore": Field("Int", lambda row: row.requested_before),
        "requestedSeatsAfter": Field("Int", lambda row: row.requested_after),
        "difference": Field("Int", difference, nullable=False),
    },
    to_one={"line": ToOne("QuotaLine", lambda row, other: other.id == row.line_id)},
    to_many={
        "movements": Through("QuotaMovement", "QuotaLeg", explains, lambda leg: leg.movement_id),
        "legs": ToMany("QuotaLeg", lambda row, other, _: explains(row, other)),
    },
    visible=EVERYONE,
)
