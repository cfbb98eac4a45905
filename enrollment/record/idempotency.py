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

KEPT = timedelta(days=30)
LONGEST = 200  # characters of a key
FORGOTTEN = 10  # expired keys that go at each claim, so that they never pile up

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
    """Do the work in a transaction, or return what it did when the key was used first.

    A key is of its actor and verb, and kept for 30 days. A refusal leaves it unused: nothing was
    written, so a repeat is judged anew. Repeats wait for the first. Refused:
    `errors.IdempotencyMismatch` for another input under the key, `inputs.text` of the key.
    """
    async with conn.transaction():
        if act.key is None:
            return await work()
        key = inputs.text("idempotencyKey", act.key, most=LONGEST)
        answer = await claim(conn, act, key)
        if answer is not None:
            return answer
        done = await work()
        await keep(conn, act, key, done)
    return done


async def claim(conn: Connection, act: Act, key: str) -> Done | None:
    """Take the key, waiting for whoever is taking it; return its answer if it has one.

    A few keys past their time go with it, but for those that somebody holds.
    """
    digest = fingerprint(act.input)
    is_taken = await conn.fetchval(
        """
        with forgotten as (
            delete from idempotency_key
             where (actor, verb, key) in (select actor, verb, key
                                            from idempotency_key
                                           where claimed_at < now() - $5::interval
                                             and (actor, verb, key) <> ($1, $2, $3)
                                           order by claimed_at
                                           limit $6
                                             for update skip locked)
        )
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
        FORGOTTEN,
    )
    if is_taken:
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


def fingerprint(values: Mapping[str, object]) -> bytes:
    """Return the hash of the input's canonical JSON, in which nothing that arrives is refused."""
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).digest()
