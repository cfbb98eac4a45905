"""Every state × every verb of a life: done or refused as its table says."""

from collections.abc import Awaitable, Callable

import asyncpg
import pytest

from enrollment import errors, lives, plans, record
from enrollment.actors import Actor, Role
from enrollment.types import Action, SpecialPlanState
from tests.enrollment.factories import PROVINCE, a_draft

# How each verb is done to a plan that is there.
DO: dict[Action, Callable[[asyncpg.Connection, Actor, int], Awaitable[record.Done]]] = {
    Action.OPEN: lambda conn, actor, plan_id: plans.open(conn, actor, plan_id=plan_id),
}


def test_every_verb_is_walked() -> None:
    assert {step.verb for step in lives.SPECIAL_PLAN if step.before} == set(DO)
    assert {step.verb for step in lives.SPECIAL_PLAN} == set(Action)


@pytest.mark.parametrize("state", SpecialPlanState)
@pytest.mark.parametrize("verb", DO)
async def test_a_plan_lives_as_its_table_says(
    conn: asyncpg.Connection, verb: Action, state: SpecialPlanState
) -> None:
    plan_id = await a_draft(conn)
    await conn.execute("update special_plan set state = $1", state)
    steps = [
        step
        for step in lives.SPECIAL_PLAN
        if (step.verb, step.role, step.before) == (verb, PROVINCE.role, state)
    ]

    if steps:
        await DO[verb](conn, PROVINCE, plan_id)
    else:
        with pytest.raises(errors.WrongState):
            await DO[verb](conn, PROVINCE, plan_id)

    then = await conn.fetchval("select state from special_plan")
    assert then == (steps[0].after if steps else state)


@pytest.mark.parametrize("state", SpecialPlanState)
@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PUBLIC, Role.PROVINCE}))
async def test_who_may_not_change_a_plan_is_told_so_only_where_they_see_it(
    conn: asyncpg.Connection, role: Role, state: SpecialPlanState
) -> None:
    plan_id = await a_draft(conn)
    await conn.execute("update special_plan set state = $1", state)
    sees = role in lives.SPECIAL_PLAN_SEEN[state]

    with pytest.raises(errors.Forbidden if sees else errors.NotFound):
        await plans.open(conn, Actor(role, "staff:9"), plan_id=plan_id)


def test_a_step_that_is_created_has_no_state_before() -> None:
    assert [step.verb for step in lives.SPECIAL_PLAN if step.before is None] == [Action.CREATE]


def test_states_are_listed_by_their_names() -> None:
    listed = lives.listed([None, SpecialPlanState.DRAFT, SpecialPlanState.OPEN])

    assert listed == errors.Text("草稿（DRAFT）或申报中（OPEN）", "DRAFT or OPEN")


@pytest.mark.parametrize("state", SpecialPlanState)
def test_every_state_has_its_name_and_its_viewers(state: SpecialPlanState) -> None:
    assert state in lives.NAMES[state].zh
    assert Role.PROVINCE in lives.SPECIAL_PLAN_SEEN[state]
