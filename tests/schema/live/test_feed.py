"""The feed: what is told, to whom, in which order, and once, whatever befalls the database."""

from typing import Any

import asyncpg
import pytest

from enrollment.actors import Actor, Role
from enrollment.ledger import seals
from enrollment.types import MovementKind
from schema import limits
from schema.access.gate import Gate
from schema.access.local import Local
from schema.live import feed as feeds
from schema.live import questions
from schema.wire import Endpoint
from tests.enrollment.factories import a_line, moved, published
from tests.schema.asking import a_question
from tests.schema.live.conftest import Service, until

pytestmark = pytest.mark.committed

REASONS = [f"r{number}" for number in range(2 * feeds.AT_ONCE + 10)]
ACTORS = "subscription { quotaMoved { reason actor } }"
FILTERED = """
    subscription ($kind: MovementKind, $reasons: [String!]) {
      quotaMoved(where: {kind: {eq: $kind}, reason: {in: $reasons}}) { reason }
    }
"""
BACKENDS = """
select count(pg_terminate_backend(pid)) from pg_stat_activity
 where datname = current_database() and application_name = 'jiaofu listens'
"""


def a_token(gate: Gate, role: Role = Role.PROVINCE, **scope: str) -> str:
    assert isinstance(gate.issuer, Local)
    return gate.issuer.sign("somebody", {"role": role, "name": "x", **scope}).text


async def test_movements_are_told_in_their_order_each_once(live: Service):
    async with live.client() as client:
        client.subscribe()
        await client.pause()

        await live.move(*REASONS)
        await live.move("after")

        assert await client.reasons(len(REASONS) + 1) == [*REASONS, "after"]
        await client.pause()


async def test_a_movement_that_is_sealed_later_is_told_later(live: Service, url: str, gate: Gate):
    late = await asyncpg.connect(url)
    transaction = late.transaction()
    await transaction.start()
    await late.execute(
        "insert into movement (kind, reason, actor, document_number, effective_on)"
        " values ('TRANSFER', 'begun first', 'x', 'y', '2020-07-01')"
    )

    async with live.client(token=a_token(gate)) as client:
        client.subscribe()
        await client.pause()
        await live.move("sealed first")
        await transaction.commit()
        await live.move("sealed second")

        assert await client.reasons(3) == ["sealed first", "begun first", "sealed second"]
    await late.close()


async def test_a_filter_is_met_by_what_is_told(live: Service):
    async with live.client() as client:
        client.subscribe(FILTERED, kind="TRANSFER", reasons=["b", "d"])
        await client.pause()

        await live.move("a", "b", "c")
        await live.move("d")

        assert await client.reasons(2) == ["b", "d"]
        await client.pause()


async def test_who_moved_seats_is_told_to_whom_it_may_be(live: Service, gate: Gate):
    async with live.client() as public, live.client(token=a_token(gate)) as province:
        for client in (public, province):
            client.subscribe(ACTORS)
            await client.pause()

        await live.move("x")

        told = [
            (await client.next())["payload"]["data"]["quotaMoved"]["actor"]
            for client in (public, province)
        ]
    assert told == [None, "province"]


async def test_what_is_hidden_is_not_told(live: Service, gate: Gate):
    offices = [
        live.client(token=a_token(gate, Role.ADMISSIONS, institution=code))
        for code in ("10119", "10112")
    ]
    async with live.client() as public, offices[0] as own, offices[1] as other:
        for client in (public, own, other):
            client.subscribe()
            await client.pause()
        async with live.conn.transaction():
            await published(
                live.conn, a_line(institution_code="10119", institution="太原师范学院", seats=3)
            )
            line = await live.conn.fetchval(
                "update source_plan set state = 'DRAFT' where institution_code = '10119'"
                " returning (select max(id) from quota_line)"
            )
        await seals.seal(live.conn)
        hidden = (line, live.plan.pool, 1)
        await moved(live.conn, hidden, kind=MovementKind.ADJUST, reason="hidden")
        await live.move("seen")

        for client in (public, other):
            assert "hidden" not in await client.reasons(2)
        assert (await own.reasons(3))[1:] == ["hidden", "seen"]


async def test_the_same_question_is_asked_once_for_all(live: Service, gate: Gate):
    same = "subscription { quotaMoved { id kind reason } }  # written otherwise"
    async with live.client() as one, live.client() as two, live.client(token=a_token(gate)) as wise:
        one.subscribe()
        two.subscribe(same, id="x")
        wise.subscribe()
        for client in (one, two, wise):
            await client.pause()

        sizes = sorted(len(group.listeners) for group in live.feed.groups.values())
        await live.move("shared")

        assert [await client.reasons(1) for client in (one, two, wise)] == [["shared"]] * 3
    assert sizes == [1, 2]


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        (Actor(Role.ADMISSIONS, "a", "10108"), Actor(Role.ADMISSIONS, "b", "10108"), True),
        (Actor(Role.ADMISSIONS, "a", "10108"), Actor(Role.ADMISSIONS, "a", "10112"), False),
        (Actor(Role.PUBLIC), Actor(Role.PROVINCE, "a"), False),
        (Actor(Role.COUNTY, "a", county="141124"), Actor(Role.COUNTY, "b", county="140122"), True),
    ],
)
def test_questions_are_one_where_rights_make_no_difference(
    one: Actor, other: Actor, are_one: bool, endpoint: Endpoint
):
    asked = a_question("subscription { quotaMoved { id actor legs { totalCount } } }")

    found = [questions.of(endpoint, asked, actor) for actor in (one, other)]

    assert (found[0] == found[1]) is are_one


