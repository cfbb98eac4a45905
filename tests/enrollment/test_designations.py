import asyncio
from datetime import date

import asyncpg
import pytest

from enrollment import designations, errors, plans, record
from enrollment.designations import Designated
from enrollment.errors import Difference
from enrollment.types import Designation, InstitutionDesignation, PlanKind
from tests.enrollment import factories
from tests.enrollment.factories import LIN, PROVINCE, YANGQU, a_draft, number

BEGINS, ENDS = date(2021, 1, 1), date(2022, 12, 31)
COUNTY: dict[str, object] = {
    "county": YANGQU,
    "kind": Designation.TARGETED_TRAINING,
    "valid_from": BEGINS,
    "document": "晋教〔2021〕1号",
    "source": "省教育厅文件",
}
INSTITUTION: dict[str, object] = {
    "institution": "10108",
    "kind": InstitutionDesignation.ASSISTING_UNIVERSITY,
    "valid_from": BEGINS,
    "document": "晋教〔2021〕2号",
    "source": "省教育厅文件",
}


async def a_county(conn: asyncpg.Connection, **changes: object) -> int:
    done = await designations.designate_county(conn, PROVINCE, **{**COUNTY, **changes})  # type: ignore[arg-type]
    return number(done, "countyDesignation")


async def an_institution(conn: asyncpg.Connection, **changes: object) -> int:
    given = {**INSTITUTION, **changes}
    done = await designations.designate_institution(conn, PROVINCE, **given)  # type: ignore[arg-type]
    return number(done, "institutionDesignation")


async def end(
    conn: asyncpg.Connection,
    designation_id: int,
    ends_on: date,
    *,
    designated: Designated = Designated.COUNTY,
    expected_version: int | None = None,
    document: str = "晋教〔2022〕9号",
) -> record.Done:
    return await designations.end_designation(
        conn,
        PROVINCE,
        designated=designated,
        designation_id=designation_id,
        ends_on=ends_on,
        document=document,
        expected_version=expected_version,
    )


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
        kind=Designation.CONTIGUOUS_AREA,
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
        ({"kind": Designation.CONTIGUOUS_AREA}, errors.AreaNameMisplaced, "contiguousArea"),
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


@pytest.mark.parametrize("kind", [Designation.NATIONAL, Designation.PROVINCIAL])
async def test_a_county_that_has_a_tier_gets_no_other(
    conn: asyncpg.Connection, kind: Designation
) -> None:
    with pytest.raises(errors.OverlappingDesignation):
        await a_county(conn, kind=kind)


async def test_an_institution_is_designated_once_at_a_time(conn: asyncpg.Connection) -> None:
    await an_institution(conn, valid_to=ENDS)

    with pytest.raises(errors.OverlappingDesignation):
        await an_institution(conn, valid_from=ENDS)
    await an_institution(conn, valid_from=date(2023, 1, 1))

    assert await conn.fetchval("select count(*) from institution_designation") == 2


@pytest.mark.parametrize(
    ("designated", "made"),
    [(Designated.COUNTY, a_county), (Designated.INSTITUTION, an_institution)],
)
async def test_a_designation_ends_with_its_last_day_and_keeps_what_it_was(
    conn: asyncpg.Connection, designated: Designated, made: object
) -> None:
    assert callable(made)
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
@pytest.mark.parametrize("made", [a_county, an_institution])
async def test_of_designations_at_once_that_overlap_one_is_made(
    committed: str, made: object
) -> None:
    assert callable(made)
    connections = [await asyncpg.connect(committed) for _ in range(10)]

    outcomes = await asyncio.gather(*(made(conn) for conn in connections), return_exceptions=True)

    assert sum(isinstance(outcome, int) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, errors.OverlappingDesignation) for outcome in outcomes) == 9
    for conn in connections:
        await conn.close()
