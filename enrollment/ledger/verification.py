"""Proof that the ledger is as it was sealed: everything recomputed, whatever differs named."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from asyncpg import Connection

from enrollment.errors import Text
from enrollment.ledger.seals import BEGINNING, DIGESTED, HASH, one


class Fault(StrEnum):
    """What can be wrong with a movement, a seal, or the balance of a line or of a plan."""

    MOVEMENT_CHANGED = "MOVEMENT_CHANGED"
    MOVEMENT_MISSING = "MOVEMENT_MISSING"
    MOVEMENT_ADDED = "MOVEMENT_ADDED"
    SEAL_CHANGED = "SEAL_CHANGED"
    SEAL_UNLINKED = "SEAL_UNLINKED"
    SEAL_MISSING = "SEAL_MISSING"
    LINE_BALANCE = "LINE_BALANCE"
    ISSUE_BALANCE = "ISSUE_BALANCE"
    POOL_BALANCE = "POOL_BALANCE"
    WITHDRAWN_BALANCE = "WITHDRAWN_BALANCE"


MESSAGES = {
    Fault.MOVEMENT_CHANGED: Text(
        "变动 {id} 或其明细与封存时不同。",
        "Movement {id} or one of its legs is not as it was sealed.",
    ),
    Fault.MOVEMENT_MISSING: Text(
        "变动 {id} 已封存，现已不存在。", "Movement {id} was sealed and is gone."
    ),
    Fault.MOVEMENT_ADDED: Text(
        "变动 {id} 是绕过封存补记的。", "Movement {id} was added behind the seals' back."
    ),
    Fault.SEAL_CHANGED: Text(
        "封条 {id} 与其所封存的内容不符。", "Seal {id} is not that of what it covers."
    ),
    Fault.SEAL_UNLINKED: Text(
        "封条 {id} 与其前一封条不衔接。", "Seal {id} does not follow the seal before it."
    ),
    Fault.SEAL_MISSING: Text(
        "没有哈希值为 {id} 的封条：账本已不是当时的账本。",
        "No seal has the hash {id}: the ledger is not the one that had it.",
    ),
    Fault.LINE_BALANCE: Text(
        "分专业计划 {id} 的名额为 {found}，按各笔变动应为 {proper}。",
        "Quota line {id} has {found} seats; its legs add up to {proper}.",
    ),
    Fault.ISSUE_BALANCE: Text(
        "专项计划 {id} 下达 {found} 个名额，按各笔变动应为 {proper}。",
        "Special plan {id} has {found} seats issued; its legs add up to {proper}.",
    ),
    Fault.POOL_BALANCE: Text(
        "专项计划 {id} 未分配 {found} 个名额，按各笔变动应为 {proper}。",
        "Special plan {id} has {found} seats in its pool; its legs add up to {proper}.",
    ),
    Fault.WITHDRAWN_BALANCE: Text(
        "专项计划 {id} 收回 {found} 个名额，按各笔变动应为 {proper}。",
        "Special plan {id} has {found} seats withdrawn; its legs add up to {proper}.",
    ),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it should be; `found` and `proper` are seats, of a balance.

    `id` is the number of what it is about; of a seal that is missing, the hash it was known by.
    """

    fault: Fault
    id: int | str
    found: int | None = None
    proper: int | None = None

    def message(self, language: str) -> str:
        text = MESSAGES[self.fault].of(language)
        return text.format(id=self.id, found=self.found, proper=self.proper)


@dataclass(frozen=True, slots=True)
class Verified:
    """What was gone through, and what differs; `hash` is the last seal's, None without any.

    Of the counts, `unsealed` movements were recorded since the last seal: nothing proves them yet.
    """

    counts: Mapping[str, int]
    hash: bytes | None
    sealed_at: datetime | None
    differences: tuple[Difference, ...]


