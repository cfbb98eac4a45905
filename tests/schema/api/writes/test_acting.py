"""The verbs over the wire: what they answer, to whom, and what they leave behind."""

import asyncio
from typing import Any

import pytest

from enrollment.actors import PUBLIC, Actor, Role
from schema import settings
from tests.schema.asking import AUDITOR, PROVINCE
from tests.schema.client import Client

COUNTY = Actor(Role.COUNTY, "staff:9", county="141124")
CREATE = """mutation ($input: CreateSpecialPlanInput!) { createSpecialPlan(input: $input) {
    plan: specialPlan { id title state version may sourcePlans { totalCount } }
    errors { code message path conflict { field base theirs mine } } } }"""
OPEN = """mutation ($input: OpenSpecialPlanInput!) { openSpecialPlan(input: $input) {
    specialPlan { state version may area { totalCount } }
    errors { code message path conflict { field base theirs mine } } } }"""
DRAFT: dict[str, Any] = {"year": 2026, "kind": "LOCAL"}
WINDOW: dict[str, Any] = {
    "submissionOpens": "2026-03-01T08:00:00+08:00",
    "submissionCloses": "2026-04-01T18:00:00+08:00",
}


async def test_a_plan_is_drafted_and_opened(client: Client):
    drafted = await client.act(CREATE, **DRAFT)
    plan = drafted["plan"]
    opened = await client.act(OPEN, specialPlan=plan["id"], expectedVersion=1, **WINDOW)

    assert plan == {
        "id": plan["id"],
        "title": "2026年地方专项计划",
        "state": "DRAFT",
        "version": 1,
        "may": ["OPEN"],
        "sourcePlans": {"totalCount": 0},
    }
    assert opened == {
        "specialPlan": {"state": "OPEN", "version": 2, "may": [], "area": {"totalCount": 22}},
        "errors": [],
    }


async def test_what_was_done_is_on_record_for_those_who_may_read_it(client: Client):
    await client.act(CREATE, **DRAFT)

    query = """{ auditEvents(where: {objectType: {eq: "SpecialPlan"}}) {
        nodes { actor role verb objectType before after } } }"""
    seen = await client.ask(query, AUDITOR)
    hidden = await client.ask(query, COUNTY)

    (event,) = seen["auditEvents"]["nodes"]
    assert event["after"]["title"] == "2026年地方专项计划"
    assert {**event, "after": None} == {
        "actor": PROVINCE.name,
        "role": "PROVINCE",
        "verb": "createSpecialPlan",
        "objectType": "SpecialPlan",
        "before": None,
        "after": None,
    }
    assert hidden["auditEvents"]["nodes"] == []


@pytest.mark.parametrize(
    ("actor", "code"),
    [(PUBLIC, "UNAUTHENTICATED"), (COUNTY, "FORBIDDEN"), (AUDITOR, "FORBIDDEN")],
    ids=lambda value: getattr(value, "role", value),
)
async def test_a_verb_is_refused_to_those_it_is_not_for(client: Client, actor: Actor, code: str):
    payload = await client.act(CREATE, actor, **DRAFT)

    assert payload["plan"] is None
    assert [error["code"] for error in payload["errors"]] == [code]
    assert await client.writes.fetchval("select count(*) from special_plan") == 0


async def test_what_is_not_seen_is_not_found(client: Client):
    plan = (await client.act(CREATE, **DRAFT))["plan"]

    for actor, asked in ((COUNTY, plan["id"]), (PROVINCE, "SpecialPlan:999"), (PROVINCE, "x")):
        payload = await client.act(OPEN, actor, specialPlan=asked, **WINDOW)

        assert [error["code"] for error in payload["errors"]] == ["NOT_FOUND"]


async def test_a_refused_rule_says_which_field_in_the_language_asked_for(client: Client):
    backwards: dict[str, Any] = {
        "submissionOpens": WINDOW["submissionCloses"],
        "submissionCloses": WINDOW["submissionOpens"],
    }

    payload = await client.act(CREATE, **DRAFT, **backwards)

    (error,) = payload["errors"]
    assert (error["code"], error["path"]) == ("WINDOW_REVERSED", ["input", "submissionCloses"])
    assert error["message"].isascii()


async def test_a_conflict_carries_base_theirs_and_mine(client: Client):
    plan = (await client.act(CREATE, **DRAFT))["plan"]
    await client.writes.execute("update special_plan set title = '改过的'")

    payload = await client.act(OPEN, specialPlan=plan["id"], expectedVersion=1, **WINDOW)

    (error,) = payload["errors"]
    assert (error["code"], error["path"]) == ("CONFLICT", ["input", "expectedVersion"])
    assert error["conflict"][0] == {
        "field": "title",
        "base": "2026年地方专项计划",
        "theirs": "改过的",
        "mine": "2026年地方专项计划",
    }
    assert await client.writes.fetchval("select state from special_plan") == "DRAFT"


async def test_fifty_repeats_at_once_have_one_effect_and_fifty_equal_answers(client: Client):
    asked = (client.act(CREATE, **DRAFT, idempotencyKey="once") for _ in range(50))
    answers = await asyncio.gather(*asked)

    assert all(answer == answers[0] for answer in answers)
    assert answers[0]["errors"] == []
    assert await client.writes.fetchval("select count(*) from special_plan") == 1
    assert (
        await client.writes.fetchval(
            "select count(*) from audit_event where verb = 'createSpecialPlan'"
        )
        == 1
    )


