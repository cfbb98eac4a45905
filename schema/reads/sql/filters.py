"""Conditions as SQL."""

from sqlalchemy import and_, any_, exists, false, func, literal_column, or_, true

from schema.reads.bindings.catalogue import BINDINGS
from schema.reads.bindings.model import Binding, Field, Predicate, Row, ToMany
from schema.reads.conditions import All, Compare, Condition, IsNull, Related
from schema.reads.scalars import Expression
from schema.reads.sql import fragments
from schema.reads.sql.names import Names, found


def condition(names: Names, part: Condition, binding: Binding, row: Row) -> Predicate:
    """Return the SQL of a condition on `row`, a row of the binding's table."""
    match part:
        case Compare():
            value = fragments.value(binding, part.field, row)
            return compared(part, binding.fields[part.field], value)
        case IsNull():
            value = fragments.value(binding, part.field, row)
            return value.is_not(None) if part.negated else value.is_(None)
        case Related():
            return related(names, part, binding, row)
        case All():
            return and_(true(), *(condition(names, item, binding, row) for item in part.parts))
        case _:
            return or_(false(), *(condition(names, item, binding, row) for item in part.parts))


def related(names: Names, part: Related, binding: Binding, row: Row) -> Predicate:
    """EXISTS, never a join: a join would multiply rows. What is hidden does not exist."""
    relation = binding.relation(part.relation)
    assert relation is not None
    target = BINDINGS[relation.target]
    other = names.row(target)
    on = relation.on(row, other, {}) if isinstance(relation, ToMany) else relation.on(row, other)
    inner = condition(names, part.part, target, other)
    found_row = exists(found(names, target, other, [literal_column("1")], [on], having=[inner]))
    return ~found_row if part.negated else found_row


def compared(part: Compare, field: Field, value: Expression) -> Predicate:
    """Return the SQL of a comparison, true or false for null too."""
    operand = part.param.sql()
    if part.operator == "eq" and part.negated:
        return value.is_distinct_from(operand) if field.nullable else value != operand
    found = positive(part.operator, value, operand)
    if not part.negated:
        return found
    return or_(~found, value.is_(None)) if field.nullable else ~found


def positive(operator: str, value: Expression, operand: Expression) -> Predicate:
    match operator:
        case "eq":
            return value == operand
        case "in":
            return value == any_(operand)
        case "lt":
            return value < operand
        case "lte":
            return value <= operand
        case "gt":
            return value > operand
        case "gte":
            return value >= operand
        case "contains":
            return func.strpos(func.lower(value), func.lower(operand)) > literal_column("0")
        case _:
            return func.starts_with(func.lower(value), func.lower(operand))
