"""What a plan is made of: all that is to be read, frozen and hashable, without a value in it.

Values stand beside the plan, in `Values`, and the plan knows their places only: requests of one
structure have equal plans, whatever they ask for.
"""

from dataclasses import dataclass
from typing import TypeAlias, Union

from schema.access import Role
from schema.reads.bindings.catalogue import LISTINGS, SINGLES
from schema.reads.conditions import Condition
from schema.reads.ordering import Sort
from schema.reads.values import Param


@dataclass(frozen=True, slots=True)
class Leaf:
    key: str
    field: str


@dataclass(frozen=True, slots=True)
class Constant:
    """A text that structure alone decides: `__typename`."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class One:
    key: str
    relation: str
    thing: "Thing"


@dataclass(frozen=True, slots=True)
class Few:
    """All rows of a plain relation."""

    key: str
    relation: str
    thing: "Thing"


@dataclass(frozen=True, slots=True)
class Many:
    key: str
    relation: str
    arguments: tuple[tuple[str, Param], ...]
    page: "Page"


Member: TypeAlias = Leaf | Constant | One | Few | Many


@dataclass(frozen=True, slots=True)
class Thing:
    """An object of a bound type and the members that are asked of it."""

    type: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Nodes:
    key: str
    thing: Thing


@dataclass(frozen=True, slots=True)
class Edges:
    key: str
    members: tuple[Union[Constant, "Cursor", Nodes], ...]


@dataclass(frozen=True, slots=True)
class Cursor:
    key: str


@dataclass(frozen=True, slots=True)
class PageInfo:
    """`members`: the response key and the field of each."""

    key: str
    members: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Count:
    key: str


@dataclass(frozen=True, slots=True)
class Totals:
    key: str
    members: tuple[tuple[str, str], ...]


Part: TypeAlias = Constant | Nodes | Edges | PageInfo | Count | Totals


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list, and what is asked about the whole of it."""

    type: str
    condition: Condition
    order: tuple[Sort, ...]
    first: Param
    after: tuple[Param | None, ...] | None
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class ListRoot:
    field: str
    arguments: tuple[tuple[str, Param], ...]
    page: Page


@dataclass(frozen=True, slots=True)
class SingleRoot:
    field: str
    arguments: tuple[tuple[str, Param], ...]
    thing: Thing


@dataclass(frozen=True, slots=True)
class NodeRoot:
    """An object by its type's key; no thing where the id is of no type."""

    id: Param | None
    thing: Thing | None


@dataclass(frozen=True, slots=True)
class NodesRoot:
    """Objects in the order of their ids; `parts`: keys and their positions, by type."""

    count: Param
    parts: tuple[tuple[Thing, Param, Param], ...]


Root: TypeAlias = Constant | ListRoot | SingleRoot | NodeRoot | NodesRoot


@dataclass(frozen=True, slots=True)
class Plan:
    """The roots in the order they were asked for; their response keys are no part of the text."""

    role: Role
    roots: tuple[Root, ...]


def is_planned(field: str) -> bool:
    """Whether the compiler answers the root field; others have a resolver."""
    return field in LISTINGS or field in SINGLES or field in ("node", "nodes", "__typename")