async def test_after_a_lost_connection_nothing_is_lost_and_nothing_told_twice(
    live: Service, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(feeds, "PAUSE", 0.2)
    async with live.client() as client:
        client.subscribe()
        await client.pause()
        await live.move("before")
        first = await client.reasons(1)
        assert await live.conn.fetchval(BACKENDS) == 1

        await live.move("while it is away", "this too")
        await live.move("and this")

        assert first == ["before"]
        assert await client.reasons(3) == ["while it is away", "this too", "and this"]
        await client.pause()
    said = [record.message for record in caplog.records if "telling" in record.message]
    assert [text.endswith("goes on") for text in said] == [False, True]


async def test_after_a_failure_amid_a_batch_it_goes_on_there(
    live: Service, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(feeds, "PAUSE", 0.05)
    asked: list[int] = []
    told = questions.Question.told

    async def failing(self: Any, conn: Any, movements: Any) -> list[str]:
        asked.append(len(movements))
        if len(asked) == 2:
            raise ConnectionResetError
        return await told(self, conn, movements)

    monkeypatch.setattr(questions.Question, "told", failing)
    async with live.client() as client:
        client.subscribe()
        await client.pause()

        await live.move(*REASONS)

        assert await client.reasons(len(REASONS)) == REASONS
        await client.pause()
    assert asked == [feeds.AT_ONCE, feeds.AT_ONCE, feeds.AT_ONCE, 10]


async def test_a_question_that_fails_is_ended_and_others_go_on(
    live: Service, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    told = questions.Question.told

    async def failing(self: Any, conn: Any, movements: Any) -> list[str]:
        if self.key == "wrong":
            raise ValueError("a fault of ours")
        return await told(self, conn, movements)

    monkeypatch.setattr(questions.Question, "told", failing)
    async with live.client() as client:
        client.subscribe("subscription { wrong: quotaMoved { id } }", id="wrong")
        client.subscribe(id="right")
        await client.pause()

        await live.move("x")
        answers = {answer["id"]: answer for answer in (await client.next(), await client.next())}
        await live.move("y")

        assert await client.reasons(1) == ["y"]
    assert answers["right"]["type"] == "next"
    assert answers["wrong"]["type"] == "error"
    assert answers["wrong"]["payload"][0]["extensions"]["code"] == "INTERNAL"
    assert "a fault of ours" not in str(answers)


async def test_a_question_that_others_would_wait_for_is_ended(
    live: Service, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(feeds, "PATIENCE", 0.2)
    told = questions.Question.told

    async def slow(self: Any, conn: Any, movements: Any) -> list[str]:
        if self.key == "slow":
            await conn.execute("select pg_sleep(5)")
        return await told(self, conn, movements)

    monkeypatch.setattr(questions.Question, "told", slow)
    async with live.client() as client:
        client.subscribe("subscription { slow: quotaMoved { id } }", id="slow")
        client.subscribe(id="quick")
        await client.pause()

        await live.move("x")
        answers = {answer["id"]: answer for answer in (await client.next(), await client.next())}
        await live.move("y")

        assert await client.reasons(1) == ["y"]
    assert answers["quick"]["type"] == "next"
    assert answers["slow"]["payload"][0]["extensions"]["code"] == "TOO_SLOW"


async def test_a_client_that_reads_nothing_is_closed_and_others_do_not_notice(
    live: Service, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(limits, "MOST_WAITING", 2_000)
    async with live.client() as slow, live.client() as quick:
        for client in (slow, quick):
            client.subscribe()
            await client.pause()
        slow.reads.clear()

        await live.move(*REASONS)
        assert await quick.reasons(len(REASONS)) == REASONS
        slow.reads.set()
        answers = []
        while isinstance(answer := await slow.next(), dict):
            answers.append(answer)

    assert answer[0] == 1013
    assert "slow" in answer[1].lower()
    assert len(answers) < len(REASONS)


async def test_who_is_gone_is_told_nothing_more(live: Service):
    async with live.client() as client:
        client.subscribe()
        await client.pause()
        assert len(live.feed.groups) == 1

    await until(lambda: not live.feed.groups)


async def test_what_was_sealed_while_nobody_listened_is_not_told(live: Service):
    assert not live.feed.groups
    await live.move("unheard")

    async with live.client() as client:
        client.subscribe()
        await client.pause()
        await live.move("heard")

        assert await client.reasons(1) == ["heard"]
