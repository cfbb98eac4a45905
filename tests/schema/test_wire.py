"""HTTP: media types, status codes, methods, and whatever a client may send."""

import time
from typing import Any
from urllib.parse import urlencode

import orjson
import pytest
from asyncpg import Pool, QueryCanceledError
from starlette.requests import Request

from schema.access.gate import Gate
from schema.wire import OFFICIAL, Endpoint

COUNT = "{ counties { totalCount } }"
ANSWER = {"data": {"counties": {"totalCount": 58}}}


class Reply:
    """What came back over ASGI."""

    def __init__(self, messages: list[dict[str, Any]]) -> None:
        self.status: int = messages[0]["status"]
        self.headers = {key.decode(): value.decode() for key, value in messages[0]["headers"]}
        self.body = b"".join(message.get("body", b"") for message in messages[1:])
        self.json: Any = orjson.loads(self.body)

    @property
    def code(self) -> str:
        code: str = self.json["errors"][0]["extensions"]["code"]
        return code


@pytest.fixture
def send(endpoint: Endpoint, pool: Pool, gate: Gate) -> Any:
    """A function that sends a request to the endpoint and returns its reply."""

    async def send(
        body: bytes = b"", method: str = "POST", query: str = "", **headers: str
    ) -> Reply:
        named = {"content_type": "application/json", **headers}
        scope = {
            "type": "http",
            "method": method,
            "path": "/graphql",
            "query_string": query.encode(),
            "headers": [
                (name.replace("_", "-").encode(), value.encode()) for name, value in named.items()
            ],
            "state": {"reads": pool, "writes": pool, "gate": gate},
        }
        messages: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def collect(message: Any) -> None:
            messages.append(message)

        await endpoint(scope, receive, collect)
        return Reply(messages)

    return send


def deep(levels: int) -> orjson.Fragment:
    return orjson.Fragment('{"not":' * levels + "{}" + "}" * levels)


def asking(query: Any, **rest: Any) -> bytes:
    return orjson.dumps({"query": query, **rest})


async def test_a_subscription_is_sent_to_the_web_socket(send: Any):
    reply = await send(asking("subscription { quotaMoved { id } }"), accept=OFFICIAL)

    assert (reply.status, reply.code) == (400, "BY_WEB_SOCKET")


async def test_a_question_by_post_is_answered(send: Any):
    reply = await send(asking(COUNT))

    assert (reply.status, reply.json) == (200, ANSWER)
    assert reply.headers["content-type"] == "application/json"


async def test_a_question_by_get_is_answered(send: Any):
    query = "query Q($k: CountyTier) { counties(where: {tier: {eq: $k}}) { totalCount } }"
    variables = orjson.dumps({"k": "PROVINCIAL"}).decode()

    reply = await send(
        method="GET",
        query=urlencode({"query": query, "variables": variables, "operationName": "Q"}),
        accept=OFFICIAL,
    )

    assert (reply.status, reply.json) == (200, {"data": {"counties": {"totalCount": 22}}})
    assert reply.headers["content-type"] == OFFICIAL


async def test_a_document_that_is_not_valid_is_400_in_the_official_media_type(send: Any):
    for query in (
        "{ nothing }",
        "{",
        "",
        "mutation { x }",
        "query A { __typename } query B { __typename }",
    ):
        official = await send(asking(query), accept=OFFICIAL)
        legacy = await send(asking(query))
        assert (official.status, legacy.status) == (400, 200)
        assert "data" not in official.json
        assert official.code == "BAD_REQUEST"


async def test_a_refusal_has_place_code_and_language(send: Any):
    body = asking("{ a: counties(first: 501) { totalCount } }")

    chinese = await send(body, accept_language="zh-CN")
    english = await send(body, accept_language="en")

    assert chinese.status == 200
    assert chinese.json["data"] is None
    (error,) = chinese.json["errors"]
    assert error["path"] == ["a"]
    assert error["locations"] == [{"line": 1, "column": 15}]
    assert error["extensions"] == {"code": "PAGE_TOO_LARGE", "argument": "first"}
    assert "每次最多 500 条" in error["message"]
    assert "at most 500" in english.json["errors"][0]["message"]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"3", 400),
        (b"null", 400),
        (b"[]", 400),
        (b"{", 400),
        (b"", 400),
        (b"\xff\xfe", 400),
        (b'{"query": "\xff"}', 400),
        (b'{"query": 3}', 400),
        (b'{"query": "{a}", "variables": 3}', 400),
        (b'{"query": "{a}", "variables": []}', 400),
        (b'{"query": "{a}", "operationName": 3}', 400),
        (b"[" * 100_000, 400),
        (b" " * 250_001, 413),
    ],
)
async def test_what_is_no_question_is_refused_in_words(send: Any, body: bytes, status: int):
    reply = await send(body)

    assert reply.status == status
    assert reply.code == "UNREADABLE"


