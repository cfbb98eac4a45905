"""What is asked about a list as a whole: how many rows it has, and their totals."""

from typing import Any

from sqlalchemy import Integer, Select, cast, func, select

from schema.reads.bindings.catalogue import BINDINGS
from schema.reads.bindings.model import Binding
from schema.reads.plan import Page, Totals
from schema.reads.scalars import Expression, constant, scalar
from schema.reads.sql.names import Names, named
from schema.reads.sql.windows import Source, within


def summed(names: Names, page: Page, source: Source) -> Select[Any]:
    """Count and total all rows that the filter leaves, whatever the page."""
    binding = BINDINGS[page.type]
    row = source.row()
    asked = {
        field
        for part in page.parts
        if isinstance(part, Totals)
        for _, field in part.members
        if field in binding.totals
    }
    columns: list[Expression] = [
        total.value(row).label(name) for name, total in binding.totals.items() if name in asked
    ]
    columns.append(cast(func.count(), Integer).label("count"))
    where = within(names, page, source, row)
    return select(*columns).select_from(names.listed(row, str(where))).where(where)


def totals(part: Totals, binding: Binding, sums: str) -> Select[Any]:
    """Return the totals that are asked for, of the row of sums."""
    values = {
        name: scalar(total.type).written(named(sums, f'"{name}"', scalar(total.type).bound))
        for name, total in binding.totals.items()
    }
    values["__typename"] = constant(f"{binding.type}Totals")
    return select(*(values[field].label(key) for key, field in part.members))
