"""The verbs over the wire: what they answer, to whom, and what they leave behind."""

import asyncio
from typing import Any

import pytest

from enrollment.actors import PUBLIC, Actor, Role
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
        "specialPlan": {
            "state": "OPEN",
            "version": 2,
            "may": ["ADD_AREA_EXCEPTION", "ISSUE", "PUBLISH"],
            "area": {"totalCount": 22},
        },
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