async def test_other_media_types_are_not_read(send: Any):
    reply = await send(asking(COUNT), content_type="text/plain")

    assert reply.status == 415


@pytest.mark.parametrize(
    "query",
    [
        "{a" * 9_000 + "}" * 9_000,
        "{counties{nodes" * 300 + "{code}" + "}}" * 300,
        "query($w:QuotaLineWhere){quotaLines(where:$w){totalCount}}",
        "query($a:Int){quotaLines(first:$a){totalCount}}",
        "{quotaLines(where:{seats:{eq:99999999999}}){totalCount}}",
        '{quotaLines(where:{tuition:{eq:"NaN"}}){totalCount}}',
        "{quotaLines(where:{tuition:{eq:true}}){totalCount}}",
        '{quotaLines(where:{recordedAt:{eq:"2020-01-01"}}){totalCount}}',
        '{quotaLines(where:{recordedAt:{eq:"10000-01-01T00:00:00Z"}}){totalCount}}',
        "{quotaLines(where:{fillRate:{eq:1e999}}){totalCount}}",
        '{quotaLines(where:{tuition:{eq:"1e-200000"}}){totalCount}}',
        '{quotaLines(where:{tuition:{eq:"1e200000"}}){totalCount}}',
        '{quotaLines(where:{recordedAt:{gt:"0001-01-01T00:00:00+14:00"}}){totalCount}}',
        '{quotaLines(where:{recordedAt:{gt:"9999-12-31T23:59:59-14:00"}}){totalCount}}',
        '{quotaLines(after:"WyJRdW90YUxpbmUga2V5KyIsICI5OTk5OTk5OTk5OTk5OTk5OTk5OTkiXQ"){totalCount}}',
        '{openQuota(county:"\\u0000", year:2020){totalCount}}',
        "{specialPlan(year:2147483648, kind:LOCAL){id}}",
        "\ufeff{counties{totalCount}}",
        '{counties(where:{nameZh:{contains:"\\ud800"}}){totalCount}}',
    ],
)
async def test_no_document_is_answered_with_500(send: Any, query: str):
    for variables in (
        {},
        {"w": deep(100)},
        {"w": deep(900)},
        {"w": {"seats": {"in": [2**31]}}},
        {"a": 2**40},
        {"a": "x"},
    ):
        reply = await send(asking(query, variables=variables))
        assert reply.status in (200, 400)
        assert all(
            error["extensions"]["code"] != "INTERNAL" for error in reply.json.get("errors", ())
        )


async def test_the_unexpected_is_masked(send: Any, monkeypatch: pytest.MonkeyPatch):
    async def broken(*_: object) -> None:
        raise ValueError("select secret")

    monkeypatch.setattr("schema.reads.run.answer", broken)

    reply = await send(asking(COUNT), accept_language="en")

    assert (reply.status, reply.code) == (500, "INTERNAL")
    assert "secret" not in reply.body.decode()


async def test_a_token_says_who_asks(send: Any, gate: Gate):
    assert gate.local is not None
    claims = {"role": "ADMISSIONS", "institution": "10108"}
    token = gate.local.sign("token:clerk", claims).text

    query = asking("{ viewer { role name institution { nameZh } county { code } } }")
    for _ in range(2):
        reply = await send(query, authorization=f"Bearer {token}")

        assert reply.json["data"]["viewer"] == {
            "role": "ADMISSIONS",
            "name": "token:clerk",
            "institution": {"nameZh": "山西大学"},
            "county": None,
        }


@pytest.mark.parametrize("credential", ["Bearer x", "Bearer ", "Basic x", "Bearer jf_x", "é"])
async def test_a_token_that_is_none_is_refused_with_401(send: Any, credential: str):
    reply = await send(asking(COUNT), authorization=credential)

    assert (reply.status, reply.code) == (401, "UNAUTHENTICATED")
    assert reply.headers["www-authenticate"] == "Bearer"


async def test_an_expired_token_is_told_so(send: Any, gate: Gate):
    assert gate.local is not None
    token = gate.local.sign("token:clerk", {"role": "PROVINCE"}, hours=-1).text

    reply = await send(asking(COUNT), authorization=f"Bearer {token}", accept_language="en")

    assert reply.status == 401
    assert "expired" in reply.json["errors"][0]["message"]


