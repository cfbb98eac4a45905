"""Conditions as SQL."""

from sqlalchemy import and_, exists, false, literal_column, or_, true

from schema.reads.bindings.catalogue import BINDINGS
from schema.reads.bindings.model import Binding, Predicate, Row
from schema.reads.conditions import All, Compare, Condition, IsNull, Related, compared
from schema.reads.sql.names import Names, start


def condition(names: Names, part: Condition, binding: Binding, row: Row) -> Predicate:
    """Return the SQL of a condition on `row`, a row of the binding's table."""
    match part:
        case Compare():
            field = binding.fields[part.field]
            return compared(part, field, field.value(row))
        case IsNull():
            value = binding.fields[part.field].value(row)
            return value.is_not(None) if part.negated else value.is_(None)
        case Related():
            return related(names, part, binding, row)
        case All():
            return and_(true(), *(condition(names, item, binding, row) for item in part.parts))
        case _:
            return or_(false(), *(condition(names, item, binding, row) for item in part.parts))


def related(names: Names, part: Related, binding: Binding, row: Row) -> Predicate:
    """EXISTS, never a join: a join would multiply rows. What is hidden does not exist."""
    relation = binding.to_one[part.relation]
    target = BINDINGS[relation.target]
    other = names.row(target)
    found = (
        exists(literal_column("1"))
        .select_from(start(other))
        .where(
            relation.on(row, other),
            *names.visible(target, other),
            condition(names, part.part, target, other),
        )
    )
    return ~found if part.negated else found