# A movement that the last seal saw has to be covered by a seal; a later one is not yet.
MOVEMENTS = f"""
with today as materialized ({DIGESTED})
select case when sealed.digest is null then 'MOVEMENT_ADDED'
            when today.digest  is null then 'MOVEMENT_MISSING'
            else 'MOVEMENT_CHANGED' end as fault,
       movement_id as id, null::int as found, null::int as proper
  from sealed_movement sealed
  full join today using (movement_id)
  left join movement on movement.id = movement_id
  left join (select * from seal order by id desc limit 1) last on true
 where sealed.digest is distinct from today.digest
   and (sealed.digest is not null
        or movement.recorded_xid < last.horizon_xid
           and movement.recorded_xid <> all(last.running_xids))
 order by movement_id
"""
SEALS = f"""
with chain as (
    select seal.*, lag(hash, 1, $1::bytea) over (order by id)   as hash_before,
           lag(sealed_at)                  over (order by id)   as sealed_before
      from seal
), content as (
    select chain.*, covered.digests
      from chain
     cross join lateral (
           select string_agg(digest, ''::bytea order by movement_id) as digests
             from sealed_movement
            where seal_id = chain.id
           ) covered
)
select fault, id, null::int as found, null::int as proper
  from content
 cross join lateral (values ('SEAL_CHANGED', hash <> {HASH}),
                            ('SEAL_UNLINKED', previous_hash <> hash_before
                                           or sealed_at <= sealed_before)) look (fault, is_so)
 where is_so
 order by id, fault
"""
MISSING = """
select 'SEAL_MISSING' as fault, hash as id, null::int as found, null::int as proper
  from (values (lower($1::text))) known (hash)
 where not exists (select from seal where encode(seal.hash, 'hex') = known.hash)
   and hash is not null
"""
BALANCES = """
with moved as materialized (
    select account_id, sum(seats)::int as seats
      from (select to_account as account_id, seats from leg
            union all
            select from_account, -seats from leg) side
     group by account_id
), balance as (
    select 'LINE_BALANCE' as fault, account.id, account.id as account_id, 1 as sign,
           coalesce(quota_line.seats, 0) as found
      from account
      left join quota_line on quota_line.id = account.id
     where account.kind = 'LINE'
    union all
    select side.kind || '_BALANCE', special_plan.id, account.id, side.sign, side.seats
      from special_plan
     cross join lateral (values ('ISSUE',     -1, issued_seats),
                                ('POOL',       1, unallocated_seats),
                                ('WITHDRAWN',  1, withdrawn_seats)) side (kind, sign, seats)
      left join account on account.special_plan_id = special_plan.id
                       and account.kind = side.kind
)
select fault, id, found, sign * coalesce(moved.seats, 0) as proper
  from balance
  left join moved using (account_id)
 where found <> sign * coalesce(moved.seats, 0)
 order by fault, id
"""
COUNTS = """
select (select count(*) from movement)        as movements,
       (select count(*) from leg)             as legs,
       (select count(*) from quota_line)      as lines,
       (select count(*) from special_plan)    as plans,
       (select count(*) from seal)            as seals,
       (select count(*) from movement
         where not exists (select from sealed_movement
                            where movement_id = movement.id)) as unsealed
"""
LAST = "select hash, sealed_at from seal order by id desc limit 1"


async def verify(conn: Connection, known: str | None = None) -> Verified:
    """Return what was found when everything was recomputed, as of one moment.

    Whoever can change every table can seal it all anew: that shows where a hash that was `known`
    earlier, in hexadecimal digits, is no longer a seal's.
    """
    async with conn.transaction(isolation="repeatable_read", readonly=True):
        differences = [
            *await conn.fetch(MOVEMENTS),
            *await conn.fetch(SEALS, BEGINNING),
            *await conn.fetch(MISSING, known),
            *await conn.fetch(BALANCES),
        ]
        counts = await one(conn, COUNTS)
        last = await conn.fetchrow(LAST)
    return Verified(
        dict(counts),
        None if last is None else last["hash"],
        None if last is None else last["sealed_at"],
        tuple(
            Difference(Fault(row["fault"]), row["id"], row["found"], row["proper"])
            for row in differences
        ),
    )
