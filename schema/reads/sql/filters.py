"""Conditions as SQL."""

from sqlalchemy import and_, exists, false, literal_column, or_, true

from schema.reads.bindings.catalogue import BINDINGS
from schema.reads.bindings.model import Binding, Field, Predicate, Row
from schema.reads.conditions import All, Compare, Condition, IsNull, Related
from schema.reads.sql import fragments
from schema.reads.sql.names import Names, found, related

COMPARISONS = {
    "eq": "{value} = {operand}",
    "in": "{value} = ANY ({operand})",
    "lt": "{value} < {operand}",
    "lte": "{value} <= {operand}",
    "gt": "{value} > {operand}",
    "gte": "{value} >= {operand}",
    "contains": "strpos(lower({value}), lower({operand})) > 0",
    "startsWith": "starts_with(lower({value}), lower({operand}))",
}


def condition(names: Names, part: Condition, binding: Binding, row: Row) -> Predicate:
    """Return the SQL of a condition on `row`, a row of the binding's table."""
    match part:
        case Compare():
            value = fragments.value(binding, part.field, row)
            return compared(part, binding.fields[part.field], value)
        case IsNull():
            is_null = "IS NOT NULL" if part.negated else "IS NULL"
            value = fragments.value(binding, part.field, row)
            return literal_column(f"{value} {is_null}")
        case Related():
            return exists_related(names, part, binding, row)
        case All():
            return and_(true(), *(condition(names, item, binding, row) for item in part.parts))
        case _:
            return or_(false(), *(condition(names, item, binding, row) for item in part.parts))


def exists_related(names: Names, part: Related, binding: Binding, row: Row) -> Predicate:
    """EXISTS, never a join: a join would multiply rows. What is hidden does not exist."""
    relation = binding.relation(part.relation)
    assert relation is not None
    target = BINDINGS[relation.target]
    other = names.row(target)
    on = related(names, relation, row, other)
    inner = condition(names, part.part, target, other)
    found_row = exists(found(names, target, other, [literal_column("1")], [on], having=[inner]))
    return ~found_row if part.negated else found_row


def compared(part: Compare, field: Field, value: str) -> Predicate:
    """Return the SQL of a comparison: true, or not true, for null as for any value."""
    operand = part.param.text
    found = COMPARISONS[part.operator].format(value=value, operand=operand)
    if part.negated:
        if part.operator == "eq":
            found = f"{value} {'IS DISTINCT FROM' if field.nullable else '<>'} {operand}"
        elif field.nullable:
            found = f"(NOT ({found}) OR {value} IS NULL)"
        else:
            found = f"NOT ({found})"
    return literal_column(found)  # untyped: a Boolean would be wrapped, which takes long
