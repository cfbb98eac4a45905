"""Lines drawn to be awkward: equal keys, nulls, no seats, odd text, hidden ones beside others."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import date
from decimal import Decimal
from random import Random

import asyncpg

from enrollment import quotas
from enrollment.types import PlanKind
from tests.enrollment.factories import a_line, published

TEXTS = (
    *(None, None, None, "", "50%", "5_0", "50", "主校区", "主校區", "MAIN Campus", "main campus"),
    *("Ünïon", "ÜNÏON", "ΣΟΦΟΣ", "😀 山", "back\\slash", "a'b\"c", "100％", "two\nlines", " "),
)
INSTITUTIONS = (
    *(("10108", "山西大学"), ("10109", "太原科技大学"), ("10001", "北京大学")),
    *(("Z1", "100%_学院"), ("Z2", "重庆学院"), ("Z3", "重庆学院"), ("Z4", "Ünï 😀 大学")),
)
PROGRAMMES = (("010101", "哲学"), ("010102", "逻辑学"), ("Z9", "a_b%"), ("Z8", "哲学"))
LEVELS = (("1", "本科"), ("2", "专科（高职）"))
BATCHES = (("1", "本科一批"), ("2", "本科二批"))
TRACKS = (("1", "文史"), ("5", "理工"))
CATEGORIES = ((None, None), ("1", "Ａ类"))
TUITIONS = (None, None, Decimal(0), Decimal(5000), Decimal("5000.50"), Decimal("0.01"))
YEARS = (None, Decimal(4), Decimal("2.5"), Decimal(3))
SEATS = (0, 0, 1, 3, 3, 3, 7, 40)
SAMPLE_YEAR = 2018
DRAFT_YEAR = 2021
CALENDAR = (SAMPLE_YEAR, SAMPLE_YEAR, 2019, 2019, 2019, 2020, 2020, 2020, DRAFT_YEAR)
DAYS = {
    "ISSUE": date(2020, 6, 1),
    "TRANSFER": date(2020, 7, 1),
    "REVERSE": date(2020, 7, 1),
    "WITHDRAW": date(2020, 7, 2),
}


async def fill(url: str) -> None:
    """Write the same lines each time, with admissions and movements, and hide some."""
    conn = await asyncpg.connect(url)
    await thin(conn)
    areas = await counties(conn)
    random = Random(20200701)
    lines = list(draw(random, 150, areas))
    for sample in (True, False):
        mine = [line for line in lines if (line.year == SAMPLE_YEAR) is sample]
        await published(conn, *mine, is_sample=sample)
    await admit(conn, random)
    await move(conn, random)
    await hide(conn)
    await conn.execute("vacuum analyze")
    await conn.close()


async def thin(conn: asyncpg.Connection) -> None:
    """Keep few enough institutions for one page, those with a county or a prefecture first."""
    await conn.execute(
        """
        delete from institution_designation;
        delete from institution
         where code not in (select code from institution
                             order by (county_code is null), (prefecture_code is null), code
                             limit 140)
           and code not in ('10001', '10108', '10109')
        """
    )


async def counties(conn: asyncpg.Connection) -> dict[str, list[str]]:
    rows = await conn.fetch(
        """
        select kind, array_agg(county_code order by county_code) as codes
          from county_designation
         where valid @> make_date(2020, 1, 1)
         group by kind
        """
    )
    return {row["kind"]: row["codes"][:4] for row in rows}


AREA = {
    PlanKind.NATIONAL: "NATIONAL",
    PlanKind.LOCAL: "PROVINCIAL",
    PlanKind.UNIVERSITY: "NATIONAL",
    PlanKind.TARGETED: "TARGETED_TRAINING",
}


def draw(random: Random, count: int, areas: dict[str, list[str]]) -> Iterator[quotas.Line]:
    seen: set[object] = set()
    while len(seen) < count:
        line = one(random, areas)
        told_apart = tuple(getattr(line, name) for name in quotas.IDENTIFYING)
        key = (line.year, line.plan_kind, line.institution_code, told_apart)
        if key not in seen:
            seen.add(key)
            yield line


def one(random: Random, areas: dict[str, list[str]]) -> quotas.Line:
    pick = random.choice
    kind = pick(list(PlanKind))
    area = areas[AREA[kind]]
    is_bound = kind is PlanKind.TARGETED or random.random() < 0.25
    (institution_code, institution), (programme_code, programme) = (
        pick(INSTITUTIONS),
        pick(PROGRAMMES),
    )
    (level_code, level), (batch_code, batch), (track_code, track), (category_code, category) = (
        pick(each) for each in (LEVELS, BATCHES, TRACKS, CATEGORIES)
    )
    return a_line(
        year=pick((2020, 2020, DRAFT_YEAR) if kind is PlanKind.TARGETED else CALENDAR),
        plan_kind=kind,
        institution_code=institution_code,
        institution=institution,
        programme_code=programme_code,
        programme=programme,
        level_code=level_code,
        level=level,
        batch_code=batch_code,
        batch=batch,
        track_code=track_code,
        track=track,
        plan_category_code=category_code,
        plan_category=category,
        county_code=pick(area) if is_bound else None,
        programme_number=None,
        campus=pick(TEXTS),
        direction=pick(TEXTS),
        pathway=pick((None, "3+2")),
        years=pick(YEARS),
        tuition=pick(TUITIONS),
        remarks=pick(TEXTS),
        seats=pick(SEATS),
    )


async def admit(conn: asyncpg.Connection, random: Random) -> None:
    """Admit to half of the lines with seats, in a round or two, some told by origin."""
    lines = await conn.fetch("select id, seats from quota_line where seats > 0 order by id")
    for line in lines:
        left = line["seats"]
        for number in range(1, random.choice((1, 1, 2, 3))):
            admitted = random.randint(0, left)
            left -= admitted
            part = random.randint(0, admitted)
            counties = [None, "141124", "140122"] if random.random() < 0.5 else [None]
            shares = [admitted, part, admitted - part][: len(counties)]
            await conn.execute(
                """
                insert into admission (quota_line_id, round, origin_county_code, applied, filed,
                                       admitted, enrolled, lowest_score, lowest_rank)
                select $1, $2, county, share, share, share, share, $5, $6
                  from unnest($3::text[], $4::int[]) part (county, share)
                """,
                line["id"],
                number,
                counties,
                shares,
                random.choice((None, Decimal(500), Decimal("512.50"), Decimal("599.99"))),
                random.choice((None, 1, 12_000)),
            )


async def move(conn: asyncpg.Connection, random: Random) -> None:
    """Move a seat between lines of a plan, some in two legs, some back; withdraw another."""
    pairs = await conn.fetch(
        """
        select giver.id as giver, taker.id as taker, account.id as withdrawn
          from quota_line giver
          join quota_line taker using (special_plan_id)
          join account using (special_plan_id)
         where giver.seats > giver.admitted + 2 and giver.id <> taker.id
           and account.kind = 'WITHDRAWN'
         order by giver.id, taker.id
        """
    )
    for number, pair in enumerate(random.sample(pairs, 16)):
        giver, taker, withdrawn = pair
        there, back = (giver, taker), (taker, giver)
        legs = random.choice(((there,), (there, (giver, withdrawn))))
        first = await moved(conn, "TRANSFER", None, *legs)
        if number % 2:
            await moved(conn, "REVERSE", first, back)
        else:
            await moved(conn, "WITHDRAW", None, (giver, withdrawn))


async def moved(
    conn: asyncpg.Connection,
    kind: str,
    reverses: int | None,
    *legs: tuple[int, int],
    seats: int = 1,
) -> int:
    """Write one movement of legs with `seats` each; return its id."""
    async with conn.transaction():
        movement: int = await conn.fetchval(
            """
            insert into movement (kind, reason, actor, document_number, effective_on, reverses_id)
            values ($1, $2, 'province', '晋招考〔2020〕2号', $3, $4)
            returning id
            """,
            kind,
            "调剂_%" if reverses is None else "冲销",
            DAYS[kind],
            reverses,
        )
        await conn.execute(
            """
            insert into leg (movement_id, number, from_account, to_account, seats)
            select $1, number, giver, taker, $4
              from unnest($2::bigint[], $3::bigint[]) with ordinality leg (giver, taker, number)
            """,
            movement,
            *(list(side) for side in zip(*legs, strict=True)),
            seats,
        )
    return movement


async def hide(conn: asyncpg.Connection) -> None:
    """Take a year out of sight, and every fifth source plan of the others; close a plan."""
    await conn.execute(
        """
        update source_plan
           set state = case source_plan.id % 3 when 0 then 'DRAFT' else 'SUBMITTED' end,
               submitted_by = 'staff:5'
          from special_plan
         where special_plan.id = special_plan_id and (year = 2021 or source_plan.id % 5 = 0);
        update special_plan
           set submission_opens = '2020-03-01 08:00+08', submission_closes = '2020-04-01 00:00+08'
         where year = 2021 or kind in ('LOCAL', 'TARGETED');
        update special_plan set state = 'OPEN' where year = 2021;
        update special_plan set state = 'CLOSED' where year = 2019 and kind <> 'LOCAL'
        """
    )


# Within a test, to be undone


@asynccontextmanager
async def undone(conn: asyncpg.Connection) -> AsyncIterator[None]:
    """Roll back what is written inside."""
    transaction = conn.transaction()
    await transaction.start()
    try:
        yield
    finally:
        await transaction.rollback()


async def copied(conn: asyncpg.Connection, line: int, number: str, seats: int) -> int:
    """Write a line equal to `line` but for its programme number and its seats; return its id."""
    plan = await conn.fetchval("select special_plan_id from quota_line where id = $1", line)
    copy: int = await conn.fetchval(
        "insert into account (special_plan_id, kind) values ($1, 'LINE') returning id", plan
    )
    if seats:
        issue = await conn.fetchval(
            "select id from account where special_plan_id = $1 and kind = 'ISSUE'", plan
        )
        await moved(conn, "ISSUE", None, (issue, copy), seats=seats)
    names = ", ".join(COPIED)
    await conn.execute(
        f"""
        insert into quota_line (id, programme_number, requested_seats, seats, {names})
        select $1, $2, $3, $3, {names} from quota_line where id = $4
        """,
        copy,
        number,
        seats,
        line,
    )
    return copy


COPIED = (
    *("special_plan_id", "source_plan_id", "year", "plan_kind", "is_sample", "state"),
    *("institution_code", "level", "batch", "track", "plan_nature", "plan_category"),
    *(name for name in quotas.IDENTIFYING if name != "programme_number"),
    *("years", "tuition", "remarks", "recorded_at"),
)


async def admitted(conn: asyncpg.Connection, line: int, count: int) -> None:
    """Admit `count` to a line that nobody was admitted to."""
    await conn.execute(
        """
        insert into admission (quota_line_id, round, applied, filed, admitted, enrolled)
        values ($1, 1, $2, $2, $2, $2 / 2)
        """,
        line,
        count,
    )
