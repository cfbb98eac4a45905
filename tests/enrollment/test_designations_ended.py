import asyncio
from collections.abc import Awaitable, Callable
from datetime import date

import asyncpg
import pytest

from enrollment import errors, plans
from enrollment.designations import Designated
from enrollment.errors import Difference
from enrollment.types import PlanKind
from tests.enrollment import factories
from tests.enrollment.designated import ENDS, a_county, an_institution, end
from tests.enrollment.factories import LIN, PROVINCE, a_draft


@pytest.mark.parametrize(
    ("designated", "made"),
    [(Designated.COUNTY, a_county), (Designated.INSTITUTION, an_institution)],
)
async def test_a_designation_ends_with_its_last_day_and_keeps_what_it_was(
    conn: asyncpg.Connection, designated: Designated, made: Callable[..., Awaitable[int]]
) -> None:
    designation_id = await made(conn)

    done = await end(conn, designation_id, ENDS, designated=designated, expected_version=1)

    assert done == {designated[0].lower() + designated[1:]: designation_id}
    event = await factories.last_event(conn)
    assert (event["verb"], event["object_type"]) == ("endDesignation", designated)
    assert (event["before"]["validTo"], event["after"]["validTo"]) == (None, "2022-12-31")
    assert event["after"]["endDocument"] == "晋教〔2022〕9号"
    table = {Designated.COUNTY: "county", Designated.INSTITUTION: "institution"}[designated]
    kept = await factories.rows(
        conn,
        f"select version, upper(valid) from {table}_designation_version where id = $1",
        designation_id,
    )
    assert kept == [(1, None)]
    version = await conn.fetchval(
        f"select version from {table}_designation where id = $1", designation_id
    )
    assert version == 2


async def test_a_designation_without_beginning_ends_too(conn: asyncpg.Connection) -> None:
    designation_id = await conn.fetchval(
        "select id from county_designation where county_code = $1 and tier_or_kind = 'TIER'", LIN
    )

    await end(conn, designation_id, ENDS)

    valid = "select lower(valid), upper(valid) from county_designation where id = $1"
    assert await factories.row(conn, valid, designation_id) == (None, date(2023, 1, 1))


async def test_a_designation_that_ended_makes_room_for_another(conn: asyncpg.Connection) -> None:
    first = await a_county(conn)
    await end(conn, first, ENDS)
    await a_county(conn, valid_from=date(2023, 1, 1))

    with pytest.raises(errors.OverlappingDesignation):
        await end(conn, first, date(2023, 1, 1))

    assert await conn.fetchval("select version from county_designation where id = $1", first) == 2


@pytest.mark.parametrize(
    ("given", "refusal", "field"),
    [
        ({"ends_on": date(2020, 12, 31)}, errors.EndsBeforeBeginning, "endsOn"),
        ({"ends_on": date.max}, errors.DateImplausible, "endsOn"),
        ({"document": "\0"}, errors.TextUnreadable, "document"),
        ({"designation_id": 2**63}, errors.NotFound, None),
        ({"designation_id": -5}, errors.NotFound, None),
        ({"expected_version": 7}, errors.VersionUnknown, "expectedVersion"),
    ],
)
async def test_an_end_of_hostile_input_is_refused(
    conn: asyncpg.Connection,
    given: dict[str, object],
    refusal: type[errors.Refusal],
    field: str | None,
) -> None:
    ending = {"designation_id": await a_county(conn), "ends_on": ENDS, **given}

    with pytest.raises(refusal) as refused:
        await end(conn, **ending)  # type: ignore[arg-type]

    assert refused.value.field == field


async def test_two_ends_made_on_one_version_are_a_conflict(conn: asyncpg.Connection) -> None:
    designation_id = await a_county(conn)
    await end(conn, designation_id, ENDS, expected_version=1, document="D1")
    earlier = date(2022, 6, 30)

    with pytest.raises(errors.Conflict) as refusal:
        await end(conn, designation_id, earlier, expected_version=1, document="D2")

    assert refusal.value.fields == (
        Difference("validTo", None, ENDS, earlier),
        Difference("endDocument", None, "D1", "D2"),
    )


async def test_a_plan_keeps_its_area_when_a_designation_of_it_ends(
    conn: asyncpg.Connection,
) -> None:
    plan_id = await a_draft(conn, kind=PlanKind.TARGETED)
    await plans.open(conn, PROVINCE, plan_id=plan_id)
    designation_id = await conn.fetchval(
        "select id from county_designation where kind = 'TARGETED_TRAINING'"
    )

    await end(conn, designation_id, date(2020, 2, 1))

    area = await factories.rows(conn, "select county_code from plan_area")
    assert area == [(LIN,)]


@pytest.mark.committed
@pytest.mark.parametrize(
    ("designated", "made"),
    [(Designated.COUNTY, a_county), (Designated.INSTITUTION, an_institution)],
)
async def test_a_last_day_moved_on_and_a_designation_made_at_once_take_turns(
    committed: str, designated: Designated, made: Callable[..., Awaitable[int]]
) -> None:
    connections = [await asyncpg.connect(committed) for _ in range(10)]
    ender, *makers = connections

    for year in range(2001, 2031):  # in a few rounds they miss the deadlock that they risk
        first = await made(ender, valid_from=date(year, 1, 1), valid_to=date(year, 3, 31))
        begins, ends = date(year, 7, 1), date(year, 12, 31)
        outcomes = await asyncio.gather(
            end(ender, first, ends, designated=designated),
            *(made(conn, valid_from=begins, valid_to=ends) for conn in makers),
            return_exceptions=True,
        )
        refused = [each for each in outcomes if isinstance(each, errors.OverlappingDesignation)]
        assert len(refused) == len(outcomes) - 1
        assert not any(isinstance(each, asyncpg.PostgresError) for each in outcomes)

    for conn in connections:
        await conn.close()
