"""Every root field and verb by every role and scope, as `rights.csv` has it, for people to read.

A cell names the rows that are seen, or what becomes of the verb. `--rewrite-golden` writes it anew.
"""

import csv
from pathlib import Path
from typing import Any, cast

import pytest
from asyncpg import Connection

from enrollment.actors import PUBLIC, SCOPES, Actor, Role
from enrollment.source_plans.rows import camel
from enrollment.types import SourcePlanState
from schema.access import api_keys, staff
from schema.access.rights import Rights
from schema.api.writes.verbs import VERBS
from schema.reads.bindings.catalogue import BY_ID, LISTINGS, SINGLES
from tests.enrollment import drafted, factories
from tests.enrollment.factories import a_line, published
from tests.schema.client import Client

TABLE = Path(__file__).with_name("rights.csv")

# Of each scope one that has drafts of its own in the database, and one that has none.
OWN = {"institution": "10108", "county": "141124", "prefecture": "141100"}
OTHER = {"institution": "10112", "county": "140122", "prefecture": "140100"}
# What the record calls two of them: a system with its key, and a person with an account.
NAMES = {(Role.ADMISSIONS, "10108"): "key:1", (Role.ADMISSIONS, "10112"): "staff:2"}
ACTORS = [
    PUBLIC,
    *(
        Actor(role, NAMES.get((role, codes[scope]), "somebody"), **{scope: codes[scope]})
        for role, scope in SCOPES.items()
        for codes in (OWN, OTHER)
    ),
    Actor(Role.AUDITOR, "an auditor"),
    Actor(Role.PROVINCE, "a clerk"),  # last: what it does can be done once
]

# Each object's id, and the name that it has in the table.
NAMED = """
select 'SpecialPlan:' || id, lower(state) from special_plan
 union all
select 'SourcePlan:' || id, lower(state) || ' ' || institution_code from source_plan
 union all
select 'QuotaLine:' || id, lower(state) || ' ' || institution_code from quota_line
 union all
select 'QuotaAccount:' || id, lower(state) || ' ' || institution_code from quota_line
 union all
select 'Admission:' || a.id, lower(state) || ' ' || institution_code
  from admission a join quota_line l on l.id = a.quota_line_id
 union all
select distinct 'QuotaMovement:' || movement_id, lower(state) || ' ' || institution_code
  from leg join quota_line l on l.id in (from_account, to_account)
 union all
select 'AuditEvent:' || id, 'by ' || actor from audit_event where object_type <> 'Movement'
 union all
select 'Staff:' || id, institution_code from staff
 union all
select 'ApiKey:' || id, institution_code from api_key
"""
# Of what all roles see, one each.
EVERYWHERE = (
    "County:140122",
    "Prefecture:140100",
    "Institution:10108",
    "Programme:010101",
    "CountyDesignation:1",
)

# What is looked up when it is needed: an id by SQL.
PLAN = "select 'SpecialPlan:' || id from special_plan where year = {}"
SOURCE_PLAN = (
    "select 'SourcePlan:' || source_plan.id from source_plan"
    " join special_plan on special_plan.id = special_plan_id"
    " where year = 2023 and institution_code = '{}'"
)
LINE = "select 'QuotaLine:' || {}(id) from quota_line where year = 2020"
ORDER = {"reason": "调剂", "documentNumber": "晋教〔2026〕1号"}

