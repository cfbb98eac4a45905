import asyncio
from datetime import UTC, datetime, timedelta, timezone

import asyncpg
import pytest

from enrollment import errors, plans
from enrollment.actors import Actor, Role
from enrollment.errors import Difference
from enrollment.types import PlanKind
from tests.enrollment import factories
from tests.enrollment.factories import CLOSES, OPENS, PROVINCE, a_draft, number

PLAN = "select title, state, is_sample, version from special_plan where id = $1"


async def test_a_plan_is_made_as_a_draft_with_its_kinds_title(conn: asyncpg.Connection) -> None:
    done = await plans.create(conn, PROVINCE, year=2022, kind=PlanKind.LOCAL)

    plan = await factories.row(conn, PLAN, done["specialPlan"])
    assert plan == ("2022年地方专项计划", "DRAFT", False, 1)
    area = "select count(*) from plan_area where special_plan_id = $1"
    assert await conn.fetchval(area, done["specialPlan"]) == 0


async def test_a_plans_making_is_on_record(conn: asyncpg.Connection) -> None:
    done = await plans.create(
        conn, PROVINCE, year=2020, kind=PlanKind.LOCAL, title=" 本省专项 ", submission_opens=OPENS
    )

    event = await factories.last_event(conn)
    assert (event["actor"], event["role"], event["verb"]) == (
        "staff:1",
        "PROVINCE",
        "createSpecialPlan",
    )
    assert (event["object_type"], event["object_id"]) == ("SpecialPlan", str(done["specialPlan"]))
    assert event["before"] is None
    assert event["after"] == {
        "year": 2020,
        "kind": "LOCAL",
        "isSample": False,
        "title": "本省专项",
        "state": "DRAFT",
        "submissionOpens": "2020-03-01T08:00:00+00:00",
        "submissionCloses": None,
    }


async def test_a_second_plan_of_a_year_and_kind_is_refused(conn: asyncpg.Connection) -> None:
    await a_draft(conn)

    with pytest.raises(errors.PlanExists) as refusal:
        await a_draft(conn)

    assert refusal.value.field == "kind"


async def test_a_real_plan_is_made_beside_a_sample(conn: asyncpg.Connection) -> None:
    await plans.publish(conn, 2020, PlanKind.LOCAL, is_sample=True)

    await a_draft(conn, kind=PlanKind.LOCAL)

    assert await conn.fetchval("select count(*) from special_plan") == 2


@pytest.mark.parametrize(
    ("given", "refusal", "field"),
    [
        ({"year": 10_000}, errors.YearImplausible, "year"),
        ({"year": -1}, errors.YearImplausible, "year"),
        ({"title": ""}, errors.TextMissing, "title"),
        ({"title": " \t "}, errors.TextMissing, "title"),
        ({"title": "专项\0计划"}, errors.TextUnreadable, "title"),
        ({"title": "专项\ud800"}, errors.TextUnreadable, "title"),
        ({"title": "专" * 100_000}, errors.TextTooLong, "title"),
        (
            {"submission_opens": CLOSES, "submission_closes": OPENS},
            errors.WindowReversed,
            "submissionCloses",
        ),
        (
            {"submission_opens": OPENS, "submission_closes": OPENS},
            errors.WindowReversed,
            "submissionCloses",
        ),
        (
            {"submission_opens": datetime.max.replace(tzinfo=timezone(timedelta(hours=-12)))},
            errors.DateImplausible,
            "submissionOpens",
        ),
        (
            {"submission_closes": datetime.min.replace(tzinfo=timezone(timedelta(hours=14)))},
            errors.DateImplausible,
            "submissionCloses",
        ),
    ],
)
async def test_a_plan_of_hostile_input_is_refused_with_its_field(
    conn: asyncpg.Connection, given: dict[str, object], refusal: type[errors.Refusal], field: str
) -> None:
    plan = {"year": 2020, "kind": PlanKind.LOCAL, **given}

    with pytest.raises(refusal) as refused:
        await plans.create(conn, PROVINCE, **plan)  # type: ignore[arg-type]

    assert refused.value.field == field
    assert await conn.fetchval("select count(*) from special_plan") == 0


