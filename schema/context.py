"""What an operation is answered with: who asks, and connections to read and to write on."""

from collections.abc import Sequence
from dataclasses import dataclass

from asyncpg import Pool

from enrollment.actors import Actor
from schema.reads.selection import Selected


@dataclass(frozen=True, slots=True)
class Context:
    """The context of a request, which resolvers get as `info.context`."""

    actor: Actor
    reads: Pool
    writes: Pool
    language: str | None = None  # "zh", "en"; None: both
    verbs: Sequence[Selected] = ()  # of a mutation, in their order
