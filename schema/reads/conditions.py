"""`where`: from the argument to a condition, from the condition to SQL.

A condition is true or false for every row, never unknown: `not` is pushed down to its leaves, and
each leaf says what becomes of null. So `w` and `not w` split every list in two.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from schema import limits
from schema.reads import refusals
from schema.reads.bindings.catalogue import BINDINGS
from schema.reads.bindings.model import Binding, Field, ToOne
from schema.reads.refusals import Place
from schema.reads.values import Param, Values, checked


@dataclass(frozen=True, slots=True)
class Compare:
    """A field against a value; `negated` is its complement, rows with null included."""

    field: str
    operator: str
    param: Param
    negated: bool


@dataclass(frozen=True, slots=True)
class IsNull:
    field: str
    negated: bool


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Some:
    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Related:
    """There is a row at the other end of `relation` that meets `part`; `negated`: there is none.

    Of a to-one relation, `some` of a to-many; `none` is its negation, and `every` the negation
    of `some` row that does not meet the filter.
    """

    relation: str
    part: "Condition"
    negated: bool


Condition: TypeAlias = Compare | IsNull | All | Some | Related

EVERYTHING = All(())
NEGATIVE = {"ne": "eq", "notIn": "in"}


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads one `where` argument: where it stands, and where its values go.

    `name` is the path of what is read, as `where.and[0].seats`; `negated` asks for the complement.
    """

    values: Values
    place: Place

    def read(
        self, where: Mapping[str, Any] | None, binding: Binding, name: str, negated: bool = False
    ) -> Condition:
        """Return the condition of `where`, a filter of `binding`'s type; or its complement."""
        parts = [
            self.entry(key, value, binding, f"{name}.{key}", negated)
            for key, value in (where or {}).items()
        ]
        return joined(parts, negated)

    def entry(self, key: str, value: Any, binding: Binding, name: str, negated: bool) -> Condition:
        self.refuse_null(value, name)
        if name.count(".") > limits.DEEPEST:
            raise self.place.error(refusals.TooDeep(most=limits.DEEPEST), "where")
        relation = binding.relation(key)
        self.values.count(self.place, name, is_relation=relation is not None)
        if key == "not":
            return self.read(value, binding, name, not negated)
        if key in ("and", "or"):
            if len(value) > limits.MOST_CONDITIONS:
                refusal = refusals.TooManyConditions(most=limits.MOST_CONDITIONS)
                raise self.place.error(refusal, name)
            parts = [
                self.read(item, binding, f"{name}[{number}]", negated)
                for number, item in enumerate(value)
            ]
            return joined(parts, negated == (key == "and"))
        if relation is None:
            return self.compare(key, value, binding.fields[key], name, negated)
        read = self.to_one if isinstance(relation, ToOne) else self.to_many
        return read(key, value, BINDINGS[relation.target], name, negated)

    def to_one(
        self, key: str, value: Mapping[str, Any], target: Binding, name: str, negated: bool
    ) -> Condition:
        """A filter of what the relation leads to; `isNull` asks whether it leads anywhere."""
        rest = {field: item for field, item in value.items() if field != "isNull"}
        parts: list[Condition] = []
        if "isNull" in value:
            self.refuse_null(value["isNull"], f"{name}.isNull")
            parts.append(Related(key, EVERYTHING, value["isNull"] != negated))
        if rest:
            parts.append(Related(key, self.read(rest, target, name), negated))
        return joined(parts, negated)

    def to_many(
        self, key: str, value: Mapping[str, Any], target: Binding, name: str, negated: bool
    ) -> Condition:
        parts: list[Condition] = []
        for quantifier, where in value.items():
            path = f"{name}.{quantifier}"
            self.refuse_null(where, path)
            part = self.read(where, target, path, quantifier == "every")
            parts.append(Related(key, part, negated == (quantifier == "some")))
        return joined(parts, negated)

    def compare(
        self, key: str, operators: Mapping[str, Any], field: Field, name: str, negated: bool
    ) -> Condition:
        parts = [
            self.operator(key, operator, operand, field, f"{name}.{operator}", negated)
            for operator, operand in operators.items()
        ]
        return joined(parts, negated)

    def operator(
        self, key: str, operator: str, operand: Any, field: Field, name: str, negated: bool
    ) -> Condition:
        self.refuse_null(operand, name)
        if operator == "isNull":
            return IsNull(key, operand == negated)
        negated ^= operator in NEGATIVE
        operator = NEGATIVE.get(operator, operator)
        if operator == "in":
            items = [checked(item, name, self.place) for item in operand]
            param = self.values.add_many(items, field.type)
        else:
            param = self.values.add(checked(operand, name, self.place), field.type)
        return Compare(key, operator, param, negated)

    def refuse_null(self, value: object, name: str) -> None:
        if value is None:
            raise self.place.error(refusals.OperandIsNull(path=name), name)


def size(condition: Condition) -> int:
    """Return how many comparisons and relations a condition has."""
    match condition:
        case All() | Some():
            return sum(map(size, condition.parts))
        case Related():
            return 1 + size(condition.part)
        case _:
            return 1


def joined(parts: Sequence[Condition], any_of: bool) -> Condition:
    """Join parts that all have to hold, or, of a complement, one of which has to."""
    if len(parts) == 1:
        return parts[0]
    return Some(tuple(parts)) if any_of else All(tuple(parts))
