import asyncio
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

import asyncpg
import pytest

from enrollment import errors, plans, record
from enrollment.actors import Actor, Role
from enrollment.record import idempotency
from enrollment.types import PlanKind
from tests.enrollment.factories import PROVINCE

INPUT = {"year": 2020, "kind": "LOCAL", "title": "计划"}
CREATED = "select count(*) from audit_event where verb = 'createSpecialPlan'"


def an_act(
    key: str | None = "k1",
    *,
    actor: Actor = PROVINCE,
    verb: str = "createSpecialPlan",
    given: Mapping[str, object] = INPUT,
) -> record.Act:
    return record.Act(actor, verb, key, given)


async def create(
    conn: asyncpg.Connection, act: record.Act, kind: PlanKind = PlanKind.LOCAL
) -> record.Done:
    return await record.once(conn, act, lambda: plans.create(conn, act.actor, year=2020, kind=kind))


async def test_a_repeat_gets_the_first_answer(conn: asyncpg.Connection) -> None:
    first = await create(conn, an_act())

    again = await create(conn, an_act())

    assert again == first
    assert await conn.fetchval(CREATED) == 1


async def test_the_same_input_in_another_order_is_the_same(conn: asyncpg.Connection) -> None:
    first = await create(conn, an_act())

    again = await create(conn, an_act(given=dict(reversed(INPUT.items()))))

    assert again == first


async def test_without_a_key_a_repeat_is_done_again(conn: asyncpg.Connection) -> None:
    await create(conn, an_act(None))

    with pytest.raises(errors.PlanExists):
        await create(conn, an_act(None))

    assert await conn.fetchval("select count(*) from idempotency_key") == 0


async def test_another_input_under_a_used_key_is_refused(conn: asyncpg.Connection) -> None:
    await create(conn, an_act())

    with pytest.raises(errors.IdempotencyMismatch) as refusal:
        await create(conn, an_act(given={**INPUT, "title": "别的"}))

    assert refusal.value.field == "idempotencyKey"


@pytest.mark.parametrize(
    "other",
    [
        {"actor": Actor(Role.PROVINCE, "staff:2")},
        {"verb": "createOther"},
        {"key": "k2"},
    ],
)
async def test_a_key_is_of_its_actor_and_verb(
    conn: asyncpg.Connection, other: dict[str, str]
) -> None:
    await create(conn, an_act())

    done = await create(conn, an_act(**other), PlanKind.NATIONAL)  # type: ignore[arg-type]

    assert await conn.fetchval(CREATED) == 2
    assert await conn.fetchval("select max(id) from special_plan") == done["specialPlan"]


async def test_a_refused_act_leaves_its_key_unused(conn: asyncpg.Connection) -> None:
    with pytest.raises(errors.TextMissing):
        await record.once(
            conn,
            an_act(),
            lambda: plans.create(conn, PROVINCE, year=2020, kind=PlanKind.LOCAL, title=""),
        )

    assert await conn.fetchval("select count(*) from idempotency_key") == 0
    await create(conn, an_act(given={"title": "别的"}))
    assert await conn.fetchval(CREATED) == 1


@pytest.mark.parametrize(
    ("key", "refusal"),
    [
        ("", errors.TextMissing),
        ("k" * 201, errors.TextTooLong),
        ("k\0", errors.TextUnreadable),
        ("\udfff", errors.TextUnreadable),
    ],
)
async def test_a_key_that_can_not_be_kept_is_refused(
    conn: asyncpg.Connection, key: str, refusal: type[errors.Refusal]
) -> None:
    with pytest.raises(refusal) as refused:
        await create(conn, an_act(key))

    assert refused.value.field == "idempotencyKey"
    assert await conn.fetchval(CREATED) == 0


async def test_the_longest_key_is_kept(conn: asyncpg.Connection) -> None:
    first = await create(conn, an_act("键" * 200))

    assert await create(conn, an_act("键" * 200)) == first


