"""Whether somebody sees an object, and by which right."""

from asyncpg import Pool

from enrollment.actors import Actor
from schema.reads.bindings.catalogue import BINDINGS
from schema.reads.bindings.model import Right
from schema.reads.plan import Leaf, NodeRoot, Plan, Thing
from schema.reads.planner import KEY_KINDS, identified
from schema.reads.sql import statement
from schema.reads.values import Values

UNKNOWN = Right("没有此类对象", "there are no such objects")


async def explained(reads: Pool, text: str, actor: Actor) -> tuple[bool, Right]:
    """Return whether the actor sees the object of that id, and its right to objects of the type.

    What is hidden and what never was are told apart by nothing.
    """
    found = identified(text)
    if found is None:
        return False, UNKNOWN
    type_name, key = found
    values = Values()
    thing = Thing(type_name, (Leaf("id", "id"),))
    root = NodeRoot(values.add(key, KEY_KINDS[type_name]), thing)
    sent = statement.of(Plan(actor.role, (root,)))
    seen = await reads.fetchval(sent.text, *sent.arguments(values.values, actor))
    return seen is not None, BINDINGS[type_name].visible[actor.role]
