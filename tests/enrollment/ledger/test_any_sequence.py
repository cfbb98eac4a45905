"""Any sequence of verbs keeps the books: told by a model of them, and by the legs."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import asyncpg
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enrollment import admissions, errors, ledger, plans, source_plans
from enrollment.actors import Actor, Role
from enrollment.admissions import Row
from tests.enrollment.books import UNBALANCED, UNEVEN
from tests.enrollment.drafted import DOCUMENT, a_row, an_open_plan
from tests.enrollment.factories import PROVINCE, number

ORDER: dict[str, Any] = {"reason": "调剂", "document_number": DOCUMENT}
OFFICES = [
    Actor(Role.ADMISSIONS, f"office {code}", institution=code) for code in ("10108", "10112")
]
VERBS = (
    "draft ask submit withdraw_plan return approve publish close"
    " issue transfer adjust withdraw admit reverse"
).split()
Step: TypeAlias = tuple[str, int, int, int]  # a verb, what it is done to, how many seats
STEPS = st.lists(
    st.tuples(st.sampled_from(VERBS), st.integers(0, 3), st.integers(0, 3), st.integers(-5, 30)),
    max_size=25,
)


DRAFTED = [("draft", 0, 0, 0), ("draft", 1, 0, 0)]
ISSUED = [("issue", 0, 0, 200)]
ASKED = [("ask", source, place, 20 + place) for source in (0, 1) for place in (0, 1, 2)]
SUBMITTED = [("submit", 0, 0, 0), ("submit", 1, 0, 0)]
APPROVED = [("approve", 0, 0, 0), ("approve", 1, 0, 0)]
# How far the year has come before anything happens.
BEFORE = (
    DRAFTED,
    [*DRAFTED, *ISSUED, *ASKED, *SUBMITTED],
    [*DRAFTED, *ISSUED, *ASKED, *SUBMITTED, *APPROVED, ("publish", 0, 0, 0)],
)


@dataclass
class Book:
    """What the verbs should have made: seats of lines, the pool, what is withdrawn."""

    plan_id: int
    sources: list[int] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    movements: list[int] = field(default_factory=list)
    seats: dict[int, int] = field(default_factory=dict)
    pool: int = 0
    withdrawn: int = 0

    @property
    def issued(self) -> int:
        return self.pool + self.withdrawn + sum(self.seats.values())


async def act(conn: asyncpg.Connection, book: Book, verb: str, a: int, b: int, n: int) -> None:
    """Do a step that may be refused; put into the book what was done."""
    if verb in ("draft", "ask", "submit", "withdraw_plan", "return", "approve"):
        await act_on_source_plan(conn, book, verb, a, b, n)
    else:
        await act_on_plan(conn, book, verb, a, b, n)


async def act_on_source_plan(
    conn: asyncpg.Connection, book: Book, verb: str, a: int, b: int, n: int
) -> None:
    source = chosen(book.sources, a)
    office = await office_of(conn, source)
    match verb:
        case "draft":
            done = await source_plans.draft_source_plan(conn, OFFICES[a % 2], plan_id=book.plan_id)
            book.sources.append(number(done, "sourcePlan"))
        case "ask":
            row = a_row(programme_number=str(b), requested_seats=n)
            found = await source_plans.set_quota_lines(
                conn, office, source_plan_id=source, lines=[row]
            )
            lines = found["lines"]
            assert isinstance(lines, list)
            for line in lines:
                assert isinstance(line, int)
                if line not in book.lines:
                    book.lines.append(line)
                    book.seats[line] = 0
        case "submit":
            await source_plans.submit_source_plan(conn, office, source_plan_id=source)
        case "withdraw_plan":
            await source_plans.withdraw_source_plan(conn, office, source_plan_id=source)
        case "return":
            await source_plans.return_source_plan(
                conn, PROVINCE, source_plan_id=source, reason="请核对"
            )
        case "approve":
            await approve(conn, book, source)


async def approve(conn: asyncpg.Connection, book: Book, source: int) -> None:
    done = await source_plans.approve_source_plan(
        conn, PROVINCE, source_plan_id=source, document_number=DOCUMENT
    )
    rows = await conn.fetch(
        "select id, requested_seats from quota_line where source_plan_id = $1", source
    )
    for line, asked in rows:
        book.seats[line] += asked
        book.pool -= asked
    book.movements.append(number(done, "movement"))


async def act_on_plan(
    conn: asyncpg.Connection, book: Book, verb: str, a: int, b: int, n: int
) -> None:
    one, other = chosen(book.lines, a), chosen(book.lines, b)
    match verb:
        case "publish":
            await plans.publish_plan(conn, PROVINCE, plan_id=book.plan_id)
        case "close":
            await plans.close_plan(conn, PROVINCE, plan_id=book.plan_id)
        case "issue":
            done = await ledger.issue_quota(conn, PROVINCE, plan_id=book.plan_id, seats=n, **ORDER)
            book.pool += n
            book.movements.append(number(done, "movement"))
        case "transfer":
            done = await ledger.transfer_seats(
                conn, PROVINCE, from_line=one, to_line=other, seats=n, **ORDER
            )
            book.seats[one] -= n
            book.seats[other] += n
            book.movements.append(number(done, "movement"))
        case "adjust":
            done = await ledger.adjust_seats(conn, PROVINCE, line_id=one, change=n, **ORDER)
            book.seats[one] += n
            book.pool -= n
            book.movements.append(number(done, "movement"))
        case "withdraw":
            await withdraw(conn, book, one if b % 2 else None, n)
        case "admit":
            counts = Row(line=one, round=1, applied=n, filed=n, admitted=n, enrolled=n, withdrawn=0)
            await admissions.record_admissions(conn, PROVINCE, rows=[counts])
        case "reverse":
            await reverse(conn, book, chosen(book.movements, a))


async def withdraw(conn: asyncpg.Connection, book: Book, line: int | None, n: int) -> None:
    where: dict[str, Any] = {"plan_id": book.plan_id} if line is None else {"line_id": line}
    done = await ledger.withdraw_seats(conn, PROVINCE, seats=n, **where, **ORDER)
    if line is None:
        book.pool -= n
    else:
        book.seats[line] -= n
    book.withdrawn += n
    book.movements.append(number(done, "movement"))


async def reverse(conn: asyncpg.Connection, book: Book, movement_id: int) -> None:
    done = await ledger.reverse_movement(conn, PROVINCE, movement_id=movement_id, **ORDER)
    legs = await conn.fetch(
        """
        select origin.kind as origin_kind, leg.from_account, target.kind as target_kind,
               leg.to_account, leg.seats
          from leg
          join account origin on origin.id = leg.from_account
          join account target on target.id = leg.to_account
         where movement_id = $1
        """,
        movement_id,
    )
    for origin_kind, origin, target_kind, target, seats in legs:
        book_of(book, origin_kind, origin, seats)
        book_of(book, target_kind, target, -seats)
    book.movements.append(number(done, "movement"))


def book_of(book: Book, kind: str, account: int, seats: int) -> None:
    match kind:
        case "LINE":
            book.seats[account] += seats
        case "POOL":
            book.pool += seats
        case "WITHDRAWN":
            book.withdrawn += seats


async def office_of(conn: asyncpg.Connection, source: int) -> Actor:
    code = await conn.fetchval("select institution_code from source_plan where id = $1", source)
    return next((office for office in OFFICES if office.institution == code), OFFICES[0])


def chosen(ids: Sequence[int], place: int) -> int:
    """Return one of the ids, 0 where there is none."""
    return ids[place % len(ids)] if ids else 0


async def kept(conn: asyncpg.Connection, plan_id: int) -> tuple[object, ...]:
    """Return the balances that are on record, of the plan and of each line; they add up."""
    plan = await conn.fetchrow("select * from special_plan where id = $1", plan_id)
    assert plan is not None
    lines = await conn.fetch("select id, seats, admitted, state from quota_line")
    assert all(line["admitted"] <= line["seats"] for line in lines)
    assert all(line["seats"] == 0 or line["state"] in ("APPROVED", "PUBLISHED") for line in lines)
    assert await conn.fetch(UNEVEN) == []
    assert await conn.fetch(UNBALANCED) == []
    balances = plan["issued_seats"], plan["unallocated_seats"], plan["withdrawn_seats"]
    return *balances, {line["id"]: line["seats"] for line in lines}


@settings(
    max_examples=30,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(before=st.sampled_from(BEFORE), steps=STEPS)
async def test_any_sequence_of_verbs_keeps_the_books(
    conn: asyncpg.Connection, before: list[Step], steps: list[Step]
) -> None:
    example = conn.transaction()
    await example.start()
    try:
        book = Book(await an_open_plan(conn, seats=0))
        for step in [*before, *steps]:
            try:
                await act(conn, book, *step)
            except (errors.Refusal, errors.Refusals):
                pass  # refused: the book stays as it was
            expected = book.issued, book.pool, book.withdrawn, book.seats
            assert await kept(conn, book.plan_id) == expected
    finally:
        await example.rollback()
