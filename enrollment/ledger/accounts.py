"""Where seats stand, taken to be moved: plans first, then lines in the order of their ids."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from asyncpg import Connection, Record

from enrollment import errors, lives, record
from enrollment.types import AccountKind, SourcePlanState, SpecialPlanState

# In which seats may be moved; a closed plan's stay as they are.
OPEN_BOOKS = (SpecialPlanState.OPEN, SpecialPlanState.PUBLISHED)


@dataclass(frozen=True, slots=True)
class Account:
    """A plan's own accounts, and the seats in its pool."""

    plan_id: int
    issue: int
    pool: int
    withdrawn: int
    unallocated: int

    def require(self, field: str, seats: int) -> None:
        """Refuse with `PoolShort` to take more than is in the pool."""
        if seats > self.unallocated:
            raise errors.PoolShort(field=field, asked=seats, seats=self.unallocated)


@dataclass(frozen=True, slots=True)
class Line:
    """A line, whose id is its account's, with its seats and those admitted to."""

    id: int
    seats: int
    admitted: int

    def require(self, field: str, seats: int) -> None:
        """Refuse with `SeatsShort` to take more than is left."""
        if seats > self.seats - self.admitted:
            raise errors.SeatsShort(
                field=field, asked=seats, seats=self.seats, admitted=self.admitted
            )


async def open_accounts(conn: Connection, plan_id: int) -> None:
    """Open the accounts of the plan's issue, its pool, and what is withdrawn."""
    await conn.execute(
        """
        insert into account (special_plan_id, kind)
        select $1, unnest(array['ISSUE', 'POOL', 'WITHDRAWN'])
            on conflict do nothing
        """,
        plan_id,
    )


async def take_plan(conn: Connection, plan_id: int) -> Account:
    """Have the plan's balances alone until the transaction ends. Refused: `require_open_books`."""
    row = await conn.fetchrow(
        """
        select state, is_sample, unallocated_seats
          from special_plan
         where id = $1
           for no key update
        """,
        plan_id,
    )
    if row is None:
        raise errors.NotFound
    require_open_books(row["state"], row["is_sample"])
    rows = await conn.fetch(
        "select kind, id from account where special_plan_id = $1 and kind <> 'LINE'", plan_id
    )
    accounts = {row["kind"]: row["id"] for row in rows}
    return Account(
        plan_id,
        accounts[AccountKind.ISSUE],
        accounts[AccountKind.POOL],
        accounts[AccountKind.WITHDRAWN],
        row["unallocated_seats"],
    )


async def share_lines(conn: Connection, fields: Mapping[int, str]) -> dict[int, Line]:
    """Have the lines of one plan alone, and keep the plan in its state together with others.

    One statement, which locks the plan of the first of them, then the lines; `fields` are the
    input's, by the line they name. Refused: `NotFound`, `require_open_books`, `OtherPlan`,
    `WrongState` where a line holds no seats yet.
    """
    for line_id, field in fields.items():
        if not record.is_id(line_id):
            raise errors.NotFound(field=field)
    rows = await conn.fetch(
        """
        with plan as materialized (
            select id, state, is_sample
              from special_plan
             where id = (select special_plan_id from quota_line where id = $1)
               for key share
        )
        select line.*, plan.id as plan_id, plan.state as plan_state, is_sample
          from plan
         cross join lateral (
               select id, special_plan_id, state, seats, admitted
                 from quota_line
                where id = any($2::bigint[])
                order by id
                  for no key update
               ) line
        """,
        next(iter(fields)),
        list(fields),
    )
    for row in rows[:1]:
        require_open_books(row["plan_state"], row["is_sample"])
    return checked(rows, rows[0]["plan_id"] if rows else 0, fields)


def require_open_books(state: str, is_sample: bool) -> None:
    """Refuse with `SamplePlan` or `WrongState` to move the seats of a plan."""
    if is_sample:
        raise errors.SamplePlan
    if state not in OPEN_BOOKS:
        raise errors.WrongState(
            state=lives.NAMES[SpecialPlanState(state)], right=lives.listed(OPEN_BOOKS)
        )


async def take_lines(conn: Connection, plan_id: int, fields: Mapping[int, str]) -> dict[int, Line]:
    """Have the lines of the taken plan alone; `fields` are the input's, by the line they name.

    Refused: `NotFound`, `OtherPlan`, `WrongState` where a line holds no seats yet.
    """
    rows = await conn.fetch(
        """
        select id, special_plan_id, state, seats, admitted
          from quota_line
         where id = any($1::bigint[])
         order by id
           for no key update
        """,
        list(fields),
    )
    return checked(rows, plan_id, fields)


def checked(rows: Sequence[Record], plan_id: int, fields: Mapping[int, str]) -> dict[int, Line]:
    """Return the lines that were found, all of the plan, all with seats of their own."""
    found = {row["id"]: row for row in rows}
    for line_id, field in fields.items():
        if line_id not in found:
            raise errors.NotFound(field=field)
        if found[line_id]["special_plan_id"] != plan_id:
            raise errors.OtherPlan(field=field)
        require_allocated(field, found[line_id]["state"])
    return {row["id"]: Line(row["id"], row["seats"], row["admitted"]) for row in rows}


def require_allocated(field: str, state: str) -> None:
    if state not in lives.ALLOCATED:
        raise errors.WrongState(
            field=field,
            state=lives.NAMES[SourcePlanState(state)],
            right=lives.listed(sorted(lives.ALLOCATED)),
        )


async def plan_of_line(conn: Connection, line_id: int, field: str) -> int:
    """Return the plan that the line is of, for good. Refused: `NotFound`."""
    found: int | None = None
    if record.is_id(line_id):
        found = await conn.fetchval("select special_plan_id from quota_line where id = $1", line_id)
    if found is None:
        raise errors.NotFound(field=field)
    return found


async def plans_of_movement(conn: Connection, movement_id: int) -> list[int]:
    """Return the plans whose seats a movement moved, in order. Refused: `NotFound`."""
    rows = await conn.fetch(
        """
        select distinct account.special_plan_id
          from leg
          join account on account.id = leg.from_account
         where leg.movement_id = $1
         order by 1
        """,
        movement_id if record.is_id(movement_id) else 0,
    )
    if not rows:
        raise errors.NotFound(field="movement")
    return [row[0] for row in rows]


async def lock_lines(conn: Connection, movement_id: int) -> None:
    """Have all lines that a movement touched alone until the transaction ends."""
    await conn.execute(
        """
        select
          from quota_line
         where id in (select from_account from leg where movement_id = $1
                      union
                      select to_account from leg where movement_id = $1)
         order by id
           for no key update
        """,
        movement_id,
    )
