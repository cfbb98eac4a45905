"""Targeted training over the wire: from demand to service, and what each party sees of it."""

import asyncio
from typing import Any, cast

import pytest
from asyncpg import Connection

from enrollment.actors import PUBLIC, Actor, Role
from enrollment.types import PlanKind
from tests.enrollment.factories import LIN, a_line, published
from tests.enrollment.training import trained
from tests.enrollment.training.trained import BUREAU, OFFICE, OTHER_BUREAU, OTHER_OFFICE
from tests.schema.asking import AUDITOR, PROVINCE
from tests.schema.client import Client

CITY = Actor(Role.PREFECTURE, "staff:9", prefecture="141100")
OTHER_CITY = Actor(Role.PREFECTURE, "staff:10", prefecture="140100")
STATE = """mutation ($input: StateTrainingDemandInput!) { stateTrainingDemand(input: $input) {
    trainingDemand { id occupation positions answered version county { nameZh }
                     programmes { nodes { code } } } errors { code path } } }"""
SIGN = """mutation ($input: SignAgreementInput!) { signAgreement(input: $input) {
    trainingAgreement { id student freeOf subsidy state may version institution { code }
                        county { code } line { id seats } } errors { code message path } } }"""
ADVANCE = """mutation ($input: AdvanceAgreementInput!) { advanceAgreement(input: $input) {
    trainingAgreement { state may reason version }
    errors { code path conflict { field } } } }"""
DEMANDS = """{ trainingDemands(orderBy: [{positions: DESC}]) { totalCount nodes {
    occupation positions answered signed serving
    lines { totals { seats admitted } } agreements { totalCount } } } }"""
DEMAND: dict[str, Any] = {
    "year": 2020,
    "occupation": "护士",
    "positions": 12,
    "programmes": ["010101"],
}
AGREEMENT: dict[str, Any] = {
    "student": "LX-2020-001",
    "serviceYears": 6,
    "freeOf": ["TUITION", "TEXTBOOKS"],
    "subsidy": "4000",
    "document": "临教定〔2020〕1号",
    "signedOn": "2020-08-20",
}


@pytest.fixture
async def line(client: Client) -> str:
    """A published line of ten seats for Lin County, eight of them filled."""
    async with client.writes.acquire() as conn:
        plan = await trained.a_line(cast(Connection, conn))
    return f"QuotaLine:{plan.line}"


async def signed(client: Client, line: str, student: str = "LX-2020-001") -> str:
    answer = await client.act(SIGN, BUREAU, line=line, **{**AGREEMENT, "student": student})
    assert answer["errors"] == []
    return str(answer["trainingAgreement"]["id"])


async def test_a_demand_is_stated_and_answered_by_the_lines_of_its_programmes(
    client: Client, line: str
):
    stated = await client.act(STATE, BUREAU, **DEMAND)
    await client.act(STATE, BUREAU, **{**DEMAND, "occupation": "乡村医生", "programmes": []})

    demand = stated["trainingDemand"]
    assert demand == {
        "id": demand["id"],
        "occupation": "护士",
        "positions": 12,
        "answered": 10,
        "version": 1,
        "county": {"nameZh": "临县"},
        "programmes": {"nodes": [{"code": "010101"}]},
    }
    query = """{ some: trainingDemands(where: {answered: {gte: 10}}) { nodes { occupation } }
        none: trainingDemands(where: {answered: {isNull: true}}) { nodes { occupation } } }"""
    assert await client.ask(query, BUREAU) == {
        "some": {"nodes": [{"occupation": "护士"}]},
        "none": {"nodes": [{"occupation": "乡村医生"}]},
    }


async def test_a_county_sees_how_far_its_demand_has_come(client: Client, line: str):
    await client.act(STATE, BUREAU, **DEMAND)
    first, second, _ = [await signed(client, line, f"00{number}") for number in (1, 2, 3)]
    for actor, action in ((OFFICE, "STUDY"), (OFFICE, "GRADUATE"), (BUREAU, "SERVE")):
        await client.act(ADVANCE, actor, agreement=first, action=action)
    await client.act(ADVANCE, BUREAU, agreement=second, action="BREACH", reason="放弃入学")

    seen = await client.ask(DEMANDS, BUREAU)

    (demand,) = seen["trainingDemands"]["nodes"]
    assert demand == {
        "occupation": "护士",
        "positions": 12,
        "answered": 10,
        "signed": 2,
        "serving": 1,
        "lines": {"totals": {"seats": 10, "admitted": 8}},
        "agreements": {"totalCount": 3},
    }


