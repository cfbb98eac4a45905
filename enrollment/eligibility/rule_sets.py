"""The rules of a year and kind of plan: versions that are added, never changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson
from asyncpg import Connection, Record

from enrollment import days, errors, inputs, record, rights
from enrollment.actors import Actor, Role
from enrollment.eligibility.grounds import check_year
from enrollment.rows import Rows
from enrollment.types import Condition, OnError, PlanKind, Standing

VERBS: Mapping[str, frozenset[Role]] = {"saveRuleSet": frozenset({Role.PROVINCE})}

MOST_RULES = 50
LONGEST_CLAUSE, LONGEST_REFERENCE = 1000, 500  # characters

# A rule and a set by their wire names, as a save wants them and as they are on record.
RULE = """
json_build_object('condition', condition, 'years', years, 'countedTo', rule.counted_to,
                  'clause', clause, 'clauseEn', clause_en, 'source', source)
"""
SET = f"""
select version, decided_on as "decidedOn", document, counted_to as "countedTo",
       counted_to_clause as "countedToClause", counted_to_source as "countedToSource",
       (select json_agg({RULE} order by number) from rule where rule_set = code) as rules
  from rule_set
"""


@dataclass(frozen=True, slots=True)
class NewRule:
    """A rule as the province decides it."""

    condition: Condition
    clause: str
    source: str
    years: int | None = None
    counted_to: date | None = None  # where another than the set's
    clause_en: str | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """A version on record: its number, and its fields by their wire names."""

    number: int
    fields: dict[str, Any]


async def save(
    conn: Connection,
    actor: Actor,
    *,
    year: int,
    kind: PlanKind,
    decided_on: date,
    document: str,
    counted_to: date,
    counted_to_clause: str,
    counted_to_source: str,
    rules: Sequence[NewRule],
    expected_version: int | None = None,
) -> record.Done:
    """Add a version of the rules, which is in force from now on; none is ever changed.

    `expected_version` is the version that it was made on; 0 is the sample, or that there is none.
    Refused: `rights.allow`, `inputs`, `RulesMissing`, `TooManyRules`, `Conflict`,
    `VersionUnknown`, `DecisionImplausible`, `YearImplausible`, `CountedToImplausible`,
    `RuleTwice`, `YearsMisplaced`, `YearsImplausible`.
    """
    rights.allow(actor, VERBS["saveRuleSet"])
    check_year(year)
    inputs.when("decidedOn", decided_on)
    mine: dict[str, Any] = {
        "decidedOn": decided_on,
        "document": inputs.text("document", document, most=LONGEST_REFERENCE),
        "countedTo": counted_to,
        "countedToClause": inputs.text("countedToClause", counted_to_clause, most=LONGEST_CLAUSE),
        "countedToSource": inputs.text(
            "countedToSource", counted_to_source, most=LONGEST_REFERENCE
        ),
        "rules": checked(rules),
    }
    with errors.named():
        async with record.atomic(conn):
            before = await take_newest(conn, year, kind)
            await expect(conn, year, kind, before, expected_version, mine)
            check_decision(decided_on, before)
            code = await add(conn, year, kind, before.number + 1, mine)
            await record.write(
                conn,
                actor=actor,
                verb="saveRuleSet",
                object_type="RuleSet",
                object_id=code,
                before=before.fields or None,
                after={"year": year, "kind": kind, **mine},
            )
    return {"ruleSet": code}


def checked(rules: Sequence[NewRule]) -> list[dict[str, object]]:
    """Return the rules by their wire names; some have to ask for something, and not too many."""
    if all(rule.condition is Condition.NOTE for rule in rules):
        raise errors.RulesMissing
    if len(rules) > MOST_RULES:
        raise errors.TooManyRules(given=len(rules), most=MOST_RULES)
    judged, found = Rows("rules", rules, OnError.REJECT_ALL), []
    for number, rule in judged:
        with judged.judging(number):
            found.append(wanted(rule))
    judged.settle()
    return found


def wanted(rule: NewRule) -> dict[str, object]:
    clause_en = rule.clause_en
    if clause_en is not None:
        clause_en = inputs.text("clauseEn", clause_en, most=LONGEST_CLAUSE)
    return {
        "condition": rule.condition,
        "years": rule.years,
        "countedTo": None if rule.counted_to is None else rule.counted_to.isoformat(),
        "clause": inputs.text("clause", rule.clause, most=LONGEST_CLAUSE),
        "clauseEn": clause_en,
        "source": inputs.text("source", rule.source, most=LONGEST_REFERENCE),
    }


async def take_newest(conn: Connection, year: int, kind: PlanKind) -> Saved:
    """Return the newest version, 0 without fields where there is none; later saves wait."""
    await conn.execute("select pg_advisory_xact_lock(hashtext('rules ' || $1), $2)", kind, year)
    row = await conn.fetchrow(
        f"{SET} where year = $1 and kind = $2 order by version desc limit 1", year, kind
    )
    return Saved(0, {}) if row is None else saved(row)


def saved(row: Record) -> Saved:
    fields = dict(row)
    return Saved(fields.pop("version"), {**fields, "rules": orjson.loads(fields["rules"])})


async def expect(
    conn: Connection,
    year: int,
    kind: PlanKind,
    theirs: Saved,
    expected: int | None,
    mine: Mapping[str, object],
) -> None:
    """Refuse, as `record.expect` does, a save that was made on another version than the newest."""
    if expected is None or expected == theirs.number:
        return
    base = await conn.fetchrow(
        f"{SET} where year = $1 and kind = $2 and version = $3", year, kind, expected
    )
    if base is None:
        raise errors.VersionUnknown(expected=expected, version=theirs.number)
    raise errors.Conflict(
        expected=expected,
        version=theirs.number,
        fields=record.differences(saved(base).fields, theirs.fields, mine),
    )


def check_decision(decided_on: date, before: Saved) -> None:
    """Refuse a version decided before the one before it, or after today in Shanxi."""
    first = before.fields.get("decidedOn") or date(inputs.FIRST, 1, 1)
    last = days.today()
    if not first <= decided_on <= last:
        raise errors.DecisionImplausible(first=first, last=last)


async def add(
    conn: Connection, year: int, kind: PlanKind, version: int, mine: Mapping[str, Any]
) -> str:
    """Write the version and its rules; return its code."""
    code: str = await conn.fetchval(
        """
        insert into rule_set (year, kind, version, decided_on, document, counted_to,
                              counted_to_clause, counted_to_source, counted_to_standing)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        returning code
        """,
        year,
        kind,
        version,
        mine["decidedOn"],
        mine["document"],
        mine["countedTo"],
        mine["countedToClause"],
        mine["countedToSource"],
        Standing.STATED,
    )
    rules = mine["rules"]
    await conn.execute(
        """
        insert into rule (rule_set, number, condition, years, counted_to, clause, clause_en,
                          source, standing)
        select $1, number, condition, years, counted_to::date, clause, clause_en, source, $2
          from unnest($3::text[], $4::int[], $5::text[], $6::text[], $7::text[], $8::text[])
               with ordinality
               as wanted (condition, years, counted_to, clause, clause_en, source, number)
        """,
        code,
        Standing.STATED,
        *(
            [rule[name] for rule in rules]
            for name in ("condition", "years", "countedTo", "clause", "clauseEn", "source")
        ),
    )
    return code
