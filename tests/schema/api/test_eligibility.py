"""The check over the wire: what it answers, in which language, and that nothing of it is kept."""

import logging
from dataclasses import replace
from typing import Any

import orjson
import pytest
from asyncpg import InterfaceError, Pool

from enrollment.actors import PUBLIC
from schema import problems
from schema.asked import Asked, Unreadable
from schema.database.pool import open_reads
from schema.wire import Endpoint, Refused
from tests.schema.asking import a_question, answer, context
from tests.schema.client import Client

ASK = """
    query ($input: CandidateInput!, $year: Int!) {
      eligibility(input: $input, year: $year) {
        kind verdict why missing areaBasis ruleSetId isSample
        conditions { condition required actual passed why missing clause source isSample }
        notes { clause clauseEn standing } } }
"""
SAVE = """
    mutation ($input: SaveRuleSetInput!) {
      saveRuleSet(input: $input) {
        ruleSet { id version isCurrent isSample rules { condition years } }
        errors { code path conflict { field base theirs mine } } } }
"""
LIN = "141124"
GIRL: dict[str, Any] = {
    "registrations": [{"county": LIN, "since": "2002-03-05"}],
    "isRural": True,
    "guardianRegistrations": [{"county": LIN, "since": "1975-01-01"}],
    "isGuardianRural": True,
    "schools": [{"county": LIN, "since": "2017-09-02"}],
    "isCountySchool": True,
    "hasAttended": True,
}
UNKNOWN: dict[str, Any] = {"schools": [{"county": "149999"}]}
RULES: dict[str, Any] = {
    "year": 2020,
    "kind": "NATIONAL",
    "decidedOn": "2020-02-01",
    "document": "晋招考〔2020〕3号",
    "countedTo": "2020-09-01",
    "countedToClause": "年限计算至9月1日",
    "countedToSource": "省招办文件",
    "rules": [
        {"condition": "REGISTRATION_YEARS", "years": 2, "clause": "2年", "source": "省招办文件"},
        {"condition": "NOTE", "clause": "审核后公示", "source": "省招办文件"},
    ],
}


async def asked(endpoint: Endpoint, pool: Pool, **changes: Any) -> dict[str, Any]:
    """Return the answers by kind of plan."""
    found = await answer(endpoint, pool, ASK, input={**GIRL, **changes}, year=2020)
    return {each["kind"]: each for each in found["eligibility"]}


async def test_each_plan_has_an_answer_with_reasons_and_sources(endpoint: Endpoint, pool: Pool):
    found = await asked(endpoint, pool)

    assert {kind: each["verdict"] for kind, each in found.items()} == {
        "NATIONAL": "NO",
        "LOCAL": "NO",
        "UNIVERSITY": "NO",
        "TARGETED": "YES",
    }
    national = found["NATIONAL"]
    assert national["ruleSetId"] == "RuleSet:2020NATIONAL0"
    assert national["missing"] == ["mayTakeExamination", "hasGivenUp"]
    assert (national["areaBasis"], national["isSample"]) == ("DESIGNATIONS", True)
    (years,) = [each for each in national["conditions"] if each["passed"] is False]
    assert years == {
        "condition": "SCHOOL_YEARS",
        "required": "on the roll of high schools in the area for 3 full years by 2020-09-01,"
        " without a break",
        "actual": "since 2017-09-02, full years: 2",
        "passed": False,
        "why": "3 years are not full by 2020-09-01; they had to begin on 2017-09-01 or earlier.",
        "missing": None,
        "clause": "当地高中连续3年学籍并实际就读",
        "source": "Sichuan 2025 (招生考试报, preface, 三、招生范围), quoted inside a public file;"
        " the same in the Gansu system and in a national summary",
        "isSample": True,
    }
    assert [note["standing"] for note in found["TARGETED"]["notes"]] == ["RECALLED"]


async def test_what_is_left_out_or_null_is_unknown(endpoint: Endpoint, pool: Pool):
    found = await answer(endpoint, pool, ASK, input={"isRural": None}, year=2020)

    for each in found["eligibility"]:
        assert each["verdict"] == "UNKNOWN"
        assert all(condition["passed"] is None for condition in each["conditions"])


async def test_the_chinese_are_told_in_chinese(endpoint: Endpoint, pool: Pool):
    question = a_question(ASK, input=GIRL, year=2020)

    found = await endpoint.answer(question, replace(context(pool), language="zh"))

    why = orjson.loads(found)["data"]["eligibility"][3]["why"]
    assert why == "符合已录入的全部条件。所用条件为示例，并非本省规定。"


@pytest.mark.parametrize(
    "query",
    [
        "{ eligibility(input: {}, year: 2020) { kind } }",
        "{ counties { totalCount } ...f } fragment f on Query {"
        " a: eligibility(input: {}, year: 2020) { kind } }",
        "{ counties { totalCount } eligibility(input: {}, year: 2020) @skip(if: true) { kind } }",
    ],
)
async def test_a_description_in_an_address_is_refused(query: str, endpoint: Endpoint, pool: Pool):
    with pytest.raises(Unreadable) as refused:
        await endpoint.answer(Asked(query, {}, None, is_get=True), context(pool))

    assert refused.value.status == 405
    assert "ask by POST" in refused.value.english


