"""What a plan is made of: all that is to be read, frozen and hashable, without a value in it.

Values stand beside the plan, in `Values`, and the plan knows their places only: requests of one
structure have equal plans, whatever they ask for.
"""

from dataclasses import dataclass, field
from typing import TypeAlias, Union

from enrollment.actors import Role
from schema.reads.bindings.catalogue import BY_ID, LISTINGS, SINGLES
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
    """An object of a bound type and the members that are asked of it.

    Its hash is kept, since a thing is looked up in every request that asks for it.
    """

    type: str
    members: tuple[Member, ...]
    kept_hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "kept_hash", hash((self.type, self.members)))

    def __hash__(self) -> int:
        return self.kept_hash


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


# A place in an order: the value of each sort, None for null.
Position: TypeAlias = tuple[Param | None, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list, and what is asked about the whole of it.

    The page holds the `size` rows next to `after`, or, `from_end`, those next to `before`; `most`
    is the size of the largest page of its kind, a part of the structure.
    """

    type: str
    condition: Condition
    order: tuple[Sort, ...]
    size: Param
    most: int
    from_end: bool
    after: Position | None
    before: Position | None
    parts: tuple[Part, ...]

    def needs(self, field: str) -> bool:
        """Whether a field of the page's `pageInfo` is asked for."""
        return any(
            isinstance(part, PageInfo) and any(name == field for _, name in part.members)
            for part in self.parts
        )

    @property
    def needs_more(self) -> bool:
        """Whether it has to be known if the list goes on where the page ends."""
        return self.needs("hasPreviousPage" if self.from_end else "hasNextPage")


@dataclass(frozen=True, slots=True)
class ListRoot:
    """A list; `as_of` is the instant that all history below is read at; none: now."""

    field: str
    arguments: tuple[tuple[str, Param], ...]
    page: Page
    as_of: Param | None = None


@dataclass(frozen=True, slots=True)
class SingleRoot:
    field: str
    arguments: tuple[tuple[str, Param], ...]
    thing: Thing
    as_of: Param | None = None


@dataclass(frozen=True, slots=True)
class NodeRoot:
    """An object by its type's key; no thing where the id is of no type."""

    id: Param | None
    thing: Thing | None
    as_of: Param | None = None


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
    kept_hash: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "kept_hash", hash((self.role, self.roots)))

    def __hash__(self) -> int:
        return self.kept_hash


PLANNED = {*LISTINGS, *SINGLES, *BY_ID, "node", "nodes", "__typename"}


def is_planned(field: str) -> bool:
    """Whether the compiler answers the root field; others have a resolver."""
    return field in PLANNED
