"""What an order means, in the words of the contract: over facts, without SQL.

Nulls come last both ways, Chinese names in pinyin order (by their GB18030 bytes), other text by
code point; what the order leaves equal is in the order of its key.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from schema.reads.bindings.catalogue import BINDINGS
from tests.schema.reads.properties.facts import Fact
from tests.schema.reads.properties.lists import ENDS
from tests.schema.reads.properties.meaning import READ


def in_order(facts: Sequence[Fact], order: Sequence[Mapping[str, Any]]) -> list[Fact]:
    """Return the rows as `orderBy` asks for them."""
    found = sorted(facts, key=place)
    for item in reversed(order):
        found = by_one(found, item)
    return found


def by_one(facts: list[Fact], item: Mapping[str, Any]) -> list[Fact]:
    """Return the rows by one key of an order, else as they were."""
    path, way = flat(item)
    valued = [(at(fact, path), fact) for fact in facts]
    filled = [each for each in valued if each[0] is not None]
    filled.sort(key=lambda each: each[0], reverse=way == "DESC")  # equal ones stay in place
    return [fact for _, fact in filled] + [fact for value, fact in valued if value is None]


def flat(item: Mapping[str, Any]) -> tuple[list[str], str]:
    ((name, inner),) = item.items()
    if isinstance(inner, str):
        return [name], inner
    path, way = flat(inner)
    return [name, *path], way


def at(fact: Fact | None, path: Sequence[str]) -> Any:
    """Return what a row is ordered by; None where there is nothing."""
    if fact is None or len(path) > 1:
        return None if fact is None else at(fact.one[path[0]], path[1:])
    (name,) = path
    value = fact.fields[name]
    if value is None:
        return None
    if name == "nameZh":
        return value.encode("gb18030")
    read: Callable[[Any], Any] = READ.get(BINDINGS[fact.type].fields[name].type, lambda own: own)
    return read(value)


def place(fact: Fact) -> tuple[Any, ...]:
    """Return the key of a row, numbers by their size."""
    if fact.type == "QuotaLeg":
        return tuple(place(one) for end in ENDS if (one := fact.one[end]))
    key = fact.id.partition(":")[2]
    binding = BINDINGS[fact.type]
    return (key if binding.key_type(binding.key) == "String" else int(key),)
