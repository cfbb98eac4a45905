"""A database that is only read: sample quotas of two years, drafts, and real quotas of two years.

pool       read-only connections to it
endpoint   the API, to be asked
client     asks and acts on a database of its own
gate       the gate of an installation with its own issuer
"""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from decimal import Decimal

import asyncpg
import pytest
from asyncpg import Pool

from enrollment import designations, quotas, sample
from enrollment.actors import Role
from enrollment.types import InstitutionDesignationKind, MovementKind, PlanKind
from schema.access import api_keys, local, staff
from schema.access.gate import Gate
from schema.access.rights import Rights
from schema.api import assembled
from schema.database.pool import open_reads, open_writes, ready
from schema.wire import Endpoint
from tests.conftest import create, named
from tests.enrollment import factories
from tests.enrollment.factories import LIN, YANGQU, Part, a_line, a_round, moved, published
from tests.enrollment.training import trained
from tests.schema import sealed
from tests.schema.client import Client

DRAFT_YEAR = 2021  # nothing of this year is published
YUNZHOU = "140215"  # Yunzhou District, with the code 140227 until 2018; of the national tier


@pytest.fixture(scope="session")
def gate(tmp_path_factory: pytest.TempPathFactory) -> Gate:
    """The gate of an installation that has no issuer but its own."""
    return Gate(local.read(tmp_path_factory.mktemp("gate")))


@pytest.fixture
async def conn(conn: asyncpg.Connection) -> asyncpg.Connection:
    """The rolled-back connection, made ready for what the compiler sends."""
    await ready(conn)
    return conn


@pytest.fixture(scope="session")
def reading(server: str, template: str) -> str:
    """The URL of the database."""
    asyncio.run(create(server, "reading", template))
    url = named(server, "reading")
    asyncio.run(fill(url))
    return url


async def fill(url: str) -> None:
    conn = await asyncpg.connect(url)
    await sample.write(conn, lines=400, first_year=2019, last_year=2020)
    await published(
        conn,
        a_line(year=DRAFT_YEAR, seats=7, programme_number="d1"),
        a_line(
            year=DRAFT_YEAR,
            plan_kind=PlanKind.LOCAL,
            plan_nature_code="2",
            plan_nature="地方专项计划",
            county_code=YANGQU,
            institution_code="99999",
            institution="未公布学院",
        ),
    )
    await conn.execute(
        "update source_plan set state = 'DRAFT' from special_plan"
        " where special_plan.id = special_plan_id and year = $1",
        DRAFT_YEAR,
    )
    await conn.execute("update special_plan set state = 'DRAFT' where year = $1", DRAFT_YEAR)
    await add_real_years(conn)
    await designations.designate_institution(
        conn,
        factories.PROVINCE,
        institution="10108",
        kind=InstitutionDesignationKind.ASSISTING_UNIVERSITY,
        valid_from=date(2020, 1, 1),
        document="晋教扶贫办〔2020〕1号",
        source="test",
    )
    for name, code in (("李老师", "10108"), ("王老师", "10112")):
        rights = Rights(Role.ADMISSIONS, institution=code)
        await staff.invite(conn, factories.PROVINCE, name=name, rights=rights)
        await api_keys.create_key(conn, factories.PROVINCE, name=name, rights=rights)
    await add_training(conn)
    await conn.execute("analyze")
    await conn.close()


async def add_training(conn: asyncpg.Connection) -> None:
    """Add demands of a county, and agreements on a line that is published no more."""
    line = (await trained.a_line(conn, year=2022)).line
    for year, positions in ((2022, 12), (2023, 5)):
        await trained.a_demand(conn, year=year, positions=positions)
    for student in ("LX-001", "LX-002", "LX-003"):
        await trained.an_agreement(conn, line, student=student)
    await conn.execute(
        "update source_plan set state = 'APPROVED', submitted_by = 'a', approved_by = 'b'"
        " where special_plan_id in"
        " (select id from special_plan where year = 2022)"
    )
    await conn.execute("update special_plan set state = 'DRAFT' where year = 2022")


