"""Nobody locks, or waits for, what they may not write."""

from typing import Any, cast

from asyncpg import Connection

from tests.enrollment.training import trained
from tests.enrollment.training.trained import OFFICE, OTHER_BUREAU, OTHER_OFFICE
from tests.schema.api.writes.test_admissions import COUNTS, RECORD
from tests.schema.api.writes.test_training import ADVANCE, AGREEMENT, SIGN
from tests.schema.asking import AUDITOR
from tests.schema.client import Client


async def test_who_may_not_write_is_told_so_while_another_writes(client: Client):
    async with client.writes.acquire() as taken:
        conn = cast(Connection, taken)
        line_id = (await trained.a_line(conn)).line
        agreement = f"TrainingAgreement:{await trained.an_agreement(conn, line_id)}"
        line = f"QuotaLine:{line_id}"
        row: dict[str, Any] = {"line": line, "round": 1, **COUNTS}

        async with conn.transaction():
            await conn.execute("select from quota_line for update")
            answers = [
                await client.act(RECORD, OTHER_OFFICE, rows=[row]),
                await client.act(SIGN, OTHER_BUREAU, line=line, **AGREEMENT),
                await client.act(ADVANCE, AUDITOR, agreement=agreement, action="SERVE"),
                await client.act(ADVANCE, OTHER_OFFICE, agreement=agreement, action="STUDY"),
                await client.act(RECORD, OFFICE, rows=[row]),
            ]

    codes = [error["code"] for answer in answers for error in answer["errors"]]
    assert codes == ["FORBIDDEN", "FORBIDDEN", "FORBIDDEN", "NOT_FOUND", "BUSY"]
