"""Rows to test with, made by the domain's own verbs where it has them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import astuple, dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import asyncpg
import orjson
import pytest

from enrollment import plans, quotas, record
from enrollment.actors import Actor, Role
from enrollment.types import MovementKind, PlanKind

PROVINCE = Actor(Role.PROVINCE, "staff:1")
OPENS = datetime(2020, 3, 1, 8, tzinfo=UTC)
CLOSES = datetime(2020, 4, 1, tzinfo=UTC)
DAY = date(2020, 6, 1)
LIN = "141124"  # Lin County: national tier, designated for targeted training
YANGQU = "140122"  # Yangqu County: provincial tier

LINE = quotas.Line(
    year=2020,
    plan_kind=PlanKind.NATIONAL,
    institution_code="10108",
    institution="山西大学",
    programme_code="010101",
    programme="哲学",
    level_code="1",
    level="本科",
    batch_code="1",
    batch="本科一批",
    track_code="1",
    track="文史",
    plan_nature_code="1",
    plan_nature="国家专项计划",
    programme_number="001",
    years=Decimal(4),
    tuition=Decimal(5000),
    seats=40,
)


@dataclass(frozen=True)
class Plan:
    """A published plan with one line, and the accounts of its seats."""

    id: int
    source_plan_id: int
    line: int
    issue: int
    pool: int
    withdrawn: int


def a_line(**changes: object) -> quotas.Line:
    return replace(LINE, **changes)  # type: ignore[arg-type]


async def published(
    conn: asyncpg.Connection,
    *lines: quotas.Line,
    document_number: str = "晋招考〔2020〕1号",
    is_sample: bool = False,
) -> quotas.Publication:
    return await quotas.publish(
        conn,
        lines,
        actor=PROVINCE,
        reason="公布招生计划",
        document_number=document_number,
        effective_on=DAY,
        is_sample=is_sample,
    )


async def a_plan(conn: asyncpg.Connection, *, seats: int = 40, **changes: object) -> Plan:
    await published(conn, a_line(seats=seats, **changes))
    line = await conn.fetchrow("select * from quota_line order by id desc limit 1")
    assert line is not None
    accounts = {
        row["kind"]: row["id"]
        for row in await conn.fetch(
            "select kind, id from account where special_plan_id = $1 and kind <> 'LINE'",
            line["special_plan_id"],
        )
    }
    return Plan(
        line["special_plan_id"],
        line["source_plan_id"],
        line["id"],
        accounts["ISSUE"],
        accounts["POOL"],
        accounts["WITHDRAWN"],
    )


async def a_draft(
    conn: asyncpg.Connection, *, year: int = 2020, kind: PlanKind = PlanKind.NATIONAL
) -> int:
    """Return a special plan in draft, with a window."""
    done = await plans.create(
        conn, PROVINCE, year=year, kind=kind, submission_opens=OPENS, submission_closes=CLOSES
    )
    return number(done, "specialPlan")


def number(done: record.Done, name: str) -> int:
    """Return the id that a verb gave to what it made."""
    found = done[name]
    assert isinstance(found, int)
    return found


async def last_event(conn: asyncpg.Connection) -> dict[str, Any]:
    """Return the newest audit event, its before and after as objects."""
    event = await conn.fetchrow("select * from audit_event order by id desc limit 1")
    assert event is not None
    sides = {side: event[side] and orjson.loads(event[side]) for side in ("before", "after")}
    return {**event, **sides}


async def moved(
    conn: asyncpg.Connection,
    *legs: tuple[int, int, int],
    kind: MovementKind = MovementKind.TRANSFER,
    reason: str = "调剂",
    reverses: int | None = None,
) -> int:
    """Write one movement of (from, to, seats) legs; return its id."""
    async with conn.transaction():
        movement_id: int = await conn.fetchval(
            """
            insert into movement (kind, reason, actor, document_number, effective_on, reverses_id)
            values ($1, $2, 'province', '晋招考〔2020〕2号', '2020-07-01', $3)
            returning id
            """,
            kind,
            reason,
            reverses,
        )
        await conn.execute(
            """
            insert into leg (movement_id, number, from_account, to_account, seats)
            select $1, number, f, t, s
              from unnest($2::bigint[], $3::bigint[], $4::int[])
                   with ordinality as u (f, t, s, number)
            """,
            movement_id,
            *(list(side) for side in zip(*legs, strict=True)),
        )
    return movement_id


async def an_admission(
    conn: asyncpg.Connection,
    line: int,
    *,
    admitted: int,
    enrolled: int = 0,
    origins: tuple[tuple[str, int, int], ...] = (),
) -> None:
    """Write a round's total and its parts by origin: (county, admitted, enrolled)."""
    parts = [(None, admitted, enrolled), *origins]
    await conn.execute(
        """
        insert into admission (quota_line_id, round, origin_county_code, applied, filed, admitted,
                               enrolled)
        select $1, 1, county, admitted, admitted, admitted, enrolled
          from unnest($2::text[], $3::int[], $4::int[]) part (county, admitted, enrolled)
        """,
        line,
        *(list(column) for column in zip(*parts, strict=True)),
    )


@dataclass(frozen=True)
class Part:
    """Admissions of a round from one county of origin; from none: the round's total."""

    origin: str | None
    applied: int
    filed: int
    admitted: int
    enrolled: int
    withdrawn: int = 0
    lowest_score: Decimal | None = None
    lowest_rank: int | None = None


async def a_round(conn: asyncpg.Connection, line: int, number: int, *parts: Part) -> None:
    """Write a round of admissions at once: its total and, where broken down, all its parts."""
    await conn.execute(
        """
        insert into admission (quota_line_id, round, origin_county_code, applied, filed, admitted,
                               enrolled, withdrawn, lowest_score, lowest_rank)
        select $1, $2, part.*
          from unnest($3::text[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[],
                      $9::numeric[], $10::int[]) part
        """,
        line,
        number,
        *(list(column) for column in zip(*map(astuple, parts), strict=True)),
    )


async def rows(conn: asyncpg.Connection, query: str, *values: object) -> list[tuple[Any, ...]]:
    return [tuple(found) for found in await conn.fetch(query, *values)]


async def row(conn: asyncpg.Connection, query: str, *values: object) -> tuple[Any, ...]:
    """Return the one row."""
    [found] = await rows(conn, query, *values)
    return found


@asynccontextmanager
async def refused_by(conn: asyncpg.Connection, constraint: str) -> AsyncIterator[None]:
    """Pass where the database refuses what is inside, naming the constraint."""
    with pytest.raises(asyncpg.IntegrityConstraintViolationError) as refusal:
        async with conn.transaction():
            yield
    assert refusal.value.constraint_name == constraint