@pytest.mark.parametrize(
    ("actor", "demands", "signed_so_far", "agreements"),
    [
        (PUBLIC, 0, None, 0),
        (BUREAU, 1, 1, 1),
        (OTHER_BUREAU, 0, None, 0),
        (CITY, 1, 1, 1),
        (OTHER_CITY, 0, None, 0),
        (OFFICE, 1, None, 1),
        (OTHER_OFFICE, 1, None, 0),
        (AUDITOR, 1, 1, 1),
        (PROVINCE, 1, 1, 1),
    ],
    ids=lambda value: f"{value.role}-{value.scope}" if isinstance(value, Actor) else None,
)
async def test_each_party_sees_its_own(
    client: Client,
    line: str,
    actor: Actor,
    demands: int,
    signed_so_far: int | None,
    agreements: int,
):
    await client.act(STATE, BUREAU, **DEMAND)
    agreement = await signed(client, line)

    seen = await client.ask(DEMANDS, actor)
    query = f'{{ trainingAgreements {{ totalCount }} node(id: "{agreement}") {{ id }} }}'
    found = await client.ask(query, actor)

    assert seen["trainingDemands"]["totalCount"] == demands
    assert [each["signed"] for each in seen["trainingDemands"]["nodes"]] == demands * [
        signed_so_far
    ]
    assert [each["agreements"]["totalCount"] for each in seen["trainingDemands"]["nodes"]] == (
        demands * [agreements]
    )
    assert found == {
        "trainingAgreements": {"totalCount": agreements},
        "node": {"id": agreement} if agreements else None,
    }


async def test_how_many_have_signed_is_found_by_no_filter_of_an_office(client: Client, line: str):
    await client.act(STATE, BUREAU, **DEMAND)
    await signed(client, line)

    query = "{ trainingDemands(where: {signed: {eq: %d}}) { totalCount } }"

    found = [await client.ask(query % number, OFFICE) for number in range(3)]
    assert [each["trainingDemands"]["totalCount"] for each in found] == [0, 0, 0]


async def test_an_agreement_is_signed_and_says_what_who_may_do(client: Client, line: str):
    answer = await client.act(SIGN, BUREAU, line=line, **AGREEMENT)

    agreement = answer["trainingAgreement"]
    assert agreement == {
        "id": agreement["id"],
        "student": "LX-2020-001",
        "freeOf": ["TEXTBOOKS", "TUITION"],
        "subsidy": "4000.00",
        "state": "SIGNED",
        "may": ["BREACH"],
        "version": 1,
        "institution": {"code": "10108"},
        "county": {"code": LIN},
        "line": {"id": line, "seats": 10},
    }
    query = "{ trainingAgreements { nodes { may } } }"
    may = {
        actor.role: (await client.ask(query, actor))["trainingAgreements"]["nodes"][0]["may"]
        for actor in (OFFICE, CITY, AUDITOR, PROVINCE)
    }
    assert may == {
        Role.ADMISSIONS: ["BREACH", "STUDY"],
        Role.PREFECTURE: [],
        Role.AUDITOR: [],
        Role.PROVINCE: ["RELEASE"],
    }


async def test_a_step_over_the_wire_takes_reason_and_version(client: Client, line: str):
    agreement = await signed(client, line)
    asked: dict[str, Any] = {"agreement": agreement, "action": "RELEASE", "reason": "因病解除"}

    stale = await client.act(ADVANCE, **asked, expectedVersion=7)
    done = await client.act(ADVANCE, **asked, expectedVersion=1)
    late = await client.act(ADVANCE, OFFICE, agreement=agreement, action="STUDY")

    assert [error["code"] for error in stale["errors"]] == ["VERSION_UNKNOWN"]
    assert done["trainingAgreement"] == {
        "state": "RELEASED",
        "may": [],
        "reason": "因病解除",
        "version": 2,
    }
    assert [error["code"] for error in late["errors"]] == ["WRONG_STATE"]


