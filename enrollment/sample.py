"""Sample quotas and admissions: invented numbers over real counties, institutions and programmes.

The same call gives the same rows: everything drawn comes from a `Random` seeded by year and kind,
or from a digest of the line. Codes of batches, tracks, natures and categories are not public, so
theirs are made up and begin with S, so that a real sheet of the year can't contradict them; their
names are the terms of the national record.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain, islice
from random import Random

from asyncpg import Connection, Record

from enrollment import actors, errors, plans, quotas, record
from enrollment.types import CountyDesignationKind, PlanKind

CHUNK = 50_000  # lines in one movement, which bounds the memory
REASON = "示例数据"

# Shares of a year's lines, in percent; the university plan has the rest.
SHARES = {PlanKind.TARGETED: 2, PlanKind.NATIONAL: 35, PlanKind.LOCAL: 20}
TRACKS = (("S1", "文史"), ("S5", "理工"))
CAMPUSES = (None, None, None, "主校区", "新校区")
TUITIONS = (Decimal(4200), Decimal(4800), Decimal(5000), Decimal(5500), Decimal(6000))


@dataclass(frozen=True, slots=True)
class Terms:
    """What all lines of a plan kind share: code and name each."""

    batch: tuple[str, str]
    nature: tuple[str, str]
    category: tuple[str, str]


TERMS = {
    PlanKind.NATIONAL: Terms(("S1", "本科一批"), ("S1", "国家专项计划"), ("S11", "国家专项")),
    PlanKind.LOCAL: Terms(("S2", "本科二批"), ("S2", "地方专项计划"), ("S12", "地方专项")),
    PlanKind.UNIVERSITY: Terms(("S0", "本科提前批"), ("S3", "高校专项计划"), ("S13", "高校专项")),
    PlanKind.TARGETED: Terms(("S0", "本科提前批"), ("S4", "定向计划"), ("S14", "免费定向培养")),
}


@dataclass(frozen=True, slots=True)
class Stock:
    """The real rows that samples are drawn over, each list in code order."""

    institutions: list[Record]
    own: list[Record]  # Shanxi's
    programmes: list[Record]


async def write(
    conn: Connection,
    *,
    lines: int,
    first_year: int,
    last_year: int,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Add exactly `lines` sample quota lines, spread over the years; return how many.

    The years before the last get admissions as well. Refused with `errors.SampleExists` when one
    of the years has a plan, real or sample. `progress` is told of lines as they are written.
    """
    years = range(first_year, last_year + 1)
    written = 0
    async with conn.transaction():
        await quotas.take_turns(conn, years)
        for year in years:
            if await plans.has_plans(conn, [year]):
                raise errors.SampleExists(year=year)
        stock = await take_stock(conn)
        for place, year in enumerate(years):
            count = lines // len(years) + (place < lines % len(years))
            written += await write_year(conn, stock, year, count, progress)
            if year < last_year:
                await admit(conn, year)
    return written


async def take_stock(conn: Connection) -> Stock:
    institutions = await conn.fetch(
        """
        select code, name_zh, prefecture_code is not null as is_own
          from institution
         where kind = 'UNIVERSITY' and level = '本科' and standing <> 'SAMPLE'
         order by code collate "C"
        """
    )
    programmes = await conn.fetch(
        """
        select code, name_zh
          from programme
         where level = '本科' and standing <> 'SAMPLE'
         order by code collate "C"
        """
    )
    return Stock(institutions, [row for row in institutions if row["is_own"]], programmes)


async def write_year(
    conn: Connection,
    stock: Stock,
    year: int,
    count: int,
    progress: Callable[[int], None] | None,
) -> int:
    """Publish a year's sample lines, chunk by chunk; return how many."""
    counties = await conn.fetch(
        """
        select distinct county_code
          from county_designation
         where kind = $1 and valid @> make_date($2, 1, 1)
         order by county_code
        """,
        CountyDesignationKind.TARGETED_TRAINING,
        year,
    )
    codes = [row["county_code"] for row in counties]
    shares = divide(count, with_targeted=bool(codes))
    rest = chain.from_iterable(draw(stock, year, kind, n, codes) for kind, n in shares.items())
    written = 0
    while chunk := list(islice(rest, CHUNK)):
        publication = await quotas.publish(
            conn,
            chunk,
            actor=actors.SAMPLE,
            reason=REASON,
            document_number=f"SAMPLE-{year}",
            effective_on=date(year, 6, 1),
            is_sample=True,
            progress=progress,
        )
        written += publication.added
    return written


