import asyncio
from collections.abc import Awaitable, Callable
from datetime import date

import asyncpg
import pytest

from enrollment import errors
from enrollment.types import CountyDesignationKind as Kind
from tests.enrollment import factories
from tests.enrollment.designated import BEGINS, ENDS, a_county, an_institution
from tests.enrollment.factories import YANGQU


async def test_a_county_is_designated_from_its_first_to_its_last_day(
    conn: asyncpg.Connection,
) -> None:
    designation_id = await a_county(conn, valid_to=ENDS)

    row = await factories.row(
        conn,
        """
        select county_code, kind, lower(valid), upper(valid), document, source, standing, version
          from county_designation
         where id = $1
        """,
        designation_id,
    )
    assert row == (
        YANGQU,
        "TARGETED_TRAINING",
        BEGINS,
        date(2023, 1, 1),
        "晋教〔2021〕1号",
        "省教育厅文件",
        "STATED",
        1,
    )


async def test_a_designation_is_on_record_with_its_days(conn: asyncpg.Connection) -> None:
    designation_id = await a_county(
        conn,
        kind=Kind.CONTIGUOUS_AREA,
        contiguous_area=" 燕山-太行山 ",
        valid_from=date(1990, 1, 1),
        valid_to=date(1990, 1, 1),
    )

    event = await factories.last_event(conn)
    assert (event["verb"], event["object_type"]) == ("designateCounty", "CountyDesignation")
    assert event["object_id"] == str(designation_id)
    assert event["after"] == {
        "county": YANGQU,
        "contiguousArea": "燕山-太行山",
        "kind": "CONTIGUOUS_AREA",
        "validFrom": "1990-01-01",
        "validTo": "1990-01-01",
        "document": "晋教〔2021〕1号",
        "endDocument": None,
        "source": "省教育厅文件",
        "standing": "STATED",
    }


async def test_a_former_code_names_the_county_that_had_it(conn: asyncpg.Connection) -> None:
    designation_id = await a_county(conn, county="140227")

    code = "select county_code from county_designation where id = $1"
    assert await conn.fetchval(code, designation_id) == "140215"


async def test_an_institution_is_designated(conn: asyncpg.Connection) -> None:
    designation_id = await an_institution(conn)

    row = await factories.row(
        conn, "select institution_code, kind, upper(valid), standing from institution_designation"
    )
    assert row == ("10108", "ASSISTING_UNIVERSITY", None, "STATED")
    event = await factories.last_event(conn)
    assert (event["object_type"], event["object_id"]) == (
        "InstitutionDesignation",
        str(designation_id),
    )


@pytest.mark.parametrize(
    ("given", "refusal", "field"),
    [
        ({"county": "999999"}, errors.CountyUnknown, "county"),
        ({"county": "{kind}"}, errors.CountyUnknown, "county"),
        ({"county": ""}, errors.TextMissing, "county"),
        ({"county": "14\0"}, errors.TextUnreadable, "county"),
        ({"county": "1" * 10_000}, errors.TextTooLong, "county"),
        ({"document": ""}, errors.TextMissing, "document"),
        ({"document": "x" * 10_000}, errors.TextTooLong, "document"),
        ({"source": "\x1b[31m"}, errors.TextUnreadable, "source"),
        ({"contiguous_area": "\udcff"}, errors.TextUnreadable, "contiguousArea"),
        ({"contiguous_area": "吕梁山"}, errors.AreaNameMisplaced, "contiguousArea"),
        (
            {"kind": Kind.CONTIGUOUS_AREA},
            errors.AreaNameMisplaced,
            "contiguousArea",
        ),
        ({"valid_from": date.min}, errors.DateImplausible, "validFrom"),
        ({"valid_to": date.max}, errors.DateImplausible, "validTo"),
        ({"valid_to": date(2020, 12, 31)}, errors.EndsBeforeBeginning, "validTo"),
    ],
)
async def test_a_county_of_hostile_input_is_not_designated(
    conn: asyncpg.Connection, given: dict[str, object], refusal: type[errors.Refusal], field: str
) -> None:
    with pytest.raises(refusal) as refused:
        await a_county(conn, **given)

    assert refused.value.field == field
    assert refused.value.message("zh").encode()


@pytest.mark.parametrize(
    ("given", "refusal", "field"),
    [
        ({"institution": "nowhere"}, errors.InstitutionUnknown, "institution"),
        ({"institution": " "}, errors.TextMissing, "institution"),
        ({"source": ""}, errors.TextMissing, "source"),
        ({"valid_to": date(1, 1, 1)}, errors.DateImplausible, "validTo"),
        ({"valid_to": date(2020, 12, 31)}, errors.EndsBeforeBeginning, "validTo"),
    ],
)
async def test_an_institution_of_hostile_input_is_not_designated(
    conn: asyncpg.Connection, given: dict[str, object], refusal: type[errors.Refusal], field: str
) -> None:
    with pytest.raises(refusal) as refused:
        await an_institution(conn, **given)

    assert refused.value.field == field


@pytest.mark.parametrize("kind", [Kind.NATIONAL, Kind.PROVINCIAL])
async def test_a_county_that_has_a_tier_gets_no_other(conn: asyncpg.Connection, kind: Kind) -> None:
    with pytest.raises(errors.OverlappingDesignation):
        await a_county(conn, kind=kind)


async def test_an_institution_is_designated_once_at_a_time(conn: asyncpg.Connection) -> None:
    await an_institution(conn, valid_to=ENDS)

    with pytest.raises(errors.OverlappingDesignation):
        await an_institution(conn, valid_from=ENDS)
    await an_institution(conn, valid_from=date(2023, 1, 1))

    assert await conn.fetchval("select count(*) from institution_designation") == 2


@pytest.mark.committed
@pytest.mark.parametrize("made", [a_county, an_institution])
async def test_of_designations_at_once_that_overlap_one_is_made(
    committed: str, made: Callable[..., Awaitable[int]]
) -> None:
    connections = [await asyncpg.connect(committed) for _ in range(10)]
    years = range(2001, 2031)  # in a few rounds they miss the deadlock that they risk

    for year in years:
        begins, ends = date(year, 1, 1), date(year, 12, 31)
        outcomes = await asyncio.gather(
            *(made(conn, valid_from=begins, valid_to=ends) for conn in connections),
            return_exceptions=True,
        )
        assert sum(isinstance(outcome, int) for outcome in outcomes) == 1
        assert sum(isinstance(outcome, errors.OverlappingDesignation) for outcome in outcomes) == 9

    for conn in connections:
        await conn.close()
