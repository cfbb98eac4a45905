"""Accounts and keys over the wire, and who sees what."""

from typing import Any

import pytest

from schema import settings
from tests.schema.api.writes.test_acting import COUNTY, CREATE, DRAFT
from tests.schema.asking import PROVINCE
from tests.schema.client import Client

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
