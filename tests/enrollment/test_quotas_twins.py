"""A line that is loaded once with and once without its record id must not count twice."""

import re

import asyncpg
import pytest

from enrollment import errors, quotas
from tests.enrollment.factories import a_line, published


@pytest.mark.parametrize(("first", "second"), [(None, "A1"), ("A1", None)])
async def test_a_line_that_differs_by_its_record_id_alone_is_refused(
    conn: asyncpg.Connection, first: str | None, second: str | None
) -> None:
    await published(conn, a_line(record_id=first))

    with pytest.raises(errors.RecordIdMissing, match="10108"):
        await published(conn, a_line(record_id=second))

    assert await conn.fetchval("select count(*) from quota_line") == 1


async def test_a_sheet_that_holds_a_line_with_and_without_its_record_id_is_refused(
    conn: asyncpg.Connection,
) -> None:
    with pytest.raises(errors.RecordIdMissing, match="010101"):
        await published(conn, a_line(record_id="A1"), a_line(record_id=None))

    assert await conn.fetchval("select count(*) from quota_line") == 0


async def test_lines_that_differ_otherwise_or_have_other_record_ids_stand_beside_each_other(
    conn: asyncpg.Connection,
) -> None:
    await published(conn, a_line(record_id="A1"))

    await published(conn, a_line(record_id="A2"), a_line(programme_number="002"))

    assert await conn.fetchval("select count(*) from quota_line") == 3


async def test_the_database_tells_lines_apart_by_the_same_columns(
    conn: asyncpg.Connection,
) -> None:
    columns = await conn.fetch(
        """
        select column_name, generation_expression
          from information_schema.columns
         where table_name = 'quota_line'
        """
    )

    told = {row["column_name"]: row["generation_expression"] for row in columns}
    told_by = told["identity"]
    used = {name for name in told if re.search(rf"\b{name}\b", told_by)}
    assert used == {*quotas.IDENTIFYING, "record_id"}
