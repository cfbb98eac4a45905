"""What a filter means, in the words of the contract: over facts, without SQL.

A field's filter holds where all its operators do; `ne` and `notIn` hold where `eq` and `in` don't,
so for null too; the other operators hold for no null. An object holds where all its entries do.
Text is found whatever its case; `%` and `_` stand for themselves.
"""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from schema.reads.bindings.catalogue import BINDINGS
from tests.schema.reads.properties.facts import Fact

Where = Mapping[str, Any]

READ: dict[str, Any] = {
    "Float": lambda value: Decimal(repr(value)),
    "Decimal": Decimal,
    "Date": date.fromisoformat,
    "DateTime": datetime.fromisoformat,
}


def holds(where: Where, fact: Fact) -> bool:
    """Say whether a filter finds the row."""
    return all(entry(key, value, fact) for key, value in where.items())


def entry(key: str, value: Any, fact: Fact) -> bool:
    if key == "and":
        return all(holds(part, fact) for part in value)
    if key == "or":
        return any(holds(part, fact) for part in value)
    if key == "not":
        return not holds(value, fact)
    if key in fact.one:
        return leads(value, fact.one[key])
    if key in fact.many:
        return all(quantified(name, part, fact.many[key]) for name, part in value.items())
    read = READ.get(BINDINGS[fact.type].fields[key].type, lambda given: given)
    found = fact.fields[key]
    found = None if found is None else read(found)
    return all(compared(name, given, found, read) for name, given in value.items())


def leads(where: Where, other: Fact | None) -> bool:
    """Of a to-one relation: `isNull`, and a filter of the row it leads to."""
    rest = {key: value for key, value in where.items() if key != "isNull"}
    is_right = "isNull" not in where or where["isNull"] is (other is None)
    return is_right and (not rest or (other is not None and holds(rest, other)))


def quantified(name: str, where: Where, others: list[Fact]) -> bool:
    if name == "some":
        return any(holds(where, other) for other in others)
    if name == "none":
        return not any(holds(where, other) for other in others)
    return all(holds(where, other) for other in others)


def compared(operator: str, given: Any, found: Any, read: Any) -> bool:
    match operator:
        case "isNull":
            return given is (found is None)
        case "ne":
            return not compared("eq", given, found, read)
        case "notIn":
            return not compared("in", given, found, read)
        case "in":
            return found is not None and found in [read(each) for each in given]
        case "contains":
            return found is not None and folded(given) in folded(found)
        case "startsWith":
            return found is not None and folded(found).startswith(folded(given))
    return found is not None and bool(COMPARE[operator](found, read(given)))


COMPARE: dict[str, Any] = {
    "eq": lambda found, given: found == given,
    "lt": lambda found, given: found < given,
    "lte": lambda found, given: found <= given,
    "gt": lambda found, given: found > given,
    "gte": lambda found, given: found >= given,
}


def folded(text: str) -> str:
    """Return the text in lower case, letter by letter: a sigma is one wherever it stands."""
    return "".join(letter.lower() for letter in text)
