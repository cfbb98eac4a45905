import asyncio
from decimal import Decimal

import asyncpg
import pytest

from enrollment import errors, quotas
from enrollment.quotas import lines, publication
from enrollment.types import PlanKind
from tests.enrollment import factories
from tests.enrollment.factories import LIN, a_line, published

COUNTS = """
    select (select count(*) from movement), (select count(*) from leg),
           (select count(*) from audit_event where verb = 'importQuotaLines'),
           (select count(*) from quota_line),
           (select count(*) from quota_line_version), (select count(*) from source_plan_version)
"""


async def legs(conn: asyncpg.Connection, movement_id: int | None) -> list[tuple[str, str, int]]:
    return await factories.rows(
        conn,
        """
        select sender.kind, receiver.kind, seats
          from leg
          join account sender   on sender.id   = from_account
          join account receiver on receiver.id = to_account
         where movement_id = $1
         order by number
        """,
        movement_id,
    )


async def kind(conn: asyncpg.Connection, publication: quotas.Publication) -> str:
    found: str = await conn.fetchval(
        "select kind from movement where id = $1", publication.movement_id
    )
    return found


async def balances(conn: asyncpg.Connection) -> tuple[int, ...]:
    return await factories.row(
        conn,
        """
        select sum(issued_seats), sum(unallocated_seats), sum(withdrawn_seats),
               (select sum(seats) from quota_line)
          from special_plan
        """,
    )


async def test_a_first_sheet_is_issued_in_one_movement(conn: asyncpg.Connection) -> None:
    publication = await published(
        conn,
        a_line(seats=40),
        a_line(seats=2, track_code="2", track="理工"),
        a_line(seats=0, programme_number="9"),
        a_line(seats=7, plan_kind=PlanKind.LOCAL),
    )

    assert (publication.added, publication.changed) == (4, 0)
    assert publication.seats == (
        quotas.PlanSeats(2020, PlanKind.LOCAL, 0, 7),
        quotas.PlanSeats(2020, PlanKind.NATIONAL, 0, 42),
    )
    assert await kind(conn, publication) == "ISSUE"
    assert sorted(await legs(conn, publication.movement_id)) == [
        ("ISSUE", "POOL", 7),
        ("ISSUE", "POOL", 42),
        ("POOL", "LINE", 2),
        ("POOL", "LINE", 7),
        ("POOL", "LINE", 40),
    ]
    assert await balances(conn) == (49, 0, 0, 49)


async def test_a_line_keeps_what_its_sheet_says(conn: asyncpg.Connection) -> None:
    line = a_line(county_code=LIN, pathway="3+2", remarks="色盲不予录取", other={"ZYLBMC": "师范"})

    await published(conn, line)

    assert await factories.row(
        conn, "select county_code, pathway, other, tuition, years, remarks from quota_line"
    ) == (LIN, "3+2", '{"ZYLBMC": "师范"}', 5000, 4, "色盲不予录取")
    assert await factories.row(
        conn, "select state, is_sample, requested_seats from quota_line"
    ) == ("PUBLISHED", False, 40)


async def test_the_same_sheet_again_writes_nothing(conn: asyncpg.Connection) -> None:
    sheet = (
        a_line(),
        a_line(record_id="J1", track_code="2", track="理工"),
        a_line(plan_kind=PlanKind.TARGETED, county_code=LIN),
    )
    await published(conn, *sheet)
    before = await factories.row(conn, COUNTS)

    publication = await published(conn, *sheet)

    assert (publication.movement_id, publication.added, publication.changed) == (None, 0, 0)
    assert await factories.row(conn, COUNTS) == before
    assert {seats.before - seats.after for seats in publication.seats} == {0}


async def test_an_empty_sheet_writes_nothing(conn: asyncpg.Connection) -> None:
    publication = await published(conn)

    assert publication == quotas.Publication(None, 0, 0, 0, (), (), (), (), ())
    assert await factories.row(conn, COUNTS) == (0, 0, 0, 0, 0, 0)


async def test_only_differences_are_moved_and_the_rest_stays(conn: asyncpg.Connection) -> None:
    more, fewer, same, unnamed = (
        a_line(programme_number=number, seats=10) for number in ("1", "2", "3", "4")
    )
    await published(conn, more, fewer, same, unnamed)

    publication = await published(
        conn,
        a_line(programme_number="1", seats=15),
        a_line(programme_number="2", seats=7),
        same,
    )

    assert (publication.added, publication.changed) == (0, 2)
    assert await kind(conn, publication) == "ADJUST"
    assert await legs(conn, publication.movement_id) == [
        ("ISSUE", "POOL", 5),
        ("POOL", "LINE", 5),
        ("LINE", "POOL", 3),
        ("POOL", "ISSUE", 3),
    ]
    assert await factories.rows(
        conn, "select programme_number, seats, requested_seats, version from quota_line order by 1"
    ) == [("1", 15, 15, 2), ("2", 7, 7, 2), ("3", 10, 10, 1), ("4", 10, 10, 1)]
    assert await balances(conn) == (42, 0, 0, 42)


async def test_new_lines_beside_changed_ones_are_one_adjustment(conn: asyncpg.Connection) -> None:
    await published(conn, a_line(seats=10))

    publication = await published(conn, a_line(seats=11), a_line(programme_number="9", seats=3))

    assert (publication.added, publication.changed) == (1, 1)
    assert await kind(conn, publication) == "ADJUST"
    assert await balances(conn) == (14, 0, 0, 14)