async def test_a_document_that_spells_out_a_description_is_not_kept(endpoint: Endpoint, pool: Pool):
    spelt = '{ eligibility(input: {schools: [{county: "141124"}]}, year: 2020) { kind } }'
    default = """query ($i: CandidateInput! = {isRural: true}) {
                   eligibility(input: $i, year: 2020) { verdict } }"""

    for query in (spelt, default, ASK):
        await answer(endpoint, pool, query, input=GIRL, year=2020)

    for kept in (endpoint.documents.documents, endpoint.documents.selections):
        texts = [key if isinstance(key, str) else key[0] for key in kept]  # type: ignore[index]
        assert ASK in texts
        assert not {spelt, default} & set(texts)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        (UNKNOWN, "PLACE_UNKNOWN"),
        ({"schools": [{"county": "\ud800"}]}, "PLACE_UNKNOWN"),
        ({"schools": [{"county": "141124\x00"}]}, "PLACE_UNKNOWN"),
        ({"schools": [{"county": LIN}] * 21}, "TOO_MANY_STAYS"),
        ({"graduatedOn": "0001-01-01"}, "DATE_IMPLAUSIBLE"),
        ({"graduatedOn": "1 July"}, "BAD_REQUEST"),
        ({"name": "somebody"}, "BAD_REQUEST"),
    ],
)
async def test_what_is_no_description_is_refused_by_name(
    changes: dict[str, Any], code: str, endpoint: Endpoint, pool: Pool
):
    assert await code_of(endpoint, pool, input={**GIRL, **changes}, year=2020) == code


async def test_a_year_of_no_plan_is_refused_by_name(endpoint: Endpoint, pool: Pool):
    assert await code_of(endpoint, pool, input=GIRL, year=1) == "YEAR_IMPLAUSIBLE"


async def test_a_database_that_is_away_is_told_as_such(endpoint: Endpoint, reading: str):
    async with open_reads(reading, 1, 10) as closed:
        pass

    with pytest.raises(InterfaceError):  # which the wire answers with 503
        await code_of(endpoint, closed, input=GIRL, year=2020)


async def code_of(endpoint: Endpoint, pool: Pool, **variables: Any) -> str:
    """Return the code of the one error of a check."""
    try:
        found = await endpoint.answer(a_question(ASK, **variables), context(pool))
    except Refused as refused:
        found = problems.answered(refused.errors, "en", early=refused.early)
    (error,) = orjson.loads(found)["errors"]
    return str(error["extensions"]["code"])


async def test_nothing_of_a_check_is_stored_or_logged(
    client: Client, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.DEBUG)
    rows = "select count(*) from audit_event union all select count(*) from idempotency_key"
    before = await client.writes.fetch(rows)

    await client.ask(ASK, input=GIRL, year=2020)
    await code_of(client.endpoint, client.reads, input=UNKNOWN, year=2020)

    assert await client.writes.fetch(rows) == before
    assert not any(
        "149999" in record.getMessage() or LIN in record.getMessage() for record in caplog.records
    )


async def test_rules_are_saved_read_and_judged_by(client: Client):
    payload = await client.act(SAVE, **RULES, expectedVersion=0, idempotencyKey="rules-1")
    again = await client.act(SAVE, **RULES, expectedVersion=0, idempotencyKey="rules-1")
    listed = await client.ask(
        """{ ruleSets(where: {year: {eq: 2020}, kind: {eq: NATIONAL}}, orderBy: [{version: ASC}]) {
               nodes { id version isCurrent isSample document rules { condition clause } } } }""",
        PUBLIC,
    )
    found = (await client.ask(ASK, input=GIRL, year=2020))["eligibility"][0]

    assert (
        payload
        == again
        == {
            "ruleSet": {
                "id": "RuleSet:2020NATIONAL1",
                "version": 1,
                "isCurrent": True,
                "isSample": False,
                "rules": [
                    {"condition": "REGISTRATION_YEARS", "years": 2},
                    {"condition": "NOTE", "years": None},
                ],
            },
            "errors": [],
        }
    )
    sample, first = listed["ruleSets"]["nodes"]
    assert (sample["version"], sample["isCurrent"], sample["isSample"]) == (0, False, True)
    assert (first["document"], first["rules"][1]["clause"]) == ("晋招考〔2020〕3号", "审核后公示")
    assert (found["ruleSetId"], found["isSample"]) == ("RuleSet:2020NATIONAL1", False)
    assert (found["verdict"], found["why"]) == ("YES", "Every condition on record is met.")


async def test_a_refused_rule_is_named_by_its_row(client: Client):
    rules = [RULES["rules"][0], {**RULES["rules"][1], "source": " "}]

    payload = await client.act(SAVE, **{**RULES, "rules": rules})

    (error,) = payload["errors"]
    assert (error["code"], error["path"]) == ("TEXT_MISSING", ["input", "rules", "1", "source"])


async def test_a_save_on_an_older_version_shows_what_came_between(client: Client):
    later = {**RULES, "decidedOn": "2020-03-01"}
    await client.act(SAVE, **RULES)

    payload = await client.act(SAVE, **later, expectedVersion=0)

    (error,) = payload["errors"]
    assert error["code"] == "CONFLICT"
    assert {each["field"]: each["mine"] for each in error["conflict"]}["decidedOn"] == "2020-03-01"