async def add_real_years(conn: asyncpg.Connection) -> None:
    """Publish 2017 and 2018, whose lines are called by their programme numbers, and what befell."""
    await published(conn, *real_lines_of_2017(), document_number="晋招考〔2017〕1号")
    await published(conn, *real_lines_of_2018(), document_number="晋招考〔2018〕1号")
    await published(
        conn,
        real_line(2018, "201", seats=42, **RENUMBERED),
        real_line(2018, "203", seats=6, **SCIENCE),
        real_line(2018, "209", seats=2, **MUSIC),
        document_number="晋招考〔2018〕2号",
    )
    await sealed.seal(conn, datetime(2018, 6, 1, tzinfo=UTC))
    await move_seats(conn)
    await sealed.seal(conn, datetime(2018, 7, 1, tzinfo=UTC))
    await admit(conn)
    await hide(conn)
    await sealed.seal(conn, datetime(2018, 9, 1, tzinfo=UTC))


def real_line(year: int, number: str, **changes: object) -> quotas.Line:
    return a_line(year=year, programme_number=number, **changes)


SCIENCE = {"track_code": "5", "track": "理工"}
COMPUTING = {
    "institution_code": "10112",
    "programme_code": "080901",
    "programme": "计算机科学与技术",
    **SCIENCE,
}
LOCAL = {
    "plan_kind": PlanKind.LOCAL,
    "plan_nature_code": "2",
    "plan_nature": "地方专项计划",
    "county_code": YANGQU,
}
BOUND = {"county_code": YUNZHOU, "tuition": None, "campus": "主校区", **COMPUTING}
# The same level and batch by other codes, as another year may have them.
RENUMBERED = {"level_code": "B", "batch_code": "A1", "direction": "Data_Science 50%"}
# An institution and a programme that the sheet names first.
MUSIC = {
    "plan_kind": PlanKind.UNIVERSITY,
    "plan_nature_code": "3",
    "plan_nature": "高校专项计划",
    "institution_code": "99998",
    "institution": "新设音乐学院",
    "programme_code": "130299X",
    "programme": "说唱",
    "years": None,
    "tuition": Decimal("12800.50"),
}


def real_lines_of_2017() -> list[quotas.Line]:
    return [
        real_line(2017, "101", direction="Data_Science 50%", remarks="Taught 100% in English"),
        real_line(2017, "102", seats=10, direction="data science", remarks="english_only"),
        real_line(2017, "103", seats=0, tuition=None, remarks="1000 words in english", **SCIENCE),
        real_line(2017, "104", seats=25, **BOUND),
        real_line(2017, "105", seats=8, remarks="A_B", **LOCAL, **COMPUTING),
        real_line(2017, "106", seats=12, institution_code="10119", remarks="AxB"),
        real_line(2017, "107", seats=9, institution_code="10110"),
    ]


def real_lines_of_2018() -> list[quotas.Line]:
    """The same offers a year later, and some that differ in one of the things that tell them."""
    return [
        real_line(2018, "201", seats=44, **RENUMBERED),
        real_line(2018, "203", seats=5, **SCIENCE),
        real_line(2018, "204", seats=20, **BOUND),
        real_line(2018, "205", seats=9, **LOCAL, **COMPUTING),
        real_line(2018, "206", seats=11, institution_code="10119"),
        real_line(2018, "207", seats=10, institution_code="10110"),
        real_line(2018, "208", seats=15, **{**BOUND, "county_code": None, "campus": "新校区"}),
        real_line(2018, "209", seats=4, **MUSIC),
    ]


async def move_seats(conn: asyncpg.Connection) -> None:
    """Issue more than is allocated, transfer and take it back, withdraw, move to a hidden line."""
    account = await accounts_of_2018(conn)
    issue, pool, withdrawn = account["ISSUE"], account["POOL"], account["WITHDRAWN"]
    await moved(conn, (issue, pool, 12), kind=MovementKind.ISSUE, reason="追加")
    wrong = await moved(conn, (account["204"], account["201"], 5), reason="误调")
    await moved(
        conn,
        (account["201"], account["204"], 5),
        kind=MovementKind.REVERSE,
        reason="冲销误调",
        reverses=wrong,
    )
    await moved(conn, (account["208"], pool, 3), (pool, account["206"], 2), reason="调至未公布")
    await moved(conn, (account["208"], account["206"], 1), reason="全未公布")
    await moved(conn, (pool, withdrawn, 4), kind=MovementKind.WITHDRAW, reason="收回")