INPUTS: dict[str, dict[str, Any]] = {
    "createSpecialPlan": {"year": 2030, "kind": "LOCAL"},
    "openSpecialPlan": {"specialPlan": PLAN.format(2022)},
    "addAreaException": {
        "specialPlan": PLAN.format(2021),
        "county": "140122",
        "reason": "增列",
        "document": "晋教〔2026〕1号",
    },
    "publishSpecialPlan": {"specialPlan": PLAN.format(2024)},
    "closeSpecialPlan": {"specialPlan": PLAN.format(2019)},
    "draftSourcePlan": {"specialPlan": PLAN.format(2025)},
    "setQuotaLines": {
        "sourcePlan": SOURCE_PLAN.format("10108"),
        "lines": [{camel(name): value for name, value in drafted.ROW.items()}],
    },
    "submitSourcePlan": {"sourcePlan": SOURCE_PLAN.format("10108")},
    "withdrawSourcePlan": {"sourcePlan": SOURCE_PLAN.format("10108")},
    "returnSourcePlan": {"sourcePlan": SOURCE_PLAN.format("10112"), "reason": "请核对"},
    "commentOnSourcePlan": {"sourcePlan": SOURCE_PLAN.format("10112"), "text": "已阅"},
    "approveSourcePlan": {
        "sourcePlan": SOURCE_PLAN.format("10110"),
        "documentNumber": "晋教〔2026〕1号",
    },
    "issueQuota": {"specialPlan": PLAN.format(2020), "seats": 9, **ORDER},
    "transferSeats": {
        "fromLine": LINE.format("min"),
        "toLine": LINE.format("max"),
        "seats": 3,
        **ORDER,
    },
    "adjustSeats": {"line": LINE.format("min"), "change": 1, **ORDER},
    "withdrawSeats": {"line": LINE.format("min"), "seats": 1, **ORDER},
    "reverseMovement": {"movement": "select 'QuotaMovement:' || max(id) from movement", **ORDER},
    "designateCounty": {
        "county": "140122",
        "kind": "TARGETED_TRAINING",
        "validFrom": "2026-01-01",
        "document": "晋教〔2026〕1号",
        "source": "test",
    },
    "designateInstitution": {
        "institution": "10108",
        "kind": "ASSISTING_UNIVERSITY",
        "validFrom": "2026-01-01",
        "document": "晋教〔2026〕1号",
        "source": "test",
    },
    "endDesignation": {
        "designation": "CountyDesignation:1",
        "endsOn": "2030-01-01",
        "document": "晋教〔2026〕2号",
    },
    "inviteStaff": {"name": "新同事", "role": "AUDITOR"},
    "revokeStaff": {"staff": "Staff:1"},
    "createApiKey": {"name": "新系统", "role": "AUDITOR"},
    "revokeApiKey": {"apiKey": "ApiKey:1"},
}


@pytest.fixture
async def filled(client: Client) -> Client:
    """Published and draft lines of two institutions, plans in three states, accounts and acts."""
    async with client.writes.acquire() as taken:
        conn = cast(Connection, taken)
        for year in (2019, 2020, 2021):
            for code, name in (("10108", "山西大学"), ("10112", "太原理工大学")):
                await published(conn, a_line(year=year, institution_code=code, institution=name))
        await conn.execute("update source_plan set state = 'DRAFT' where special_plan_id = 3")
        await conn.execute(
            "update special_plan set state = 'OPEN', submission_opens = $1, submission_closes = $2"
            " where year = 2021",
            factories.OPENS,
            factories.CLOSES,
        )
        await factories.a_draft(conn, year=2022)
        await in_review(conn)
        for year in (2024, 2025):
            await drafted.an_open_plan(conn, year=year)
        for code in OWN["institution"], OTHER["institution"]:
            rights = Rights(Role.ADMISSIONS, institution=code)
            await staff.invite(conn, ACTORS[-1], name=code, rights=rights)
            await api_keys.create_key(conn, ACTORS[-1], name=code, rights=rights)
    return client


async def in_review(conn: Connection) -> None:
    """Source plans of three offices in an open plan: a draft, and two that are submitted."""
    plan_id = await drafted.an_open_plan(conn, year=2023)
    for code, state in (
        ("10108", SourcePlanState.DRAFT),
        ("10112", SourcePlanState.SUBMITTED),
        ("10110", SourcePlanState.SUBMITTED),
    ):
        office = Actor(Role.ADMISSIONS, f"office {code}", institution=code)
        await drafted.a_source_plan(conn, plan_id, state=state, office=office)


