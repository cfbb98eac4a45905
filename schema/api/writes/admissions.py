"""Admissions of quota lines."""

from collections.abc import Mapping

import strawberry
from asyncpg import Connection
from strawberry import UNSET

from enrollment import admissions, record
from enrollment.actors import Actor
from enrollment.types import OnError
from schema.api.fields import asking, said
from schema.api.scalars import Decimal
from schema.api.types.admissions import Admission
from schema.api.writes.given import Given, Told, Verb, numbered_rows
from schema.api.writes.inputs import Input
from schema.api.writes.payloads import Payload


@strawberry.input(
    description="Admissions of a line in a round; written over those of the same line, round and "
    "county. 一条计划一轮的录取情况，覆盖同一计划、轮次和生源县的原有数据。"
)
class AdmissionRow:
    line: strawberry.ID
    round: int = said("From 1.", "从 1 起。")
    origin_county: str | None = strawberry.field(
        default=UNSET,
        description="Code of the county these candidates came from; none: the round's total. "
        "生源县代码；空为该轮合计。",
    )
    applied: int
    filed: int
    admitted: int
    enrolled: int
    withdrawn: int
    lowest_score: Decimal | None = UNSET
    lowest_rank: int | None = UNSET
    expected_version: int | None = strawberry.field(
        default=UNSET,
        description="The version that this change was made on. 修改所依据的版本。",
    )


@strawberry.input
class RecordAdmissionsInput(Input):
    rows: list[AdmissionRow] = said("At most 500.", "最多 500 行。")
    on_error: OnError = OnError.REJECT_ALL


@strawberry.type
class RecordAdmissionsPayload(Payload):
    admissions: list[Admission | None] | None = said(
        "Those of the rows that were not refused, in their order.", "未被拒绝的各行，按原顺序。"
    )


async def record_admissions(conn: Connection, actor: Actor, given: Given, _: Told) -> record.Done:
    rows = numbered_rows(given, "rows", "line", "QuotaLine")
    return await admissions.record_admissions(
        conn, actor, rows=[admissions.Row(**row) for row in rows], **given
    )


@strawberry.type
class AdmissionsVerbs:
    record_admissions: RecordAdmissionsPayload | None = asking(
        "Record how many applied, were admitted and enrolled; a round is written whole.",
        "录入报考、录取和报到人数；一轮数据整体写入。",
        input=RecordAdmissionsInput,
    )


VERBS: Mapping[str, Verb] = {"recordAdmissions": record_admissions}
