"""From a verb's field to the verb of the domain, and from what it changed to the payload."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any, cast

import orjson
from asyncpg import Connection, DeadlockDetectedError, LockNotAvailableError, QueryCanceledError
from graphql import GraphQLResolveInfo

from enrollment import errors, record, rights
from schema import problems, settings
from schema.api.writes.given import Told, named
from schema.api.writes.payloads import user_errors
from schema.api.writes.verbs import OPEN_TO, VERBS
from schema.context import Context
from schema.database.pool import taken
from schema.reads import planner, run
from schema.reads.planner import PlannedParts
from schema.reads.selection import Selected

log = logging.getLogger(__name__)

TAKEN = (LockNotAvailableError, DeadlockDetectedError, QueryCanceledError)


async def act(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Resolve a verb's field: its payload by response key.

    What the payload has to hold is planned first, so that what can't be answered is not done.
    """
    context: Context = info.context
    item = next(item for item in context.verbs if item.key == info.path.key)
    objects = planner.of_parts(item, info.variable_values, context.actor)
    told: Told = {}
    try:
        rights.recognise(context.actor)
        async with taken(context.writes, settings.STATEMENT_SECONDS) as proxy:
            conn = cast(Connection, proxy)
            done = await acted(conn, context, info.field_name, input, told)
            found = await changed(conn, context, objects, done)
    except errors.Refusals as several:
        return refused(item, several.found, context)
    except errors.Refusal as refusal:
        return refused(item, [refusal], context)
    except TAKEN as error:
        log.warning("%s waited in vain: %s", info.field_name, error)
        return refused(item, [errors.Busy()], context)
    except problems.OUTAGES as error:
        log.warning("the database does not answer: %s", error)
        return refused(item, [errors.Unavailable()], context)
    reasons = cast(list[errors.Reason], done.get("refused", []))
    return payload(item, {**told, "errors": user_errors(reasons, context.language)}, found)


async def acted(
    conn: Connection, context: Context, name: str, input: Mapping[str, Any], told: Told
) -> record.Done:
    """Do the verb once under its key; whom it is not for has no key, and is judged each time."""
    given = dict(input)
    key = given.pop("idempotencyKey", None)
    asked = record.Act(
        context.actor, name, key if context.actor.role in OPEN_TO[name] else None, given
    )
    verb = VERBS[name]
    return await record.once(conn, asked, lambda: verb(conn, context.actor, named(given), told))


async def changed(
    conn: Connection, context: Context, objects: PlannedParts, done: record.Done
) -> dict[str, Any]:
    """Read what was changed, as far as it is asked for and seen by whoever asks.

    It is done by then: what can't be read now is left out, and what is told once is still told.
    """
    if not objects.selected:
        return {}
    values = objects.values(done)
    try:
        texts = await run.answer(conn, objects.plan, values, context.actor, objects.selected)
    except (*TAKEN, *problems.OUTAGES) as error:
        log.warning("%s is done and can't be read: %s", ", ".join(done), error)
        return {}
    return {
        item.key: orjson.loads(text)
        for item, text in zip(objects.selected, texts, strict=True)
        if item.name in done
    }


def refused(item: Selected, refusals: Sequence[errors.Refusal], context: Context) -> dict[str, Any]:
    reasons = [errors.reason(refusal) for refusal in refusals]
    return payload(item, {"errors": user_errors(reasons, context.language)}, {})


def payload(item: Selected, said: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, Any]:
    """Return the payload by response key: objects by theirs, the rest by what it is called."""
    return {each.key: found.get(each.key, said.get(each.name)) for each in item.fields}