async def test_every_root_field_and_verb_is_open_to_whom_the_table_says(
    filled: Client, request: pytest.FixtureRequest
):
    async with filled.writes.acquire() as conn:
        named = await conn.fetch(NAMED)
    names = {**dict.fromkeys(EVERYWHERE, "all"), **{row[0]: row[1] for row in named}}
    found = [["", *(f"{actor.role} {actor.scope or ''}".strip() for actor in ACTORS)]]
    for root in roots(filled):
        seen = [await cell(filled, root, actor, names) for actor in ACTORS]
        found.append([root, *seen])
    for verb in VERBS:
        found.append([verb, *[await outcome(filled, verb, actor) for actor in ACTORS]])

    if request.config.getoption("--rewrite-golden"):
        with TABLE.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(found)
    with TABLE.open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == found


def roots(client: Client) -> list[str]:
    query = client.endpoint.schema.query_type
    assert query is not None
    return list(query.fields)


def test_every_verb_of_the_schema_has_a_row(client: Client):
    mutation = client.endpoint.schema.mutation_type
    assert mutation is not None

    assert set(mutation.fields) == set(VERBS) == set(INPUTS)


async def cell(client: Client, root: str, actor: Actor, names: dict[str, str]) -> str:
    """Return which of the named objects the actor finds by a root field."""
    if root == "viewer":
        viewer = (await client.ask("{ viewer { role inbox { kind count } } }", actor))["viewer"]
        waiting = ", ".join(f"{each['count']} {each['kind']}" for each in viewer["inbox"])
        return f"{viewer['role']}{waiting and ': '}{waiting}"
    if root in LISTINGS:
        arguments = '(county: "141124", year: 2020)' if LISTINGS[root].arguments else ""
        query = f"{{ found: {root}{arguments} {{ nodes {{ id }} }} }}"
        rows = (await client.ask(query, actor))["found"]["nodes"]
        return said(names[row["id"]] for row in rows if row["id"] in names)
    return said([name for id, name in names.items() if await is_found(client, root, actor, id)])


async def is_found(client: Client, root: str, actor: Actor, id: str) -> bool:
    type_name, _, key = id.partition(":")
    target = BY_ID.get(root) or (SINGLES[root].target if root in SINGLES else type_name)
    if type_name != target:
        return False
    argument, fields = f'id: "{id}"', "id"
    expected: dict[str, Any] = {"id": id}
    if root == "explainAccess":
        fields, expected = "isVisible", {"isVisible": True}
    elif root == "specialPlan":
        query = "select year from special_plan where id = $1"
        argument = f"year: {await client.writes.fetchval(query, int(key))}, kind: NATIONAL"
    elif root in SINGLES:
        argument = f'code: "{key}"'
    if root == "nodes":
        query = f'{{ found: nodes(ids: ["{id}"]) {{ id }} }}'
        return bool([expected] == (await client.ask(query, actor))["found"])
    query = f"{{ found: {root}({argument}) {{ {fields} }} }}"
    return bool(expected == (await client.ask(query, actor))["found"])


def said(names: Any) -> str:
    return ", ".join(sorted(set(names))) or "none"


async def outcome(client: Client, verb: str, actor: Actor) -> str:
    """Return what becomes of a verb: done, or the code of its refusal."""
    given = {
        name: await client.writes.fetchval(value) if str(value).startswith("select ") else value
        for name, value in INPUTS[verb].items()
    }
    kind = verb[0].upper() + verb[1:]
    query = f"mutation ($input: {kind}Input!) {{ {verb}(input: $input) {{ errors {{ code }} }} }}"
    errors = (await client.act(query, actor, **given))["errors"]
    return str(errors[0]["code"]) if errors else "done"