def divide(count: int, *, with_targeted: bool) -> dict[PlanKind, int]:
    """Return how many of a year's lines each kind gets: one at least while there are enough."""
    shares: dict[PlanKind, int] = {}
    for kind, percent in SHARES.items():
        if kind is not PlanKind.TARGETED or with_targeted:
            shares[kind] = max(count * percent // 100, 1 if count > len(SHARES) else 0)
    return shares | {PlanKind.UNIVERSITY: count - sum(shares.values())}


def draw(
    stock: Stock, year: int, kind: PlanKind, count: int, counties: list[str]
) -> Iterator[quotas.Line]:
    """Yield `count` lines; the programme number tells those of one institution apart."""
    random = Random(f"{year} {kind}")
    terms = TERMS[kind]
    is_own = kind in (PlanKind.LOCAL, PlanKind.TARGETED)
    institutions = stock.own if is_own else stock.institutions
    for place in range(count):
        institution = institutions[place % len(institutions)]
        programme = random.choice(stock.programmes)
        track_code, track = random.choice(TRACKS)
        yield quotas.Line(
            year=year,
            plan_kind=kind,
            institution_code=institution["code"],
            institution=institution["name_zh"],
            programme_code=programme["code"],
            programme=programme["name_zh"],
            level_code="S1",
            level="本科",
            batch_code=terms.batch[0],
            batch=terms.batch[1],
            track_code=track_code,
            track=track,
            plan_nature_code=terms.nature[0],
            plan_nature=terms.nature[1],
            plan_category_code=terms.category[0],
            plan_category=terms.category[1],
            county_code=counties[place % len(counties)] if kind is PlanKind.TARGETED else None,
            programme_number=f"{place // len(institutions) + 1:03}",
            campus=random.choice(CAMPUSES),
            years=Decimal(4),
            tuition=Decimal(0) if kind is PlanKind.TARGETED else random.choice(TUITIONS),
            seats=random.randint(1, 12),
        )


async def admit(conn: Connection, year: int) -> None:
    """Add one round of admissions: 70 to 100 % of each line's seats, drawn by its digest."""
    status = await conn.execute(
        """
        insert into admission (quota_line_id, round, applied, filed, admitted, enrolled,
                               lowest_score, lowest_rank)
        select id, 1,
               filed + (filed * 3 * wish)::int,
               filed,
               admitted,
               admitted - (admitted * 0.2 * loss)::int,
               score,
               1 + ((700 - score) * 300)::int
          from (select id, wish, loss,
                       ceil(seats * (0.7 + 0.3 * luck))::int as admitted,
                       ceil(seats * (1.0 + 0.2 * luck))::int as filed,
                       round(470 + 150 * rank)               as score
                  from quota_line
                 cross join lateral (
                       select md5(concat_ws(' ', plan_kind, institution_code, identity)) as digest
                       ) drawn
                 cross join lateral (
                       select get_byte(decode(digest, 'hex'), 0) / 255.0 as luck,
                              get_byte(decode(digest, 'hex'), 1) / 255.0 as wish,
                              get_byte(decode(digest, 'hex'), 2) / 255.0 as loss,
                              get_byte(decode(digest, 'hex'), 3) / 255.0 as rank
                       ) chance
                 where year = $1 and is_sample) line
         order by id
        """,
        year,
    )
    await record.write(
        conn,
        actor=actors.SAMPLE,
        verb="sampleAdmissions",
        object_type="Year",
        object_id=str(year),
        after={"rows": int(status.rpartition(" ")[2])},
    )