async def test_documents_are_kept_in_a_bounded_cache(endpoint: Endpoint, send: Any):
    kept = endpoint.documents.documents
    before = len(kept)

    await send(asking("{ kept: counties { totalCount } }"))
    await send(asking("{ refused }"))
    await send(asking("{ long: counties { totalCount } }" + " " * 10_000))

    assert len(kept) == before + 1
    assert kept.maxsize == 300_000


async def test_a_head_is_answered_like_a_get(send: Any):
    reply = await send(method="HEAD", query=urlencode({"query": COUNT}), content_type="")

    assert reply.status == 200


async def test_a_broken_off_request_is_no_internal_error(
    endpoint: Endpoint, pool: Pool, gate: Gate
):
    async def receive() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    scope = {
        "type": "http",
        "method": "POST",
        "headers": [(b"content-type", b"application/json")],
        "state": {"reads": pool, "writes": pool, "gate": gate},
    }

    response = await endpoint.response(Request(scope, receive))

    assert response.status_code == 400


HOSTILE = {
    "fragments that spread each other twice": (
        "TOO_MANY_RELATIONS",
        "".join(
            f"fragment G{n} on County {{"
            f" a: quotaLines(first: 1) {{ nodes {{ county {{ ...G{n + 1} }} }} }}"
            f" b: quotaLines(first: 1) {{ nodes {{ county {{ ...G{n + 1} }} }} }} }} "
            for n in range(6)
        )
        + "fragment G6 on County { code } { counties { nodes { ...G0 } } }",
    ),
    "fragments that spread each other ever deeper": (
        "TOO_DEEP",
        "".join(
            f"fragment G{n} on County {{ quotaLines {{ nodes {{ county {{ ...G{n + 1} }} }} }} }} "
            for n in range(14)
        )
        + "fragment G14 on County { code } { counties { nodes { ...G0 } } }",
    ),
    "a filter in a filter in a filter": (
        "TOO_DEEP",
        "{ counties(where: " + "{not: " * 25 + "{}" + "}" * 25 + ") { totalCount } }",
    ),
    "many columns": (
        "TOO_MANY_FIELDS",
        '{ county(code: "141124") {' + " ".join(f"a{n}: code" for n in range(1_700)) + "} }",
    ),
    "many roots": (
        "TOO_MANY_FIELDS",
        "{" + " ".join(f"a{n}: __typename" for n in range(2_000)) + "}",
    ),
    "many relations": (
        "TOO_MANY_RELATIONS",
        '{ county(code: "141124") {'
        + " ".join(f"a{n}: prefecture {{ code }}" for n in range(200))
        + "} }",
    ),
    "many relations in a filter": (
        "TOO_MANY_RELATIONS",
        "{ quotaLines(where: {and: ["
        + " ".join(['{county: {prefecture: {code: {ne: "1"}}}}'] * 100)
        + "]}) { totalCount } }",
    ),
    "infinity": (
        "NUMBER_UNSTORABLE",
        "{ quotaLines(where: {fillRate: {gt: 1e400}}) { totalCount } }",
    ),
    "a number of 5,000 digits": (
        "BAD_REQUEST",
        "{ quotaLines(where: {seats: {gt: " + "9" * 5_000 + "}}) { totalCount } }",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_what_would_stop_the_service_is_refused_by_name_and_at_once(send: Any, name: str):
    code, query = HOSTILE[name]
    began = time.process_time()

    reply = await send(asking(query))

    assert reply.code == code
    assert time.process_time() - began < 2


async def test_a_filter_of_thousands_of_conditions_is_refused(send: Any):
    query = "query ($w: QuotaLineWhere) { quotaLines(where: $w) { totalCount } }"
    where = {"or": [{"seats": {"eq": number}} for number in range(8_000)]}
    began = time.process_time()

    reply = await send(asking(query, variables={"w": where}))

    assert reply.code == "TOO_MANY_CONDITIONS"
    assert time.process_time() - began < 2


async def test_a_database_that_is_away_is_said(send: Any, monkeypatch: pytest.MonkeyPatch):
    async def away(*_: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("schema.reads.run.answer", away)

    reply = await send(asking(COUNT), accept_language="en")

    assert (reply.status, reply.code) == (503, "UNAVAILABLE")


async def test_a_question_that_takes_too_long_is_ended_and_said(
    send: Any, monkeypatch: pytest.MonkeyPatch
):
    async def slow(*_: object) -> None:
        raise QueryCanceledError

    monkeypatch.setattr("schema.reads.run.answer", slow)

    reply = await send(asking(COUNT), accept_language="en")

    assert (reply.status, reply.code) == (200, "TOO_SLOW")


async def test_a_document_that_selects_nothing_is_answered_with_nothing(send: Any):
    reply = await send(asking("{ __typename @skip(if: true) }"))

    assert (reply.status, reply.json) == (200, {"data": {}})