async def test_a_name_is_refused_without_being_told_again(client: Client, line: str):
    answer = await client.act(SIGN, BUREAU, line=line, **{**AGREEMENT, "student": "李四"})

    (error,) = answer["errors"]
    assert (error["code"], error["path"]) == ("STUDENT_NOT_PSEUDONYMOUS", ["input", "student"])
    assert "李四" not in error["message"]
    assert await client.writes.fetchval("select count(*) from audit_event where verb = 'sign'") == 0


async def test_of_agreements_signed_at_once_as_many_stand_as_were_admitted(
    client: Client, line: str
):
    students = [f"LX-{number:03}" for number in range(20)]

    answers = await asyncio.gather(
        *(
            client.act(SIGN, BUREAU, line=line, **{**AGREEMENT, "student": student})
            for student in students
        )
    )

    refused = [error["code"] for answer in answers for error in answer["errors"]]
    assert refused == ["AGREEMENTS_ABOVE_ADMITTED"] * 12
    assert await client.writes.fetchval("select count(*) from training_agreement") == 8


async def test_of_statements_made_at_once_each_is_a_version(client: Client):
    answers = await asyncio.gather(
        *(client.act(STATE, BUREAU, **{**DEMAND, "positions": number}) for number in range(1, 9))
    )

    assert all(answer["errors"] == [] for answer in answers)
    rows = await client.writes.fetch("select version from training_demand")
    assert [row["version"] for row in rows] == [8]


async def test_what_waits_for_whom(client: Client, line: str):
    await client.act(STATE, BUREAU, **DEMAND)
    graduate = await signed(client, line, "001")
    await signed(client, line, "002")
    for action in ("STUDY", "GRADUATE"):
        await client.act(ADVANCE, OFFICE, agreement=graduate, action=action)

    query = "{ viewer { inbox { kind count } } }"
    waiting = {}
    for actor in (BUREAU, OTHER_BUREAU, OFFICE, OTHER_OFFICE, PROVINCE):
        inbox = (await client.ask(query, actor))["viewer"]["inbox"]
        waiting[actor.name] = {each["kind"]: each["count"] for each in inbox}

    assert waiting == {
        BUREAU.name: {"AGREEMENTS_GRADUATED": 1, "AGREEMENTS_UNSIGNED": 6},
        OTHER_BUREAU.name: {},
        OFFICE.name: {"AGREEMENTS_SIGNED": 1},
        OTHER_OFFICE.name: {},
        PROVINCE.name: {"TRAINING_DEMANDS_UNANSWERED": 1},
    }


async def test_a_demand_that_is_answered_or_past_waits_for_nobody(client: Client, line: str):
    await client.act(STATE, BUREAU, **DEMAND)
    query = "{ viewer { inbox { kind } } }"

    await client.act(STATE, BUREAU, **{**DEMAND, "positions": 10})
    answered = await client.ask(query)
    await client.act(STATE, BUREAU, **{**DEMAND, "positions": 11})
    short = await client.ask(query)
    await client.writes.execute("update special_plan set state = 'CLOSED'")
    past = await client.ask(query)

    kinds = [[each["kind"] for each in data["viewer"]["inbox"]] for data in (answered, short, past)]
    assert kinds == [[], ["TRAINING_DEMANDS_UNANSWERED"], []]


async def test_samples_and_drafts_answer_no_demand(client: Client):
    async with client.writes.acquire() as taken:
        conn = cast(Connection, taken)
        await trained.a_line(conn, admitted=0)
        sample = a_line(year=2021, plan_kind=PlanKind.TARGETED, county_code=LIN)
        await published(conn, sample, is_sample=True)
    for year in (2020, 2021):
        await client.act(STATE, BUREAU, **{**DEMAND, "year": year})
    await client.writes.execute(
        "update source_plan set state = 'APPROVED', submitted_by = 'a', approved_by = 'b'"
    )

    for actor in (BUREAU, OFFICE, PROVINCE):
        demands = (await client.ask(DEMANDS, actor))["trainingDemands"]["nodes"]
        assert [each["answered"] for each in demands] == [0, 0]
        assert [each["lines"]["totals"]["seats"] for each in demands] == [0, 0]
