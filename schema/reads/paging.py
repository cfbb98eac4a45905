"""The arguments that every list has: which rows, in which order, and which page of them."""

from collections.abc import Mapping
from typing import Any

from schema.limits import DEFAULT_PAGE, LARGEST_PAGE
from schema.reads import conditions, cursors, ordering, refusals
from schema.reads.bindings.model import Binding
from schema.reads.ordering import Sort
from schema.reads.plan import Page, Part, Position
from schema.reads.refusals import Place
from schema.reads.values import Values

Given = Mapping[str, Any]


def read(
    given: Given, binding: Binding, place: Place, values: Values, parts: tuple[Part, ...]
) -> Page:
    """Return the page of `binding`'s rows that the arguments ask for; raises GraphQLError."""
    condition = conditions.Reader(values, place).read(given.get("where"), binding, "where")
    order = ordering.read(given.get("orderBy"), binding, place)
    size, from_end = asked(given, place)
    return Page(
        binding.type,
        condition,
        order,
        values.add(size, "Int"),
        DEFAULT_PAGE if size <= DEFAULT_PAGE else LARGEST_PAGE,
        from_end,
        position("after", given, order, binding, place, values),
        position("before", given, order, binding, place, values),
        parts,
    )


def asked(given: Given, place: Place) -> tuple[int, bool]:
    """Return how many rows are asked for, and whether from the end of the list."""
    first, last = given.get("first"), given.get("last")
    if first is not None and last is not None:
        raise place.error(refusals.PageUnclear(), "last")
    from_end = last is not None
    size = last if from_end else first
    if size is None:
        return DEFAULT_PAGE, False
    argument = "last" if from_end else "first"
    if not 0 <= size <= LARGEST_PAGE:
        kind = refusals.PageNegative if size < 0 else refusals.PageTooLarge
        raise place.error(kind(argument=argument, asked=size, most=LARGEST_PAGE), argument)
    return size, from_end


def position(
    argument: str,
    given: Given,
    order: tuple[Sort, ...],
    binding: Binding,
    place: Place,
    values: Values,
) -> Position | None:
    """Return the place in the order that the cursor in `argument` names; None without one."""
    cursor = given.get(argument)
    if cursor is None:
        return None
    kinds = [ordering.kind(sort, binding) for sort in order]
    found = cursors.read(cursor, ordering.order_name(binding.type, order), kinds)
    if found is None or any(
        value is None and not ordering.is_nullable(sort, binding)
        for value, sort in zip(found, order, strict=True)
    ):
        raise place.error(refusals.CursorUnreadable(argument=argument), argument)
    return tuple(
        None if value is None else values.add(value, kind)
        for value, kind in zip(found, kinds, strict=True)
    )
