"""From a verb's field to the verb of the domain, and from what it changed to the payload."""

from typing import Any, cast

import orjson
from asyncpg import Connection
from graphql import GraphQLResolveInfo

from enrollment import errors, record
from schema.api.writes.payloads import user_error
from schema.api.writes.verbs import VERBS, Told, named
from schema.context import Context
from schema.reads import planner, run, selection
from schema.reads.selection import Selected


async def act(_: object, info: GraphQLResolveInfo, input: dict[str, Any]) -> dict[str, Any]:
    """Resolve a verb's field: its payload by response key."""
    context: Context = info.context
    item = selected(info)
    given = dict(input)
    key = given.pop("idempotencyKey", None)
    asked = record.Act(context.actor, info.field_name, key, given)
    verb = VERBS[info.field_name]
    told: Told = {}
    try:
        async with context.writes.acquire() as taken:
            conn = cast(Connection, taken)
            done = await record.once(
                conn, asked, lambda: verb(conn, context.actor, named(given), told)
            )
            return await payload(conn, item, done, told, info)
    except errors.Refusal as refusal:
        said = [user_error(refusal, context.language)]
        return {each.key: said if each.name == "errors" else None for each in item.fields}


def selected(info: GraphQLResolveInfo) -> Selected:
    """Return what is selected of the field that is being resolved."""
    found = selection.collect(info.schema, info.fragments, info.operation, info.variable_values)
    return next(item for item in found.roots if item.key == info.path.key)


async def payload(
    conn: Connection, item: Selected, done: record.Done, told: Told, info: GraphQLResolveInfo
) -> dict[str, Any]:
    """Read what was changed, as far as it is asked for and seen by whoever asks."""
    actor = info.context.actor
    found: dict[str, Any] = {}
    for each in item.fields:
        if each.name == "errors":
            found[each.key] = []
        elif each.name in done:
            type_name = next(iter(each.types))
            plan, values = planner.of_object(
                each, type_name, done[each.name], info.variable_values, actor
            )
            (text,) = await run.answer(conn, plan, values, actor, [each])
            found[each.key] = orjson.loads(text)
        else:
            found[each.key] = told.get(each.name)
    return found
