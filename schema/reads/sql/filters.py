"""Conditions as SQL: text, since a filter may have thousands of them."""

from schema.reads.bindings.catalogue import BINDINGS
from schema.reads.bindings.model import Binding, Field, Row
from schema.reads.conditions import All, Compare, Condition, IsNull, Related, Some
from schema.reads.sql.names import Names, related, source

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


def condition(names: Names, part: Condition, binding: Binding, row: Row) -> str:
    """Return the SQL of a condition on `row`, a row of the binding's table."""
    match part:
        case Compare():
            value = names.value(binding, part.field, row)
            return compared(part, binding.fields[part.field], value)
        case IsNull():
            is_null = "IS NOT NULL" if part.negated else "IS NULL"
            return f"{names.value(binding, part.field, row)} {is_null}"
        case Related():
            return exists_related(names, part, binding, row)
        case All():
            found = " AND ".join(condition(names, item, binding, row) for item in part.parts)
            return f"({found})" if found else "true"
        case Some():
            found = " OR ".join(condition(names, item, binding, row) for item in part.parts)
            return f"({found})" if found else "false"


def exists_related(names: Names, part: Related, binding: Binding, row: Row) -> str:
    """EXISTS, never a join: a join would multiply rows. What is hidden does not exist."""
    relation = binding.relation(part.relation)
    assert relation is not None
    target = BINDINGS[relation.target]
    other = names.end(relation)
    on = " AND ".join((related(names, relation, row, other), *names.visible(target, other)))
    inner = condition(names, part.part, target, other)
    # Of a type without a key there is one object, made of all rows, if there are any.
    inner = f"AND {inner}" if target.keys else f"HAVING count(*) > 0 AND {inner}"
    found = f"EXISTS (SELECT 1 FROM {source(other)} WHERE {on} {inner})"
    return f"NOT {found}" if part.negated else found


def compared(part: Compare, field: Field, value: str) -> str:
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
    return found
