"""Demands and agreements of Lin County to test with."""

from datetime import date
from decimal import Decimal
from typing import Any

import asyncpg

from enrollment import training
from enrollment.actors import Actor, Role
from enrollment.types import TrainingCost
from tests.enrollment import factories
from tests.enrollment.factories import LIN, YANGQU, Plan, number

BUREAU = Actor(Role.COUNTY, "staff:5", county=LIN)
OTHER_BUREAU = Actor(Role.COUNTY, "staff:6", county=YANGQU)
OFFICE = Actor(Role.ADMISSIONS, "staff:7", institution="10108")
OTHER_OFFICE = Actor(Role.ADMISSIONS, "staff:8", institution="10112")
DEMAND: dict[str, Any] = {
    "year": 2020,
    "occupation": "护士",
    "positions": 12,
    "programmes": ["010101"],
}
AGREEMENT: dict[str, Any] = {
    "student": "LX-2020-001",
    "service_years": 6,
    "free_of": [TrainingCost.TUITION, TrainingCost.ACCOMMODATION],
    "subsidy": Decimal("4000.50"),
    "document": "临教定〔2020〕1号",
    "signed_on": date(2020, 8, 20),
}


async def a_demand(conn: asyncpg.Connection, actor: Actor = BUREAU, **changes: Any) -> int:
    done = await training.state(conn, actor, **{**DEMAND, **changes})
    return number(done, "trainingDemand")


async def a_line(
    conn: asyncpg.Connection, *, seats: int = 10, admitted: int = 8, **changes: Any
) -> Plan:
    """Return a published line of targeted training for Lin County, some of its seats filled."""
    where = {"plan_kind": "TARGETED", "county_code": LIN, **changes}
    plan = await factories.a_plan(conn, seats=seats, **where)
    if admitted:
        await factories.an_admission(conn, plan.line, admitted=admitted)
    return plan


async def an_agreement(
    conn: asyncpg.Connection, line_id: int, actor: Actor = BUREAU, **changes: Any
) -> int:
    done = await training.sign(conn, actor, line_id=line_id, **{**AGREEMENT, **changes})
    return number(done, "trainingAgreement")
