"""Seals: each covers what its snapshot sees, and is chained to the seal before.

A seal's instant is the beginning of its transaction, before its snapshot: whatever was answered by
then is covered. The lock comes before the snapshot too, so a seal sees the seal before it.
"""

from dataclasses import dataclass
from datetime import datetime

from asyncpg import Connection, Record
from asyncpg.pool import PoolConnectionProxy

CHANNEL = "jiaofu_sealed"  # told of each seal that covers movements, by its id
BEGINNING = bytes(32)  # what the first seal follows

# A movement as text, with its legs as `number from to seats`. JSON keeps values apart.
DIGESTED = """
    select movement.id as movement_id,
           sha256(convert_to(json_build_array(
               movement.id, movement.kind, movement.reason, movement.actor,
               movement.document_number, movement.effective_on, movement.reverses_id,
               timezone('UTC', movement.recorded_at), movement.recorded_xid, moved.legs
           )::text, 'UTF8')) as digest
      from movement
     cross join lateral (
           select string_agg(concat_ws(' ', number, from_account, to_account, seats), ','
                             order by number) as legs
             from leg
            where leg.movement_id = movement.id
           ) moved
"""
# Of a seal's columns, and of the digests that it covers in the order of their movements.
HASH = """
    sha256(previous_hash
           || convert_to(json_build_array(id, timezone('UTC', sealed_at), horizon_xid,
                                          running_xids, movements)::text, 'UTF8')
           || coalesce(digests, ''))
"""
TAKE_TURN = "select pg_try_advisory_xact_lock(hashtext('seal'))"
# The newest row is found at the end of its index, whatever the statistics say.
LAST = """
select coalesce(seal.horizon_xid, 0)             as horizon_xid,
       coalesce(seal.running_xids, '{}')         as running_xids,
       coalesce(seal.hash, $1)                   as hash,
       greatest(seal.sealed_at, through.at)      as at,
       through.at > now() - interval '1 second'  as is_fresh,
       seal.horizon_xid > pg_snapshot_xmax(pg_current_snapshot())::text::bigint as is_ahead,
       coalesce((select max(recorded_xid) from movement)    >= coalesce(seal.horizon_xid, 0)
             or (select max(recorded_xid) from audit_event) >= coalesce(seal.horizon_xid, 0)
             or exists (select from movement
                         where recorded_xid = any(seal.running_xids))
             or exists (select from audit_event
                         where recorded_xid = any(seal.running_xids)), false) as is_due
  from (values (true)) one
  left join (select * from seal order by id desc limit 1) seal on true
  left join sealed_through through on true
"""
# Which transactions are new stands in the text: PostgreSQL sees that they are few, where a plan for
# any would read every movement.
SEAL = f"""
with snapshot as materialized (
    select nextval(pg_get_serial_sequence('seal', 'id'))               as id,
           greatest(now(), $2::timestamptz + interval '1 microsecond') as sealed_at,
           pg_snapshot_xmax(pg_current_snapshot())::text::bigint       as horizon_xid,
           array(select xid::text::bigint
                   from pg_snapshot_xip(pg_current_snapshot()) xid
                  order by xid)                                        as running_xids
), covered as materialized (
    {DIGESTED}
     where movement.recorded_xid >= %(horizon)d or movement.recorded_xid = any('{{%(running)s}}')
), content as (
    select snapshot.*, $1::bytea as previous_hash, count(movement_id)::int as movements,
           string_agg(digest, ''::bytea order by movement_id) as digests
      from snapshot left join covered on true
     group by id, sealed_at, horizon_xid, running_xids
), sealed as (
    insert into seal (id, sealed_at, horizon_xid, running_xids, movements, previous_hash, hash)
           overriding system value
    select id, sealed_at, horizon_xid, running_xids, movements, previous_hash, {HASH}
      from content
    returning id, sealed_at, movements
), each as (
    insert into sealed_movement (movement_id, seal_id, digest)
    select movement_id, id, digest from covered cross join sealed
), through as (
    insert into sealed_through (at) select sealed_at from sealed
    on conflict (is_only) do update set at = excluded.at
)
select id, sealed_at, movements,
       case when movements > 0 then pg_notify('{CHANNEL}', id::text) end
  from sealed
"""
ADVANCE = """
insert into sealed_through (at) values (now())
on conflict (is_only) do update set at = excluded.at where sealed_through.at < excluded.at
"""


class CounterBehind(Exception):
    """The last seal covers transactions that are still to come.

    The database was restored from a dump, in a cluster that had fewer transactions: raise its
    counter past the seal's (`pg_resetwal --next-transaction-id`), or restore a copy of the files.
    """


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal that was set: its instant, and how many movements it covers first."""

    id: int
    sealed_at: datetime
    movements: int


async def seal(conn: Connection | PoolConnectionProxy) -> Seal | None:
    """Seal what was recorded since the last seal; None where that is nothing, or another seals.

    Where it is nothing, that much is on record at most once a second. The connection must be in no
    transaction. Raises CounterBehind.
    """
    async with conn.transaction(isolation="read_committed"):  # a snapshot for each statement
        if not await conn.fetchval(TAKE_TURN):
            return None
        last = await one(conn, LAST, BEGINNING)
        if last["is_ahead"]:
            raise CounterBehind(CounterBehind.__doc__)
        if last["is_due"]:
            running = ",".join(map(str, last["running_xids"]))
            query = SEAL % {"horizon": last["horizon_xid"], "running": running}
            found = await one(conn, query, last["hash"], last["at"])
            return Seal(found["id"], found["sealed_at"], found["movements"])
        if not last["is_fresh"]:
            await conn.execute(ADVANCE)
    return None


async def one(conn: Connection | PoolConnectionProxy, query: str, *values: object) -> Record:
    """Return the row of a query that has one whatever there is."""
    found = await conn.fetchrow(query, *values)
    assert found is not None
    return found
