"""A write under a key is done once: a repeat, even a concurrent one, gets the first answer."""

import hashlib
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

import orjson
from asyncpg import Connection

from enrollment import errors, inputs
from enrollment.actors import Actor
from enrollment.record import transactions

KEPT = timedelta(days=30)
LONGEST = 200  # characters of a key
FORGOTTEN = 2_560  # expired keys that go at each 256th claim, so that they never pile up

# What a write changed: the ids of the objects by their names on the wire, {"specialPlan": 12}.
# Under `refused` stand the reasons of rows that were refused while others were written.
Done: TypeAlias = dict[str, int | str | list[int] | list[str] | list[errors.Reason]]


@dataclass(frozen=True, slots=True)
class Act:
    """A write that is asked for: who, which verb, under which key, with which input.

    `input` is JSON-able and without the key itself; the same input in another order is the same.
    """

    actor: Actor
    verb: str
    key: str | None
    input: Mapping[str, object]


async def once(conn: Connection, act: Act, work: Callable[[], Awaitable[Done]]) -> Done:
    """Do the work, which is atomic, or return what it did when the key was used first.

    A key is of its actor and verb, and kept for 30 days. A refusal leaves it unused: nothing was
    written, so a repeat is judged anew. Repeats wait for the first. Refused:
    `errors.IdempotencyMismatch` for another input under the key, `inputs.text` of the key.
    """
    if act.key is None:
        return await work()
    key = inputs.text("idempotencyKey", act.key, most=LONGEST)
    async with conn.transaction():
        answer = await claim(conn, act, key)
        if answer is not None:
            return answer
        with transactions.begun():
            done = await work()
        await keep(conn, act, key, done)
    return done


async def claim(conn: Connection, act: Act, key: str) -> Done | None:
    """Take the key, waiting for whoever is taking it; return its answer if it has one."""
    digest = fingerprint(act.input)
    is_taken = await conn.fetchval(
        """
        insert into idempotency_key as known (actor, verb, key, input_hash)
        values ($1, $2, $3, $4)
            on conflict (actor, verb, key) do update
           set input_hash = excluded.input_hash, answer = null, claimed_at = excluded.claimed_at
         where known.claimed_at < now() - $5::interval
        returning true
        """,
        act.actor.name,
        act.verb,
        key,
        digest,
        KEPT,
    )
    if is_taken:
        if digest[0] == 0:  # of one key in 256
            await forget(conn)
        return None
    return await recall(conn, act, key, digest)


async def recall(conn: Connection, act: Act, key: str, digest: bytes) -> Done:
    """Return the answer that the key got; refused where its input was another."""
    first = await conn.fetchrow(
        """
        select input_hash, answer
          from idempotency_key
         where actor = $1 and verb = $2 and key = $3
        """,
        act.actor.name,
        act.verb,
        key,
    )
    assert first is not None  # the claim holds its lock
    if first["input_hash"] != digest:
        raise errors.IdempotencyMismatch
    answer: Done = orjson.loads(first["answer"])
    return answer


async def keep(conn: Connection, act: Act, key: str, done: Done) -> None:
    await conn.execute(
        "update idempotency_key set answer = $4 where actor = $1 and verb = $2 and key = $3",
        act.actor.name,
        act.verb,
        key,
        orjson.dumps(done).decode(),
    )


async def forget(conn: Connection) -> None:
    """Delete keys past their time, passing over those that somebody holds."""
    await conn.execute(
        """
        delete from idempotency_key
         where (actor, verb, key) in (select actor, verb, key
                                        from idempotency_key
                                       where claimed_at < now() - $1::interval
                                       order by claimed_at
                                       limit $2
                                         for update skip locked)
        """,
        KEPT,
        FORGOTTEN,
    )


def fingerprint(values: Mapping[str, object]) -> bytes:
    """Return the hash of the input's canonical JSON, in which nothing that arrives is refused."""
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).digest()