async def test_a_draft_opens_with_its_area(conn: asyncpg.Connection) -> None:
    plan_id = await a_draft(conn)

    done = await plans.open(conn, PROVINCE, plan_id=plan_id, expected_version=1)

    assert done == {"specialPlan": plan_id}
    plan = await factories.row(conn, PLAN, plan_id)
    assert plan == ("2020年国家专项计划", "OPEN", False, 2)
    area = "select count(*) from plan_area where special_plan_id = $1"
    assert await conn.fetchval(area, plan_id) == 36


async def test_a_plans_opening_is_on_record(conn: asyncpg.Connection) -> None:
    plan_id = await a_draft(conn)

    await plans.open(conn, PROVINCE, plan_id=plan_id, submission_closes=CLOSES + timedelta(days=1))

    event = await factories.last_event(conn)
    assert (event["verb"], event["object_id"]) == ("openSpecialPlan", str(plan_id))
    changed = {
        field: (event["before"][field], value)
        for field, value in event["after"].items()
        if event["before"][field] != value
    }
    assert changed == {
        "state": ("DRAFT", "OPEN"),
        "submissionCloses": ("2020-04-01T00:00:00+00:00", "2020-04-02T00:00:00+00:00"),
    }


@pytest.mark.parametrize(
    ("opens", "closes", "refusal"),
    [
        (None, None, errors.WindowMissing),
        (OPENS, None, errors.WindowMissing),
        (None, CLOSES, errors.WindowMissing),
        (CLOSES, OPENS, errors.WindowReversed),
        (OPENS, CLOSES.replace(year=9999), errors.DateImplausible),
    ],
)
async def test_a_plan_without_a_window_does_not_open(
    conn: asyncpg.Connection,
    opens: datetime | None,
    closes: datetime | None,
    refusal: type[errors.Refusal],
) -> None:
    done = await plans.create(conn, PROVINCE, year=2020, kind=PlanKind.LOCAL)

    with pytest.raises(refusal):
        await plans.open(
            conn,
            PROVINCE,
            plan_id=number(done, "specialPlan"),
            submission_opens=opens,
            submission_closes=closes,
        )

    assert await conn.fetchval("select state from special_plan") == "DRAFT"
    assert await conn.fetchval("select count(*) from plan_area") == 0


async def test_a_plan_without_designated_counties_does_not_open(conn: asyncpg.Connection) -> None:
    plan_id = await a_draft(conn, year=2019, kind=PlanKind.TARGETED)

    with pytest.raises(errors.NoArea):
        await plans.open(conn, PROVINCE, plan_id=plan_id)

    assert (await factories.row(conn, PLAN, plan_id))[1] == "DRAFT"


async def test_a_plan_that_is_open_says_so_when_it_is_to_be_opened(
    conn: asyncpg.Connection,
) -> None:
    plan_id = await a_draft(conn)
    await plans.open(conn, PROVINCE, plan_id=plan_id)

    with pytest.raises(errors.WrongState) as refusal:
        await plans.open(conn, PROVINCE, plan_id=plan_id)

    assert refusal.value.message("en") == "This is OPEN; it can be done where it is DRAFT."
    assert "申报中（OPEN）" in refusal.value.message("zh")
    assert "草稿（DRAFT）" in refusal.value.message("zh")


async def test_a_sample_plan_stays_one(conn: asyncpg.Connection) -> None:
    await plans.publish(conn, 2020, PlanKind.LOCAL, is_sample=True)
    await plans.retire_samples(conn, 2020)
    plan_id = await conn.fetchval("select id from special_plan")

    with pytest.raises(errors.SamplePlan):
        await plans.open(conn, PROVINCE, plan_id=plan_id)