async def accounts_of_2018(conn: asyncpg.Connection) -> dict[str, int]:
    """Return the accounts of the national plan: of its lines by number, the others by kind."""
    rows = await conn.fetch(
        """
        select coalesce(quota_line.programme_number, account.kind) as name, account.id
          from account
          join special_plan on special_plan.id = account.special_plan_id
          left join quota_line on quota_line.id = account.id
         where special_plan.year = 2018 and special_plan.kind = 'NATIONAL'
        """
    )
    return {row["name"]: row["id"] for row in rows}


async def admit(conn: asyncpg.Connection) -> None:
    """Record rounds of admissions, some of them by county of origin."""
    line = {
        row["programme_number"]: row["id"]
        for row in await conn.fetch(
            "select programme_number, id from quota_line where year in (2017, 2018)"
        )
    }
    await a_round(
        conn,
        line["101"],
        1,
        Part(None, 90, 45, 30, 28, 2, Decimal("512.50"), 9_000),
        Part(LIN, 60, 30, 20, 19, 1, Decimal("512.50"), 9_000),
        Part(YUNZHOU, 30, 15, 10, 9, 1, Decimal(530), 7_200),
    )
    await a_round(conn, line["101"], 2, Part(None, 12, 6, 5, 4, 0, Decimal(498), 12_000))
    await a_round(conn, line["102"], 1, Part(None, 10, 10, 10, 10))
    await a_round(
        conn,
        line["104"],
        1,
        Part(None, 50, 30, 25, 0, 5, Decimal("487.25"), 15_500),
        Part(YUNZHOU, 50, 30, 25, 0, 5, Decimal("487.25"), 15_500),
    )
    await a_round(conn, line["106"], 1, Part(None, 20, 12, 8, 8, 0, Decimal(505), 10_000))
    await a_round(conn, line["107"], 1, Part(None, 20, 12, 9, 9, 0, Decimal(470), 20_000))
    await a_round(conn, line["201"], 1, Part(None, 70, 50, 42, 40, 3, Decimal(515), 8_800))
    await a_round(conn, line["205"], 1, Part(None, 4, 3, 3, 3, 0, None, 17_000))
    await a_round(conn, line["206"], 1, Part(None, 9, 9, 9, 9, 0, Decimal(300), 90_000))
    await a_round(conn, line["207"], 1, Part(None, 9, 0, 0, 0))


async def hide(conn: asyncpg.Connection) -> None:
    """Close 2017; take back from the public one source plan of each year's national plan.

    Something was said about one of them.
    """
    await conn.execute(
        """
        insert into source_plan_review (source_plan_id, step, text, actor, role)
        select source_plan.id, 'COMMENT', '学费请按备案填写', 'staff:1', 'PROVINCE'
          from source_plan
          join special_plan on special_plan.id = special_plan_id
         where year = 2017 and institution_code = '10110'
        """
    )
    await conn.execute("update special_plan set state = 'CLOSED' where year = 2017")
    await conn.execute(
        """
        update special_plan set submission_opens  = '2018-03-01 00:00+08',
                                submission_closes = '2018-04-15 12:30+08'
         where year = 2018 and kind = 'NATIONAL'
        """
    )
    for year, institution in ((2017, "10110"), (2018, "10119")):
        await conn.execute(
            """
            update source_plan
               set state = 'APPROVED', submitted_by = 'staff:5', approved_by = 'staff:1'
              from special_plan
             where special_plan.id = special_plan_id
               and year = $1 and institution_code = $2
            """,
            year,
            institution,
        )


@pytest.fixture(scope="session")
async def pool(reading: str) -> AsyncIterator[Pool]:
    async with open_reads(reading, size=2, statement_seconds=10) as pool:
        yield pool


@pytest.fixture(scope="session")
def endpoint() -> Endpoint:
    return Endpoint(assembled.assemble())


@pytest.fixture
async def client(endpoint: Endpoint, committed: str) -> AsyncIterator[Client]:
    async with open_reads(committed, 2, 10) as reads, open_writes(committed, 50, 10) as writes:
        yield Client(endpoint, reads, writes)
