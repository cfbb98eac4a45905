"""Where a page begins and ends in an order: the rows past a cursor, as ranges that follow on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from sqlalchemy import and_, or_, true, tuple_

from schema.reads.bindings.model import Predicate
from schema.reads.ordering import Sort
from schema.reads.plan import Position
from schema.reads.scalars import Expression
from schema.reads.values import Param


@dataclass(frozen=True, slots=True)
class Range:
    """A condition on the values of an order; the first `fixed` of them are equal in all rows."""

    fixed: int
    condition: Callable[[Sequence[Expression]], Predicate]


WHOLE = Range(0, lambda values: true())


def ranges(sorts: Sequence[Sort], nullable: Sequence[bool], position: Position) -> list[Range]:
    """Return the ranges of rows past `position`, disjoint, the nearest first.

    Past (a, b) is a = $1 and b > $2, then a > $1: PostgreSQL finds the beginning of each in an
    index, and of their disjunction only the beginning of a. Where all sorts go one way and none
    has nulls, one comparison of rows does.
    """
    if not any(nullable) and len({sort.descending for sort in sorts}) == 1:
        return [Range(0, partial(row_past, sorts[0].descending, position))]
    found: list[Range] = []
    for place in reversed(range(len(sorts))):
        sort, param = sorts[place], position[place]
        if param is not None:
            found.append(Range(place, partial(past, place, sort.descending, position)))
        if nullable[place] and sort.nulls_last and param is not None:
            found.append(Range(place, partial(past_as_null, place, position)))
        if param is None and not sort.nulls_last:
            found.append(Range(place, partial(past_null, place, position)))
    return found


def together(sorts: Sequence[Sort], nullable: Sequence[bool], position: Position) -> Range:
    """Return all that lies past `position` as one range."""
    return Range(0, partial(beyond, sorts, nullable, position))


def beyond(
    sorts: Sequence[Sort],
    nullable: Sequence[bool],
    position: Position,
    values: Sequence[Expression],
) -> Predicate:
    """Return the rows past `position` as one condition."""
    return or_(*(one.condition(values) for one in ranges(sorts, nullable, position)))


def row_past(descending: bool, position: Position, values: Sequence[Expression]) -> Predicate:
    here, there = tuple_(*values), tuple_(*(param.sql() for param in position if param))
    return here < there if descending else here > there


def past(
    place: int, descending: bool, position: Position, values: Sequence[Expression]
) -> Predicate:
    param = position[place]
    assert param is not None
    value, bound = values[place], param.sql()
    return and_(*same(place, position, values), value < bound if descending else value > bound)


def past_as_null(place: int, position: Position, values: Sequence[Expression]) -> Predicate:
    """Rows with null, which comes last."""
    return and_(*same(place, position, values), values[place].is_(None))


def past_null(place: int, position: Position, values: Sequence[Expression]) -> Predicate:
    """Rows with a value, where null comes first."""
    return and_(*same(place, position, values), values[place].is_not(None))


def same(place: int, position: Position, values: Sequence[Expression]) -> list[Predicate]:
    return [
        equal(value, param) for value, param in zip(values[:place], position[:place], strict=True)
    ]


def equal(value: Expression, param: Param | None) -> Predicate:
    return value.is_(None) if param is None else value == param.sql()