async def test_another_input_under_a_used_key_is_refused(client: Client):
    await client.act(CREATE, **DRAFT, idempotencyKey="once")

    payload = await client.act(CREATE, **{**DRAFT, "year": 2027}, idempotencyKey="once")

    assert [error["code"] for error in payload["errors"]] == ["IDEMPOTENCY_MISMATCH"]


async def test_verbs_of_one_document_run_one_after_the_other(client: Client):
    document = """mutation ($a: DesignateCountyInput!, $b: DesignateCountyInput!) {
        first: designateCounty(input: $a) { made: countyDesignation { ...d } errors { code } }
        again: designateCounty(input: $b) { countyDesignation { ...d } why: errors { code } } }
        fragment d on CountyDesignation { id kind validFrom validTo county { nameZh } version }"""
    given: dict[str, Any] = {
        "county": "140122",
        "kind": "TARGETED_TRAINING",
        "validFrom": "2026-01-01",
        "document": "晋教〔2026〕1号",
        "source": "test",
    }

    data = await client.ask(document, a=given, b={**given, "validFrom": "2027-01-01"})

    made = data["first"]["made"]
    assert made == {
        "id": made["id"],
        "kind": "TARGETED_TRAINING",
        "validFrom": "2026-01-01",
        "validTo": None,
        "county": {"nameZh": "阳曲县"},
        "version": 1,
    }
    assert data["again"] == {
        "countyDesignation": None,
        "why": [{"code": "OVERLAPPING_DESIGNATION"}],
    }
    end = """mutation ($input: EndDesignationInput!) { endDesignation(input: $input) {
        countyDesignation { validTo version } institutionDesignation { id } errors { code } } }"""
    ended = await client.act(
        end, designation=made["id"], endsOn="2026-06-30", document="晋教〔2026〕2号"
    )
    assert ended == {
        "countyDesignation": {"validTo": "2026-06-30", "version": 2},
        "institutionDesignation": None,
        "errors": [],
    }


INVITE = """mutation ($input: InviteStaffInput!) { inviteStaff(input: $input) {
    staff { id name role institution { nameZh } isRevoked } link errors { code path } } }"""
OFFICE: dict[str, Any] = {"name": "李老师", "role": "ADMISSIONS", "institution": "10108"}


async def test_a_link_is_told_once_and_kept_nowhere(client: Client):
    asked: dict[str, Any] = {**OFFICE, "idempotencyKey": "once"}

    first = await client.act(INVITE, **asked)
    again = await client.act(INVITE, **asked)

    secret = first["link"].removeprefix("/invitation/")
    assert len(secret) > 40
    assert again == {**first, "link": None}
    assert first["staff"] == {
        "id": first["staff"]["id"],
        "name": "李老师",
        "role": "ADMISSIONS",
        "institution": {"nameZh": "山西大学"},
        "isRevoked": False,
    }
    for table in ("idempotency_key", "audit_event", "staff"):
        kept = await client.writes.fetch(f"select t::text from {table} t")
        assert not any(secret in row[0] for row in kept)


async def test_an_account_and_a_key_are_ended(client: Client):
    end = """mutation ($input: RevokeStaffInput!) {
        revokeStaff(input: $input) { staff { isRevoked } errors { code } } }"""
    make = """mutation ($input: CreateApiKeyInput!) {
        createApiKey(input: $input) { apiKey { id isRevoked } key errors { code } } }"""
    end_key = """mutation ($input: RevokeApiKeyInput!) {
        revokeApiKey(input: $input) { apiKey { isRevoked } errors { code } } }"""
    invited = await client.act(INVITE, **OFFICE)
    made = await client.act(make, name="数据平台", role="AUDITOR")

    ended = await client.act(end, staff=invited["staff"]["id"])
    ended_key = await client.act(end_key, apiKey=made["apiKey"]["id"])

    assert ended == {"staff": {"isRevoked": True}, "errors": []}
    assert made["key"].startswith("jf_")
    assert ended_key == {"apiKey": {"isRevoked": True}, "errors": []}


async def test_a_role_without_its_scope_is_refused(client: Client):
    payload = await client.act(INVITE, name="李老师", role="COUNTY")

    assert payload["errors"] == [{"code": "SCOPE_MISSING", "path": ["input"]}]


async def test_a_user_of_an_issuer_is_known_by_the_subject(
    client: Client, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(settings, "OIDC_ISSUER", "https://id.example")

    refused = await client.act(INVITE, **OFFICE)
    known = await client.act(INVITE, **OFFICE, subject="u-1")
    taken = await client.act(INVITE, **{**OFFICE, "name": "王老师"}, subject="u-1")

    assert refused["errors"] == [{"code": "SUBJECT_MISSING", "path": ["input", "subject"]}]
    assert (known["staff"]["name"], known["link"], known["errors"]) == ("李老师", None, [])
    assert [error["code"] for error in taken["errors"]] == ["SUBJECT_TAKEN"]


async def test_it_is_explained_who_sees_what(client: Client):
    plan = (await client.act(CREATE, **DRAFT))["plan"]
    query = """query ($id: ID!) {
        explainAccess(id: $id) { isVisible role scope rule } }"""

    seen = await client.ask(query, PROVINCE, id=plan["id"])
    hidden = await client.ask(query, COUNTY, id=plan["id"])
    absent = await client.ask(query, COUNTY, id="SpecialPlan:999")

    assert seen["explainAccess"] == {
        "isVisible": True,
        "role": "PROVINCE",
        "scope": None,
        "rule": "all but samples that gave way",
    }
    assert hidden == absent
    assert hidden["explainAccess"] == {
        "isVisible": False,
        "role": "COUNTY",
        "scope": "141124",
        "rule": "what is no draft",
    }
