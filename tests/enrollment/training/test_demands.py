from datetime import date
from typing import Any

import asyncpg
import pytest

from enrollment import errors
from enrollment.errors import Difference
from tests.enrollment import designated, factories
from tests.enrollment.factories import LIN, YANGQU, refused_by
from tests.enrollment.training.trained import BUREAU, OTHER_BUREAU, a_demand

STORED = """
select county_code, year, occupation, positions, programme_codes, version
  from training_demand
 order by id
"""
NAMED = "select programme_code from training_demand_programme order by 1"


async def test_a_county_states_what_it_needs(conn: asyncpg.Connection) -> None:
    await a_demand(conn, occupation=" 护士 ", programmes=["010102", "010101", "010102"])

    assert await factories.row(conn, STORED) == (
        LIN,
        2020,
        "护士",
        12,
        ["010101", "010102"],
        1,
    )
    assert await factories.rows(conn, NAMED) == [("010101",), ("010102",)]


async def test_a_later_statement_of_the_occupation_is_a_new_version(
    conn: asyncpg.Connection,
) -> None:
    first = await a_demand(conn)

    again = await a_demand(conn, positions=9, expected_version=1)

    assert again == first
    assert (await factories.row(conn, STORED))[3:] == (9, ["010101"], 2)
    event = await factories.last_event(conn)
    assert (event["verb"], event["actor"]) == ("stateTrainingDemand", BUREAU.name)
    assert event["before"] == {
        "county": LIN,
        "year": 2020,
        "occupation": "护士",
        "positions": 12,
        "programmes": ["010101"],
    }
    assert event["after"] == {**event["before"], "positions": 9}


async def test_the_same_statement_again_leaves_no_version_and_no_event(
    conn: asyncpg.Connection,
) -> None:
    await a_demand(conn)
    events = await conn.fetchval("select count(*) from audit_event")

    await a_demand(conn)

    assert (await factories.row(conn, STORED))[-1] == 1
    assert await conn.fetchval("select count(*) from audit_event") == events


async def test_what_is_taken_back_leaves_its_programmes_to_another_demand(
    conn: asyncpg.Connection,
) -> None:
    await a_demand(conn)
    await a_demand(conn, positions=0)

    await a_demand(conn, occupation="乡村医生")

    assert [row[3] for row in await factories.rows(conn, STORED)] == [0, 12]
    assert await factories.rows(conn, NAMED) == [("010101",)]


async def test_a_programme_is_in_one_demand_of_a_county_and_year(
    conn: asyncpg.Connection,
) -> None:
    await a_demand(conn)

    with pytest.raises(errors.ProgrammeInOtherDemand):
        await a_demand(conn, occupation="乡村医生", programmes=["010101", "010102"])

    assert len(await factories.rows(conn, STORED)) == 1
    await a_demand(conn, year=2021)


@pytest.mark.parametrize(
    ("changes", "refusal", "field"),
    [
        ({"positions": -1}, errors.PositionsImplausible, "positions"),
        ({"positions": 10_001}, errors.PositionsImplausible, "positions"),
        ({"occupation": " "}, errors.TextMissing, "occupation"),
        ({"occupation": "护" * 101}, errors.TextTooLong, "occupation"),
        ({"programmes": ["999999"]}, errors.ProgrammeUnknown, "programmes"),
        ({"programmes": ["\0"]}, errors.TextUnreadable, "programmes"),
        ({"programmes": ["010101"] * 101}, errors.RowsMiscounted, "programmes"),
        ({"year": 2019}, errors.NotDesignated, "year"),
        ({"year": 1999}, errors.YearImplausible, "year"),
        ({"year": 2**31 - 1}, errors.YearImplausible, "year"),
        ({"expected_version": 1}, errors.VersionUnknown, "expectedVersion"),
    ],
)
async def test_a_demand_that_can_t_be_is_refused_by_its_field(
    conn: asyncpg.Connection,
    changes: dict[str, Any],
    refusal: type[errors.Refusal],
    field: str,
) -> None:
    with pytest.raises(refusal) as refused:
        await a_demand(conn, **changes)

    assert refused.value.field == field
    assert await factories.rows(conn, STORED) == []


async def test_a_county_that_is_not_designated_states_no_demand(conn: asyncpg.Connection) -> None:
    with pytest.raises(errors.NotDesignated):
        await a_demand(conn, OTHER_BUREAU)

    await designated.a_county(conn, county=YANGQU, valid_from=date(2021, 1, 1))
    await a_demand(conn, OTHER_BUREAU, year=2021)
    with pytest.raises(errors.NotDesignated):
        await a_demand(conn, OTHER_BUREAU, year=2020)


async def test_a_demand_made_on_an_older_version_is_told_what_changed(
    conn: asyncpg.Connection,
) -> None:
    await a_demand(conn)
    await a_demand(conn, programmes=["010101", "010102"])

    with pytest.raises(errors.Conflict) as conflict:
        await a_demand(conn, positions=9, expected_version=1)

    assert conflict.value.fields == (
        Difference("positions", 12, 12, 9),
        Difference("programmes", ["010101"], ["010101", "010102"], ["010101"]),
    )


async def test_programmes_of_a_demand_follow_it_and_nothing_else(conn: asyncpg.Connection) -> None:
    await a_demand(conn)

    async with refused_by(conn, "training_demand_programme_follows_its_demand"):
        await conn.execute("delete from training_demand_programme")
