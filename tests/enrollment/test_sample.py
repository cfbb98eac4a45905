import asyncpg
import pytest

from enrollment import errors, plans, sample
from enrollment.types import PlanKind
from tests.enrollment import factories
from tests.enrollment.factories import LIN

ROWS = """
    select md5(string_agg(line::text, ' ' order by line))
      from (select (year, plan_kind, institution_code, programme_code, track, county_code,
                    identity, campus, tuition, seats, admitted, enrolled) as line
              from quota_line) line
"""


async def written(conn: asyncpg.Connection) -> str:
    """Write samples, take their digest, and undo it."""
    transaction = conn.transaction()
    await transaction.start()
    await sample.write(conn, lines=300, first_year=2019, last_year=2020)
    digest: str = await conn.fetchval(ROWS)
    await transaction.rollback()
    return digest


async def test_exactly_as_many_lines_are_written_as_were_asked_for(
    conn: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sample, "CHUNK", 40)
    done: list[int] = []

    count = await sample.write(
        conn, lines=301, first_year=2018, last_year=2020, progress=done.append
    )

    years = await factories.rows(
        conn, "select year, count(*) from quota_line group by year order by year"
    )
    assert years == [(2018, 101), (2019, 100), (2020, 100)]
    assert count == sum(done) == 301
    assert await conn.fetchval("select count(*) from movement") == 9


async def test_the_same_call_writes_the_same_rows(conn: asyncpg.Connection) -> None:
    assert await written(conn) == await written(conn)


async def test_every_sample_says_so(conn: asyncpg.Connection) -> None:
    await sample.write(conn, lines=30, first_year=2020, last_year=2020)

    assert await conn.fetchval("select bool_and(is_sample) from quota_line")
    assert await conn.fetchval("select bool_and(is_sample) from special_plan")
    assert await factories.rows(conn, "select distinct document_number from movement") == [
        ("SAMPLE-2020",)
    ]


async def test_the_kinds_have_their_shares(conn: asyncpg.Connection) -> None:
    await sample.write(conn, lines=200, first_year=2019, last_year=2020)

    shares = await factories.rows(
        conn, "select year, plan_kind, count(*) from quota_line group by 1, 2 order by 1, 2"
    )
    assert shares == [
        (2019, "LOCAL", 20),
        (2019, "NATIONAL", 35),
        (2019, "UNIVERSITY", 45),
        (2020, "LOCAL", 20),
        (2020, "NATIONAL", 35),
        (2020, "TARGETED", 2),
        (2020, "UNIVERSITY", 43),
    ]


@pytest.mark.parametrize("lines", [0, 1, 3, 4, 5])
async def test_a_few_lines_are_enough(conn: asyncpg.Connection, lines: int) -> None:
    assert await sample.write(conn, lines=lines, first_year=2020, last_year=2020) == lines
    assert await conn.fetchval("select count(*) from quota_line") == lines


async def test_targeted_lines_are_bound_to_lin_county_and_others_to_none(
    conn: asyncpg.Connection,
) -> None:
    await sample.write(conn, lines=100, first_year=2020, last_year=2020)

    bound = await factories.rows(
        conn, "select distinct plan_kind = 'TARGETED', county_code from quota_line order by 1"
    )
    assert bound == [(False, None), (True, LIN)]


async def test_the_provinces_own_plans_are_those_of_its_institutions(
    conn: asyncpg.Connection,
) -> None:
    await sample.write(conn, lines=500, first_year=2020, last_year=2020)

    kinds = await factories.rows(
        conn,
        """
        select plan_kind, bool_and(prefecture_code is not null), bool_and(kind = 'UNIVERSITY')
          from quota_line
          join institution on institution.code = institution_code
         group by plan_kind
         order by plan_kind
        """,
    )
    assert kinds == [
        ("LOCAL", True, True),
        ("NATIONAL", False, True),
        ("TARGETED", True, True),
        ("UNIVERSITY", False, True),
    ]


async def test_all_years_but_the_last_have_plausible_admissions(conn: asyncpg.Connection) -> None:
    await sample.write(conn, lines=300, first_year=2019, last_year=2020)

    assert await factories.rows(
        conn,
        """
        select year,
               count(*)                                                as lines,
               count(admission.id)                                     as admissions,
               bool_and(admission.admitted >= 0.7 * seats
                        and admission.admitted <= seats)               as within_seats,
               bool_and(applied >= filed and lowest_score between 400 and 700
                        and lowest_rank > 0)                           as plausible
          from quota_line
          left join admission on admission.quota_line_id = quota_line.id
         group by year
         order by year
        """,
    ) == [(2019, 150, 150, True, True), (2020, 150, 0, None, None)]
    carried = await conn.fetchval(
        "select sum(admitted) > 0 and sum(enrolled) < sum(admitted) from quota_line"
    )
    assert carried


@pytest.mark.parametrize("is_sample", [True, False])
async def test_samples_are_refused_in_a_year_that_has_a_plan(
    conn: asyncpg.Connection, is_sample: bool
) -> None:
    await plans.publish(conn, 2020, PlanKind.LOCAL, is_sample=is_sample)

    with pytest.raises(errors.SampleExists, match="2020"):
        await sample.write(conn, lines=10, first_year=2019, last_year=2020)

    assert await conn.fetchval("select count(*) from quota_line") == 0