async def test_new_lines_alone_are_issued(conn: asyncpg.Connection) -> None:
    await published(conn, a_line())

    publication = await published(conn, a_line(), a_line(programme_number="9"))

    assert await kind(conn, publication) == "ISSUE"


async def test_another_description_is_a_new_version_without_a_movement(
    conn: asyncpg.Connection,
) -> None:
    await published(conn, a_line(tuition=Decimal(5000)))

    publication = await published(conn, a_line(tuition=Decimal(5500)))

    assert (publication.movement_id, publication.changed) == (None, 1)
    assert await factories.rows(conn, "select tuition from quota_line") == [(5500,)]
    assert await factories.rows(conn, "select tuition, seats from quota_line_version") == [
        (5000, 40)
    ]
    last = await factories.row(
        conn, "select verb, object_id from audit_event order by id desc limit 1"
    )
    assert last == ("importQuotaLines", "晋招考〔2020〕1号")


async def test_a_record_id_is_the_identity_of_its_line(conn: asyncpg.Connection) -> None:
    await published(conn, a_line(record_id="J1", direction="数学"))

    publication = await published(conn, a_line(record_id="J1", direction="物理"))

    assert (publication.added, publication.changed) == (0, 1)
    assert await factories.rows(conn, "select direction from quota_line") == [("物理",)]


async def test_seats_are_not_taken_below_those_admitted(conn: asyncpg.Connection) -> None:
    plan = await factories.a_plan(conn, seats=40)
    await factories.an_admission(conn, plan.line, admitted=30)
    before = await factories.row(conn, COUNTS)

    with pytest.raises(errors.AdmittedAboveSeats):
        await published(conn, a_line(seats=29), a_line(programme_number="9"))

    assert await factories.row(conn, COUNTS) == before
    assert await conn.fetchval("select seats from quota_line") == 40


async def test_a_real_sheet_takes_its_years_samples_out_of_sight(conn: asyncpg.Connection) -> None:
    await published(conn, a_line(seats=3), is_sample=True)

    publication = await published(conn, a_line(seats=40))

    assert publication.seats == (quotas.PlanSeats(2020, PlanKind.NATIONAL, 0, 40),)
    visible = await factories.rows(
        conn, "select is_sample, seats from quota_line where state = 'PUBLISHED'"
    )
    assert visible == [(False, 40)]


async def test_a_sample_is_refused_where_there_are_real_quotas(conn: asyncpg.Connection) -> None:
    await published(conn, a_line())

    with pytest.raises(errors.SampleExists):
        await published(conn, a_line(), is_sample=True)


async def test_a_returned_source_plan_is_published_with_its_line(conn: asyncpg.Connection) -> None:
    plan = await factories.a_plan(conn, seats=40)
    await conn.execute("update source_plan set state = 'RETURNED'")

    publication = await published(conn, a_line(seats=40))

    assert (publication.movement_id, publication.changed) == (None, 0)
    assert await conn.fetchval("select state from quota_line where id = $1", plan.line) == (
        "PUBLISHED"
    )
    imports = "select count(*) from audit_event where verb = 'importQuotaLines'"
    assert await conn.fetchval(imports) == 2


async def test_a_publication_is_on_record(conn: asyncpg.Connection) -> None:
    publication = await published(conn, a_line(seats=40), document_number="D1")

    event = (
        "select actor, verb, object_type, object_id, after::text from audit_event order by id desc"
    )
    assert await factories.row(conn, f"{event} limit 1") == (
        "staff:1",
        "importQuotaLines",
        "Movement",
        str(publication.movement_id),
        '{"documentNumber":"D1","lines":1,"seats":40}',
    )


async def test_a_publication_that_is_undone_leaves_nothing(conn: asyncpg.Connection) -> None:
    transaction = conn.transaction()
    await transaction.start()
    await published(conn, a_line())
    await transaction.rollback()

    publication = await published(conn, a_line())

    assert publication.added == 1


async def test_progress_tells_of_every_line(
    conn: asyncpg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "SLICE", 2)
    monkeypatch.setattr(publication, "MANY", 2)
    done: list[int] = []
    sheet = [a_line(programme_number=str(number)) for number in range(5)]

    outcome = await quotas.publish(
        conn,
        sheet,
        actor=factories.PROVINCE,
        reason="公布",
        document_number="D1",
        effective_on=factories.DAY,
        progress=done.append,
    )

    assert done == [2, 2, 1]
    assert outcome.added == 5
    assert await balances(conn) == (200, 0, 0, 200)


@pytest.mark.committed
async def test_two_publications_at_once_are_one_after_the_other(committed: str) -> None:
    first, second = [await asyncpg.connect(committed) for _ in range(2)]
    sheet = [a_line(programme_number=str(number), seats=2) for number in range(50)]
    other = [a_line(year=2021, institution_code=f"9{number:04}") for number in range(50)]

    both = await asyncio.gather(
        published(first, *sheet, *other), published(second, *reversed(other), *reversed(sheet))
    )

    assert sorted(publication.added for publication in both) == [0, 100]
    assert await balances(first) == (2100, 0, 0, 2100)
    assert await first.fetchval("select count(*) from movement") == 1
    await first.close()
    await second.close()