@pytest.mark.parametrize("plan_id", [0, -1, 10**6, 2**63, 10**40])
async def test_a_plan_that_is_not_there_is_not_found(
    conn: asyncpg.Connection, plan_id: int
) -> None:
    with pytest.raises(errors.NotFound):
        await plans.open(conn, PROVINCE, plan_id=plan_id)


async def test_a_draft_is_not_told_of_to_those_who_do_not_see_it(
    conn: asyncpg.Connection,
) -> None:
    plan_id = await a_draft(conn)
    college = Actor(Role.COLLEGE, "staff:2", institution="10108")

    with pytest.raises(errors.NotFound):
        await plans.open(conn, college, plan_id=plan_id)
    await plans.open(conn, PROVINCE, plan_id=plan_id)
    with pytest.raises(errors.Forbidden):
        await plans.open(conn, college, plan_id=plan_id)


async def test_a_conflict_tells_of_each_field_how_it_was_is_and_is_wanted(
    conn: asyncpg.Connection,
) -> None:
    plan_id = await a_draft(conn)
    later = CLOSES + timedelta(days=3)
    await conn.execute("update special_plan set title = '新名', submission_closes = null")
    await conn.execute("update special_plan set title = '更新的名', submission_closes = $1", later)

    with pytest.raises(errors.Conflict) as refusal:
        await plans.open(
            conn, PROVINCE, plan_id=plan_id, expected_version=2, submission_closes=CLOSES
        )

    assert refusal.value.fields == (
        Difference("title", "新名", "更新的名", "新名"),
        Difference("state", "DRAFT", "DRAFT", "OPEN"),
        Difference("submissionCloses", None, later, CLOSES),
    )
    assert refusal.value.values == {"expected": 2, "version": 3}
    assert (await factories.row(conn, PLAN, plan_id))[1] == "DRAFT"


@pytest.mark.parametrize("expected", [0, -1, 2, 2**31 - 1])
async def test_a_version_that_never_was_is_refused(conn: asyncpg.Connection, expected: int) -> None:
    plan_id = await a_draft(conn)

    with pytest.raises(errors.VersionUnknown) as refusal:
        await plans.open(conn, PROVINCE, plan_id=plan_id, expected_version=expected)

    assert refusal.value.field == "expectedVersion"
    assert str(expected) in refusal.value.message("zh")


@pytest.mark.committed
@pytest.mark.parametrize(("expected", "refusal"), [(None, errors.WrongState), (1, errors.Conflict)])
async def test_of_concurrent_openings_one_wins(
    committed: str, expected: int | None, refusal: type[errors.Refusal]
) -> None:
    connections = [await asyncpg.connect(committed) for _ in range(10)]
    plan_id = await a_draft(connections[0])

    outcomes = await asyncio.gather(
        *(
            plans.open(conn, PROVINCE, plan_id=plan_id, expected_version=expected)
            for conn in connections
        ),
        return_exceptions=True,
    )

    assert outcomes.count({"specialPlan": plan_id}) == 1
    assert sum(isinstance(outcome, refusal) for outcome in outcomes) == 9
    opened = "select count(*) from audit_event where verb = 'openSpecialPlan'"
    assert await connections[0].fetchval(opened) == 1
    for conn in connections:
        await conn.close()


async def test_a_window_is_compared_by_instants(conn: asyncpg.Connection) -> None:
    plan_id = await a_draft(conn)
    await conn.execute("update special_plan set title = '新名'")
    shanghai = timezone(timedelta(hours=8))

    with pytest.raises(errors.Conflict) as refusal:
        await plans.open(
            conn,
            PROVINCE,
            plan_id=plan_id,
            expected_version=1,
            submission_opens=OPENS.astimezone(shanghai),
        )

    assert [each.field for each in refusal.value.fields] == ["title", "state"]
    assert OPENS.tzinfo is UTC
