"""The lists there are: root fields, and those that hang on an object."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from asyncpg import Pool
from hypothesis import strategies as st

from schema.reads.bindings.catalogue import BINDINGS, LISTINGS
from schema.reads.bindings.model import Through, ToMany
from schema.wire import Endpoint
from tests.schema.asking import OneConnection, answer
from tests.schema.reads.properties.facts import Fact, Known

ARGUMENTS = {"where": "{}Where", "orderBy": "[{}OrderBy!]", "first": "Int", "after": "String"}
ARGUMENTS |= {"last": "Int", "before": "String"}
ENDS = ("movement", "fromAccount", "toAccount")  # what tells legs apart
KEYS = {"QuotaLeg": " ".join(f"{end} {{ id }}" for end in ENDS)}


@dataclass(frozen=True)
class List:
    """A list, of an object or of none; `own` are the arguments that it has besides every list's."""

    field: str
    target: str
    own: tuple[tuple[str, Any], ...] = ()
    owner: str | None = None

    @property
    def key(self) -> str:
        """The selection that tells its rows apart."""
        return KEYS.get(self.target, "id")

    @property
    def count(self) -> str:
        """The selection that answers which rows there are, and how many."""
        return f"totalCount nodes {{ {self.key} }}"

    def called(self, alias: str, body: str, **variables: str) -> str:
        """Return the field, its arguments being variables."""
        written = [f"{name}: {orjson.dumps(value).decode()}" for name, value in self.own]
        written += [f"{name}: ${variable}" for name, variable in variables.items()]
        arguments = f"({', '.join(written)})" if written else ""
        return f"{alias}: {self.field}{arguments} {{ {body} }}"

    def within(self, fields: str) -> str:
        """Return root fields that reach `fields` of the owner."""
        if self.owner is None:
            return fields
        return f'node(id: "{self.owner}") {{ ... on {self.owner_type} {{ {fields} }} }}'

    @property
    def owner_type(self) -> str:
        return "Query" if self.owner is None else self.owner.partition(":")[0]

    def declared(self, name: str) -> str:
        return ARGUMENTS[name].format(self.target)


async def asked(
    endpoint: Endpoint, pool: Pool | OneConnection, of: List, body: str, **arguments: Any
) -> Any:
    """Return the connection that a list answers with."""
    (found,) = await asked_all(endpoint, pool, of, body, arguments)
    return found


async def asked_all(
    endpoint: Endpoint,
    pool: Pool | OneConnection,
    of: List,
    body: str,
    *each: Mapping[str, Any],
) -> list[Any]:
    """Return a list's connections under each set of arguments, asked for at once."""
    declared: list[str] = []
    variables: dict[str, Any] = {}
    fields: list[str] = []
    for number, arguments in enumerate(each):
        names = {name: f"{name}{number}" for name in arguments}
        declared += [f"${names[name]}: {of.declared(name)}" for name in arguments]
        variables |= {names[name]: value for name, value in arguments.items()}
        fields.append(of.called(f"list{number}", body, **names))
    head = f"query ({', '.join(declared)})" if declared else "query"
    query = f"{head} {{ {of.within(' '.join(fields))} }}"
    data = await answer(endpoint, pool, query, **variables)
    data = data if of.owner is None else data["node"]
    return [data[f"list{number}"] for number in range(len(each))]


def key(row: Mapping[str, Any]) -> str:
    """Return what tells a row from the others of its list."""
    return str(row["id"]) if "id" in row else " ".join(row[end]["id"] for end in ENDS)


def keys(connection: Mapping[str, Any]) -> list[str]:
    return [key(row) for row in connection["nodes"]]


def fact_key(fact: Fact) -> str:
    if "id" in fact.fields:
        return fact.id
    return " ".join(one.id for end in ENDS if (one := fact.one[end]))


def nested() -> list[tuple[str, str, ToMany | Through]]:
    """Return owner, name and relation of each list that hangs on an object with an id."""
    return [
        (owner, name, relation)
        for owner, binding in BINDINGS.items()
        if "id" in binding.fields
        for name, relation in binding.to_many.items()
    ]


ROOTS = [name for name, listing in LISTINGS.items() if not listing.is_between]
NESTED = nested()


@st.composite
def lists(draw: st.DrawFn, known: Known) -> List:
    """Draw any list, the roots more often."""
    if draw(st.booleans()):
        return draw(roots(known))
    owner, name, relation = draw(st.sampled_from(hanging(known)))
    fact = draw(st.sampled_from(fullest(known, owner, name)))
    own = (("year", draw(YEARS)),) if relation.arguments else ()
    return List(name, relation.target, own, fact.id)


@st.composite
def roots(draw: st.DrawFn, known: Known) -> List:
    name = draw(st.sampled_from(ROOTS))
    own: tuple[tuple[str, Any], ...] = ()
    if name == "openQuota":
        county = draw(st.sampled_from(known.facts["County"]))
        own = (("county", county.fields["code"]), ("year", draw(YEARS)))
    return List(name, LISTINGS[name].target, own)


YEARS = st.sampled_from([2020, 2019, 2018, 2021])


def hanging(known: Known) -> list[tuple[str, str, ToMany | Through]]:
    """Return the lists of objects of which there are any."""
    return [each for each in NESTED if known.facts.get(each[0])]


def fullest(known: Known, owner: str, name: str) -> list[Fact]:
    """Return the owners with the longest lists, and one that may have none."""
    facts = sorted(known.facts[owner], key=lambda fact: -len(fact.many.get(name, ())))
    return [*facts[:8], facts[-1]]
