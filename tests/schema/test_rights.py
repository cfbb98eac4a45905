"""Every root field and verb by every role and scope, as `rights.csv` has it, for people to read.

A cell names the rows that are seen, or what becomes of the verb. `--rewrite-golden` writes it anew.
"""

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import orjson
import pytest
from asyncpg import Connection

from enrollment.actors import PUBLIC, SCOPES, Actor, Role
from enrollment.source_plans.rows import camel
from enrollment.types import SourcePlanState
from schema.access import api_keys, staff
from schema.access.rights import Rights
from schema.api.writes.verbs import VERBS
from schema.live import questions
from schema.reads.bindings.catalogue import BY_ID, LISTINGS, SINGLES
from tests.enrollment import drafted, factories
from tests.enrollment.factories import a_line, published
from tests.enrollment.training import trained
from tests.schema import sealed
from tests.schema.asking import a_question
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

FIRST, LAST = datetime(2020, 1, 1, tzinfo=UTC), datetime(2021, 1, 1, tzinfo=UTC)

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
 union all
select 'TrainingDemand:' || id, 'of ' || county_code from training_demand
 union all
select 'TrainingAgreement:' || a.id, 'of ' || county_code || ' with ' || institution_code
  from training_agreement a join quota_line l on l.id = a.quota_line_id
"""
# Of what all roles see, one each.
EVERYWHERE = (
    "County:140122",
    "Prefecture:140100",
    "Institution:10108",
    "Programme:010101",
    "CountyDesignation:1",
    "RuleSet:2020NATIONAL0",
)

# What is looked up when it is needed: an id by SQL.
PLAN = "select 'SpecialPlan:' || id from special_plan where year = {}"
SOURCE_PLAN = (
    "select 'SourcePlan:' || source_plan.id from source_plan"
    " join special_plan on special_plan.id = special_plan_id"
    " where year = 2023 and institution_code = '{}'"
)
LINE = "select 'QuotaLine:' || {}(id) from quota_line where year = 2020 and plan_kind = 'NATIONAL'"
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
    "stateTrainingDemand": {"year": 2020, "occupation": "护士", "positions": 3},
    "signAgreement": {
        "line": "select 'QuotaLine:' || id from quota_line where plan_kind = 'TARGETED'",
        "student": "LX-001",
        "serviceYears": 6,
        "freeOf": ["TUITION"],
        "document": "临教定〔2020〕1号",
        "signedOn": "2020-08-20",
    },
    "advanceAgreement": {
        "agreement": "TrainingAgreement:1",
        "action": "RELEASE",
        "reason": "因病",
    },
    "recordAdmissions": {
        "rows": [
            {
                "line": LINE.format("min"),
                "round": 1,
                "applied": 9,
                "filed": 8,
                "admitted": 7,
                "enrolled": 6,
                "withdrawn": 1,
            }
        ]
    },
    "saveRuleSet": {
        "year": 2021,
        "kind": "NATIONAL",
        "decidedOn": "2021-02-01",
        "document": "晋招考〔2021〕1号",
        "countedTo": "2021-09-01",
        "countedToClause": "计算至9月1日",
        "countedToSource": "test",
        "rules": [{"condition": "ATTENDANCE", "clause": "实际就读", "source": "test"}],
    },
}


@pytest.fixture
async def filled(client: Client) -> Client:
    """Published and draft lines of two institutions, plans in three states, accounts and acts."""
    async with client.writes.acquire() as taken:
        conn = cast(Connection, taken)
        await sealed.seal(conn, FIRST)
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
        await trained.a_demand(conn)
        await trained.an_agreement(conn, (await trained.a_line(conn)).line)
        for code in OWN["institution"], OTHER["institution"]:
            rights = Rights(Role.ADMISSIONS, institution=code)
            await staff.invite(conn, ACTORS[-1], name=code, rights=rights)
            await api_keys.create_key(conn, ACTORS[-1], name=code, rights=rights)
        await sealed.seal(conn, LAST)
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
    found.append(["quotaMoved", *[await told(filled, actor, names) for actor in ACTORS]])
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
    if root == "ledgerProof":
        query = "query ($year: Int!) { ledgerProof(year: $year) { allocated } }"
        years = {year: await client.ask(query, actor, year=year) for year in (2020, 2021)}
        return ", ".join(
            f"{proof['ledgerProof']['allocated']} of {year}" for year, proof in years.items()
        )
    if root == "eligibility":
        query = "{ found: eligibility(input: {}, year: 2021) { areaBasis } }"
        national = (await client.ask(query, actor))["found"][0]
        return f"2021 by the area of {national['areaBasis']}"
    if root == "quotaChanges":
        between = f'from: "{FIRST.isoformat()}", to: "{LAST.isoformat()}"'
        found = [
            f"{{ found: quotaChanges(year: {year}, {between}) {{ nodes {{ lineId }} }} }}"
            for year in (2020, 2021)
        ]
        changes = [await client.ask(query, actor) for query in found]
        return said(names[row["lineId"]] for each in changes for row in each["found"]["nodes"])
    if root in LISTINGS:
        arguments = '(county: "141124", year: 2020)' if LISTINGS[root].arguments else ""
        query = f"{{ found: {root}{arguments} {{ nodes {{ id }} }} }}"
        rows = (await client.ask(query, actor))["found"]["nodes"]
        return said(names[row["id"]] for row in rows if row["id"] in names)
    return said([name for id, name in names.items() if await is_found(client, root, actor, id)])


async def told(client: Client, actor: Actor, names: dict[str, str]) -> str:
    """Return which movements the actor is told of once they are sealed."""
    asked = a_question("subscription { quotaMoved { id } }")
    question = questions.of(client.endpoint, asked, actor)
    ids = [id for id in names if id.startswith("QuotaMovement:")]
    async with client.reads.acquire() as conn:
        texts = await question.told(conn, [int(id.partition(":")[2]) for id in ids])
    return said(names[orjson.loads(text)["data"]["quotaMoved"]["id"]] for text in texts)


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
    given = await looked_up(client, INPUTS[verb])
    kind = verb[0].upper() + verb[1:]
    query = f"mutation ($input: {kind}Input!) {{ {verb}(input: $input) {{ errors {{ code }} }} }}"
    errors = (await client.act(query, actor, **given))["errors"]
    return str(errors[0]["code"]) if errors else "done"


async def looked_up(client: Client, given: Any) -> Any:
    """Return the input with what stands there as SQL looked up."""
    match given:
        case dict():
            return {name: await looked_up(client, value) for name, value in given.items()}
        case list():
            return [await looked_up(client, value) for value in given]
        case str() if given.startswith("select "):
            return await client.writes.fetchval(given)
        case _:
            return given
