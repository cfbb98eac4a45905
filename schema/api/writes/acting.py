"""From a verb's field to the verb of the domain, and from what it changed to the payload."""

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias, cast

import orjson
from asyncpg import Connection
from graphql import GraphQLResolveInfo

from enrollment import designations, errors, plans, record
from enrollment.actors import Actor
from schema.api.writes.payloads import user_error
from schema.context import Context
from schema.reads import planner, run, selection
from schema.reads.selection import Selected

Given: TypeAlias = dict[str, Any]
Verb: TypeAlias = Callable[[Connection, Actor, Given], Awaitable[record.Done]]


def plain(verb: Callable[..., Awaitable[record.Done]]) -> Verb:
    """Return a verb whose input has the domain's own names."""
    return lambda conn, actor, given: verb(conn, actor, **given)


def number(given: Given, field: str, *types: str) -> tuple[str, int]:
    """Take the id in a field out of what is given; return its type and number."""
    found = planner.identified(given.pop(snake(field)))
    if found is None or found[0] not in types:
        raise errors.NotFound(field=field)
    return found[0], int(str(found[1]))


async def open_special_plan(conn: Connection, actor: Actor, given: Given) -> record.Done:
    _, plan_id = number(given, "specialPlan", "SpecialPlan")
    return await plans.open(conn, actor, plan_id=plan_id, **given)


async def end_designation(conn: Connection, actor: Actor, given: Given) -> record.Done:
    kind, designation_id = number(given, "designation", *designations.Designated)
    return await designations.end_designation(
        conn,
        actor,
        designated=designations.Designated(kind),
        designation_id=designation_id,
        **given,
    )


VERBS: Mapping[str, Verb] = {
    "createSpecialPlan": plain(plans.create),
    "openSpecialPlan": open_special_plan,
    "designateCounty": plain(designations.designate_county),
    "designateInstitution": plain(designations.designate_institution),
    "endDesignation": end_designation,
}


async def act(_: object, info: GraphQLResolveInfo, input: Given) -> dict[str, Any]:
    """Resolve a verb's field: its payload by response key."""
    context: Context = info.context
    item = selected(info)
    given = dict(input)
    key = given.pop("idempotencyKey", None)
    asked = record.Act(context.actor, info.field_name, key, given)
    verb = VERBS[info.field_name]
    try:
        async with context.writes.acquire() as taken:
            conn = cast(Connection, taken)
            done = await record.once(conn, asked, lambda: verb(conn, context.actor, named(given)))
            return await payload(conn, item, done, info)
    except errors.Refusal as refusal:
        said = [user_error(refusal, context.language)]
        return {each.key: said if each.name == "errors" else None for each in item.fields}


def selected(info: GraphQLResolveInfo) -> Selected:
    """Return what is selected of the field that is being resolved."""
    found = selection.collect(info.schema, info.fragments, info.operation, info.variable_values)
    return next(item for item in found.roots if item.key == info.path.key)


async def payload(
    conn: Connection, item: Selected, done: record.Done, info: GraphQLResolveInfo
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
            found[each.key] = None
    return found


def named(given: Given) -> Given:
    """Return what is given by the domain's own names."""
    return {snake(name): value for name, value in given.items()}


def snake(name: str) -> str:
    return re.sub(r"(?=[A-Z])", "_", name).lower()
