"""The text of a plan's statement and the places of its values, in a bounded cache."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from cachetools import LRUCache, cached
from sqlalchemy import literal_column, select

from enrollment.actors import Actor
from schema import limits
from schema.reads import instants
from schema.reads.plan import Plan
from schema.reads.scalars import DIALECT
from schema.reads.sql import roots
from schema.reads.sql.names import Names
from schema.reads.values import MARK

PLACE = re.compile(re.escape(MARK) + r"(\w+)")


class Statement(NamedTuple):
    """A statement and, for each of its parameters, which value it takes, or what of the actor."""

    text: str
    places: tuple[int | str, ...]

    def arguments(self, values: Sequence[Any], actor: Actor) -> list[Any]:
        return [
            values[place] if isinstance(place, int) else getattr(actor, place)
            for place in self.places
        ]


@cached(LRUCache(limits.KEPT_STATEMENTS, getsizeof=lambda statement: len(statement.text)))
def of(plan: Plan) -> Statement:
    """Return the statement that answers `plan`: one column for each root field.

    Where the past is asked for, two more tell between which instants it is known.
    """
    names = Names(plan.role)
    query = select(
        *(roots.column(names, root).label(f"r{number}") for number, root in enumerate(plan.roots)),
        *([literal_column(instants.KNOWN)] if instants.is_past(plan) else ()),
    )
    return numbered(str(query.compile(dialect=DIALECT)))


def numbered(text: str) -> Statement:
    """Number the places of values as PostgreSQL does, each value once: $1, $2, …"""
    places: dict[str, str] = {}
    found = PLACE.sub(lambda place: places.setdefault(place[1], f"${len(places) + 1}"), text)
    return Statement(found, tuple(int(name) if name.isdecimal() else name for name in places))
