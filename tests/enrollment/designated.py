"""Designations to test with."""

from datetime import date

import asyncpg

from enrollment import designations, record
from enrollment.designations import Designated
from enrollment.types import CountyDesignationKind, InstitutionDesignationKind
from tests.enrollment.factories import PROVINCE, YANGQU, number

BEGINS, ENDS = date(2021, 1, 1), date(2022, 12, 31)
COUNTY: dict[str, object] = {
    "county": YANGQU,
    "kind": CountyDesignationKind.TARGETED_TRAINING,
    "valid_from": BEGINS,
    "document": "晋教〔2021〕1号",
    "source": "省教育厅文件",
}
INSTITUTION: dict[str, object] = {
    "institution": "10108",
    "kind": InstitutionDesignationKind.ASSISTING_UNIVERSITY,
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
