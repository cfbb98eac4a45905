"""Every row that is seen, with all its fields and where its relations lead: fetched unfiltered."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from asyncpg import Pool

from enrollment.actors import PUBLIC, Actor
from schema.reads.bindings.catalogue import BINDINGS, LISTINGS, NODES
from schema.reads.bindings.model import Binding
from schema.wire import Endpoint
from tests.schema.asking import OneConnection, answer

PAGE = 500


class Fact:
    """A row: its fields as they are answered, the row or rows at the end of each relation.

    No dataclass: Hypothesis would print what it leads to, without end.
    """

    def __init__(self, type_name: str) -> None:
        self.type = type_name
        self.fields: dict[str, Any] = {}
        self.one: dict[str, Fact | None] = {}
        self.many: dict[str, list[Fact]] = {}

    def __repr__(self) -> str:
        return f"<{self.fields.get('id', self.type)}>"

    @property
    def id(self) -> str:
        return str(self.fields["id"])


class Known:
    """All facts by type, and the values of each type's fields but null."""

    def __init__(self, facts: dict[str, list[Fact]]) -> None:
        self.facts = facts
        self.values = {
            (type_name, name): distinct(fact.fields[name] for fact in facts[type_name])
            for type_name, binding in BINDINGS.items()
            for name, field in binding.fields.items()
            if field.operators
        }

    def list_of(self, name: str) -> list[Fact]:
        """Return the rows of a root list that takes no arguments of its own."""
        return self.facts[LISTINGS[name].target]


async def fetched(endpoint: Endpoint, pool: Pool | OneConnection, actor: Actor = PUBLIC) -> Known:
    """Return all that is seen: what the root lists name, and whatever that leads to."""
    found: dict[str, dict[str, Any]] = {}
    wanted: dict[str, None] = {}
    for name in LISTINGS:
        if not LISTINGS[name].arguments:
            query = f"{{ list: {name}(first: {PAGE}) {{ totalCount nodes {{ id }} }} }}"
            data = (await answer(endpoint, pool, query, actor))["list"]
            assert data["totalCount"] == len(data["nodes"]), name
            wanted |= dict.fromkeys(row["id"] for row in data["nodes"])
    while wanted:
        kind = next(iter(wanted)).partition(":")[0]
        some = [each for each in wanted if each.startswith(f"{kind}:")][:PAGE]
        rows = (await answer(endpoint, pool, BY_ID[kind], actor, ids=some))["nodes"]
        found |= dict(zip(some, rows, strict=True))
        wanted |= dict.fromkeys(each for row in rows for each in ids(row))
        wanted = {each: None for each in wanted if each not in found}
    return linked(found)


def wholly(binding: Binding, depth: int = 1) -> str:
    """Return the selection of all that is stored of a row; of rows with ids beyond it, the ids."""
    parts = list(binding.fields)
    if "id" in binding.fields and depth <= 0:
        return "id"
    parts += [f"{name} {{ {of(to.target, depth)} }}" for name, to in binding.to_one.items()]
    parts += [f"{name} {{ {of(to.target, depth)} }}" for name, to in binding.plain.items()]
    parts += [
        f"{name}(first: {PAGE}) {{ nodes {{ {of(to.target, depth)} }} }}"
        for name, to in binding.to_many.items()
        if not to.arguments
    ]
    return " ".join(parts)


def of(type_name: str, depth: int) -> str:
    return wholly(BINDINGS[type_name], depth - 1)


BY_ID = {
    name: f"query ($ids: [ID!]!) {{ nodes(ids: $ids) {{ ... on {name} {{ {whole} }} }} }}"
    for name, whole in ((name, wholly(BINDINGS[name])) for name in NODES)
}


def ids(value: Any) -> Iterator[str]:
    """Yield every id in an answer."""
    if isinstance(value, Mapping):
        if "id" in value:
            yield value["id"]
        for item in value.values():
            yield from ids(item)
    elif isinstance(value, list):
        for item in value:
            yield from ids(item)


def linked(rows: Mapping[str, Any]) -> Known:
    """Return the rows, each leading to the others."""
    by_id = {key: Fact(key.partition(":")[0]) for key in rows}
    facts: dict[str, list[Fact]] = defaultdict(list)
    for key, row in rows.items():
        fill(by_id[key], row, by_id, facts)
    return Known(facts)


def fill(
    fact: Fact, row: Mapping[str, Any], by_id: Mapping[str, Fact], facts: dict[str, list[Fact]]
) -> Fact:
    def at(type_name: str, other: Mapping[str, Any]) -> Fact:
        if "id" in other:
            return by_id[other["id"]]
        return fill(Fact(type_name), other, by_id, facts)

    binding = BINDINGS[fact.type]
    facts[fact.type].append(fact)
    fact.fields |= {name: row[name] for name in binding.fields}
    for name, to_one in binding.to_one.items():
        fact.one[name] = None if row[name] is None else at(to_one.target, row[name])
    for name, plain in binding.plain.items():
        fact.many[name] = [at(plain.target, other) for other in row[name]]
    for name, to_many in binding.to_many.items():
        if not to_many.arguments:
            fact.many[name] = [at(to_many.target, other) for other in row[name]["nodes"]]
    return fact


def distinct(values: Iterable[Any]) -> list[Any]:
    return [value for value in dict.fromkeys(values) if value is not None]
