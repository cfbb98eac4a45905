"""Who asks: the actor of a request and its role.

Only the public exists so far. What a role may see stands with each table, in
`schema/reads/bindings`.
"""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    PUBLIC = "PUBLIC"


@dataclass(frozen=True, slots=True)
class Actor:
    """The viewer of a request."""

    role: Role


PUBLIC = Actor(Role.PUBLIC)