@pytest.mark.parametrize(
    "given",
    [
        {"title": "\0"},
        {"title": "\ud800"},
        {"year": 10**400},
        {"rate": float("nan")},
        {"day": date(9999, 12, 31), "tuition": Decimal("1.10")},
        {"lines": [{"seats": 1}, {"seats": None}]},
    ],
)
async def test_any_input_has_a_fingerprint(given: dict[str, object]) -> None:
    fingerprint = idempotency.fingerprint(given)

    assert fingerprint == idempotency.fingerprint(dict(given))
    assert fingerprint != idempotency.fingerprint({})


async def old_keys(conn: asyncpg.Connection, count: int, age: str) -> None:
    await conn.execute(
        f"""
        insert into idempotency_key (actor, verb, key, input_hash, answer, claimed_at)
        select 'staff:1', 'createSpecialPlan', 'k' || n, 'x', '{{"specialPlan": 1}}',
               now() - interval '{age}'
          from generate_series(1, $1) n
        """,
        count,
    )


async def test_a_key_past_its_thirty_days_is_new(conn: asyncpg.Connection) -> None:
    await old_keys(conn, 1, "30 days 1 second")

    done = await create(conn, an_act("k1"))

    assert await conn.fetchval("select max(id) from special_plan") == done["specialPlan"]
    assert await create(conn, an_act("k1")) == done


async def test_a_key_within_its_thirty_days_is_known(conn: asyncpg.Connection) -> None:
    await old_keys(conn, 1, "29 days 23 hours")

    with pytest.raises(errors.IdempotencyMismatch):
        await create(conn, an_act("k1"))


async def test_expired_keys_are_forgotten_now_and_then_many_at_a_time(
    conn: asyncpg.Connection,
) -> None:
    await old_keys(conn, idempotency.FORGOTTEN + 3, "31 days")
    titles = [str(number) for number in range(2_000)]
    some, others = partition(
        titles, lambda title: idempotency.fingerprint({"title": title})[0] == 0
    )

    await create(conn, an_act("new", given={"title": others[0]}))
    kept = await conn.fetchval("select count(*) from idempotency_key")
    await create(conn, an_act("newer", given={"title": some[0]}), PlanKind.NATIONAL)

    assert kept == idempotency.FORGOTTEN + 4
    assert await conn.fetchval("select count(*) from idempotency_key") == 5


def partition(titles: list[str], chosen: Callable[[str], bool]) -> tuple[list[str], list[str]]:
    return [each for each in titles if chosen(each)], [each for each in titles if not chosen(each)]


@pytest.mark.committed
async def test_fifty_repeats_at_once_have_one_effect_and_fifty_equal_answers(
    committed: str,
) -> None:
    connections = await asyncio.gather(*(asyncpg.connect(committed) for _ in range(50)))

    answers = await asyncio.gather(*(create(conn, an_act()) for conn in connections))

    first = connections[0]
    plan_id = await first.fetchval("select id from special_plan")
    assert answers == [{"specialPlan": plan_id}] * 50
    assert await first.fetchval(CREATED) == 1
    assert await first.fetchval("select count(*) from idempotency_key") == 1
    await asyncio.gather(*(conn.close() for conn in connections))


@pytest.mark.committed
async def test_a_repeat_that_waited_for_a_refused_act_is_judged_anew(committed: str) -> None:
    first, second = await asyncpg.connect(committed), await asyncpg.connect(committed)
    claimed, waited = asyncio.Event(), asyncio.Event()

    async def refuse() -> record.Done:
        claimed.set()
        await waited.wait()
        raise errors.NotFound

    refused = asyncio.create_task(record.once(first, an_act(), refuse))
    await claimed.wait()
    waiting = asyncio.create_task(create(second, an_act()))
    await asyncio.sleep(0.2)
    assert not waiting.done()
    waited.set()

    with pytest.raises(errors.NotFound):
        await refused
    done = await waiting
    assert await first.fetchval("select id from special_plan") == done["specialPlan"]
    await first.close()
    await second.close()
