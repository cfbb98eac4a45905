"""What a county needs: how many positions of an occupation in a year, and which programmes answer.

A demand is answered by the seats on published lines of targeted training that are bound to its
county in its year and are of one of its programmes; without programmes nobody can tell which.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from asyncpg import Connection

from enrollment import errors, inputs, record, rights
from enrollment.actors import Actor, Role
from enrollment.plans import AREAS
from enrollment.types import PlanKind

VERBS: Mapping[str, frozenset[Role]] = {"stateTrainingDemand": frozenset({Role.COUNTY})}

DEMAND = record.Kept(
    "training_demand",
    "TrainingDemand",
    {
        "county": "county_code",
        "year": "year",
        "occupation": "occupation",
        "positions": "positions",
        "programmes": "programme_codes",
    },
)
FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_PROGRAMMES = 100
LONGEST_OCCUPATION, LONGEST_CODE = 100, 20  # characters


async def state(
    conn: Connection,
    actor: Actor,
    *,
    year: int,
    occupation: str,
    positions: int,
    programmes: Sequence[str] = (),
    expected_version: int | None = None,
) -> record.Done:
    """State what the actor's county needs; a later statement of the occupation is a new version.

    None of 0 positions is left: it is taken back. Refused: `rights.allow`, `inputs`,
    `YearImplausible`, `NotDesignated`, `ProgrammeUnknown`, `ProgrammeInOtherDemand`,
    `PositionsImplausible`, `Conflict`.
    """
    rights.allow(actor, VERBS["stateTrainingDemand"])
    assert actor.county is not None
    named = inputs.text("occupation", occupation, most=LONGEST_OCCUPATION)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise errors.YearImplausible
    mine: dict[str, Any] = {
        "county": actor.county,
        "year": year,
        "occupation": named,
        "positions": positions,
        "programmes": codes(programmes),
    }
    with errors.named():
        async with record.atomic(conn):
            await require_designated(conn, actor.county, year)
            await require_programmes(conn, mine["programmes"])
            before = await taken(conn, actor.county, year, named)
            demand_id = await written(conn, before, expected_version, mine)
            if before is None or before.fields != mine:
                await record.changed(
                    conn, actor, "stateTrainingDemand", DEMAND, demand_id, before=before
                )
    return {"trainingDemand": demand_id}


def codes(programmes: Sequence[str]) -> list[str]:
    """Return the codes once each, in order."""
    if len(programmes) > MOST_PROGRAMMES:
        raise errors.RowsMiscounted(field="programmes", rows=len(programmes), most=MOST_PROGRAMMES)
    return sorted({inputs.text("programmes", each, most=LONGEST_CODE) for each in programmes})


async def require_designated(conn: Connection, county: str, year: int) -> None:
    """Refuse a year whose plan of targeted training would not hold the county.

    The county is locked first: its designations and its demands take turns.
    """
    await conn.execute("select from county where code = $1 for no key update", county)
    is_designated = await conn.fetchval(
        """
        select exists (select
                         from county_designation
                        where county_code = $1
                          and kind = any($2::text[])
                          and valid @> make_date($3, 1, 1))
        """,
        county,
        list(AREAS[PlanKind.TARGETED]),
        year,
    )
    if not is_designated:
        raise errors.NotDesignated(county=county, year=year)


async def require_programmes(conn: Connection, programmes: Sequence[str]) -> None:
    unknown = await conn.fetchval(
        """
        select code
          from unnest($1::text[]) given (code)
         where not exists (select from programme where programme.code = given.code)
         order by code
         limit 1
        """,
        programmes,
    )
    if unknown is not None:
        raise errors.ProgrammeUnknown(programme=unknown)


async def taken(conn: Connection, county: str, year: int, occupation: str) -> record.Version | None:
    """Return the county's demand of that occupation in that year, locked; None: not stated yet."""
    demand_id = await conn.fetchval(
        "select id from training_demand where (county_code, year, occupation) = ($1, $2, $3)",
        county,
        year,
        occupation,
    )
    return None if demand_id is None else await record.take(conn, DEMAND, demand_id)


async def written(
    conn: Connection,
    before: record.Version | None,
    expected_version: int | None,
    mine: Mapping[str, object],
) -> int:
    """Write what is new; return the demand's id."""
    if before is None:
        if expected_version is not None:
            raise errors.VersionUnknown(expected=expected_version, version=0)
        made: int = await conn.fetchval(
            """
            insert into training_demand (county_code, year, occupation, positions, programme_codes)
            values ($1, $2, $3, $4, $5)
            returning id
            """,
            *mine.values(),
        )
        return made
    await record.expect(conn, DEMAND, before, expected_version, mine)
    if before.fields != mine:
        await conn.execute(
            "update training_demand set positions = $2, programme_codes = $3 where id = $1",
            before.id,
            mine["positions"],
            mine["programmes"],
        )
    return before.id
