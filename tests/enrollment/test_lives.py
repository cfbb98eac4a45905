"""Every state × every verb of a life: done or refused as its table says."""

from collections.abc import Awaitable, Callable
from itertools import product

import asyncpg
import pytest

from enrollment import errors, ledger, lives, plans, record, source_plans
from enrollment.actors import Actor, Role
from enrollment.types import Action, SourcePlanState, SpecialPlanState
from tests.enrollment import drafted
from tests.enrollment.drafted import DOCUMENT, OFFICE, ROW, a_source_plan, an_open_plan
from tests.enrollment.factories import CLOSES, OPENS, PROVINCE, YANGQU, a_draft

Do = Callable[[asyncpg.Connection, Actor, int], Awaitable[record.Done]]

# How each verb is done to a special plan that is there.
TO_PLAN: dict[Action, Do] = {
    Action.OPEN: lambda conn, actor, plan_id: plans.open(conn, actor, plan_id=plan_id),
    Action.ISSUE: lambda conn, actor, plan_id: ledger.issue_quota(
        conn, actor, plan_id=plan_id, seats=1, reason="下达", document_number=DOCUMENT
    ),
    Action.ADD_AREA_EXCEPTION: lambda conn, actor, plan_id: plans.add_area_exception(
        conn, actor, plan_id=plan_id, county=YANGQU, reason="增列", document=DOCUMENT
    ),
    Action.PUBLISH: lambda conn, actor, plan_id: plans.publish_plan(conn, actor, plan_id=plan_id),
    Action.CLOSE: lambda conn, actor, plan_id: plans.close_plan(conn, actor, plan_id=plan_id),
}
# And to a source plan.
TO_SOURCE_PLAN: dict[Action, Do] = {
    Action.SET_LINES: lambda conn, actor, plan: source_plans.set_quota_lines(
        conn, actor, source_plan_id=plan, lines=[ROW]
    ),
    Action.SUBMIT: lambda conn, actor, plan: source_plans.submit_source_plan(
        conn, actor, source_plan_id=plan
    ),
    Action.WITHDRAW: lambda conn, actor, plan: source_plans.withdraw_source_plan(
        conn, actor, source_plan_id=plan
    ),
    Action.RETURN: lambda conn, actor, plan: source_plans.return_source_plan(
        conn, actor, source_plan_id=plan, reason="请核对"
    ),
    Action.APPROVE: lambda conn, actor, plan: source_plans.approve_source_plan(
        conn, actor, source_plan_id=plan, document_number=DOCUMENT
    ),
    Action.COMMENT: lambda conn, actor, plan: source_plans.comment_on_source_plan(
        conn, actor, source_plan_id=plan, text="已阅"
    ),
}


def verbs(life: tuple[lives.Step[lives.State], ...]) -> set[Action]:
    return {step.verb for step in life if step.before and not step.with_another}


def test_every_verb_is_walked() -> None:
    assert verbs(lives.SPECIAL_PLAN) == set(TO_PLAN)
    assert verbs(lives.SOURCE_PLAN) == set(TO_SOURCE_PLAN)


async def a_plan_in(conn: asyncpg.Connection, state: SpecialPlanState) -> int:
    plan_id = await a_draft(conn)
    steps = [Action.OPEN, Action.PUBLISH, Action.CLOSE]
    for verb in steps[: list(SpecialPlanState).index(state)]:
        await TO_PLAN[verb](conn, PROVINCE, plan_id)
    return plan_id


@pytest.mark.parametrize("state", SpecialPlanState)
@pytest.mark.parametrize("verb", TO_PLAN)
async def test_a_plan_lives_as_its_table_says(
    conn: asyncpg.Connection, verb: Action, state: SpecialPlanState
) -> None:
    plan_id = await a_plan_in(conn, state)
    steps = [step for step in lives.SPECIAL_PLAN if (step.verb, step.before) == (verb, state)]

    if steps:
        await TO_PLAN[verb](conn, PROVINCE, plan_id)
    else:
        with pytest.raises(errors.WrongState):
            await TO_PLAN[verb](conn, PROVINCE, plan_id)

    then = await conn.fetchval("select state from special_plan")
    assert then == (steps[0].after if steps else state)


@pytest.mark.parametrize("state", SourcePlanState)
@pytest.mark.parametrize("verb", TO_SOURCE_PLAN)
async def test_a_source_plan_lives_as_its_table_says(
    conn: asyncpg.Connection, verb: Action, state: SourcePlanState
) -> None:
    plan = await a_source_plan(conn, await an_open_plan(conn), state=state)
    own = [step for step in lives.SOURCE_PLAN if step.verb is verb]
    actor = OFFICE if own[0].role is Role.ADMISSIONS else PROVINCE
    steps = [step for step in own if step.before == state]

    if steps:
        await TO_SOURCE_PLAN[verb](conn, actor, plan.id)
    else:
        with pytest.raises(errors.WrongState):
            await TO_SOURCE_PLAN[verb](conn, actor, plan.id)

    then = await conn.fetchval("select state from source_plan where id = $1", plan.id)
    assert then == (steps[0].after if steps else state)


@pytest.mark.parametrize("state", [SourcePlanState.SUBMITTED, SourcePlanState.RETURNED])
@pytest.mark.parametrize("verb", TO_SOURCE_PLAN)
async def test_nothing_is_done_to_a_source_plan_whose_special_plan_is_not_open(
    conn: asyncpg.Connection, verb: Action, state: SourcePlanState
) -> None:
    plan = await a_source_plan(conn, await an_open_plan(conn), state=state)
    await conn.execute("update special_plan set state = 'PUBLISHED'")
    own = [step for step in lives.SOURCE_PLAN if step.verb is verb]

    with pytest.raises(errors.WrongState):
        await TO_SOURCE_PLAN[verb](
            conn, OFFICE if own[0].role is Role.ADMISSIONS else PROVINCE, plan.id
        )


OTHERS = sorted(set(Role) - {Role.PUBLIC, Role.PROVINCE})


@pytest.mark.parametrize("state", SpecialPlanState)
async def test_who_may_not_change_a_plan_is_told_so_only_where_they_see_it(
    conn: asyncpg.Connection, state: SpecialPlanState
) -> None:
    plan_id = await a_draft(conn)
    await conn.execute(
        """
        update special_plan
           set state = $1, submission_opens = $2, submission_closes = $3
        """,
        state,
        OPENS,
        CLOSES,
    )

    for role, verb in product(OTHERS, TO_PLAN):
        sees = role in lives.SPECIAL_PLAN_SEEN[state]
        with pytest.raises(errors.Forbidden if sees else errors.NotFound):
            await TO_PLAN[verb](conn, Actor(role, "staff:9"), plan_id)


@pytest.mark.parametrize("state", SourcePlanState)
async def test_who_may_not_change_a_source_plan_is_told_so_only_where_they_see_it(
    conn: asyncpg.Connection, state: SourcePlanState
) -> None:
    plan = await drafted.a_source_plan(conn, await an_open_plan(conn), state=state)
    scopes = {"institution": "10112", "county": "141124", "prefecture": "141100"}

    for role, verb in product(OTHERS, TO_SOURCE_PLAN):
        sees = role in lives.SOURCE_PLAN_SEEN[state]
        with pytest.raises(errors.Forbidden if sees else errors.NotFound):
            await TO_SOURCE_PLAN[verb](conn, Actor(role, "staff:9", **scopes), plan.id)


def test_a_step_that_makes_something_has_no_state_before() -> None:
    assert [step.verb for step in lives.SPECIAL_PLAN if step.before is None] == [Action.CREATE]
    assert [step.verb for step in lives.SOURCE_PLAN if step.before is None] == [Action.DRAFT]


def test_states_are_listed_by_their_names() -> None:
    listed = lives.listed([None, SpecialPlanState.DRAFT, SpecialPlanState.OPEN])

    assert listed == errors.Text("草稿（DRAFT）或申报中（OPEN）", "DRAFT or OPEN")


@pytest.mark.parametrize("state", [*SpecialPlanState, *SourcePlanState])
def test_every_state_has_its_name(state: SpecialPlanState | SourcePlanState) -> None:
    assert state in lives.NAMES[state].zh


def test_the_province_sees_every_state() -> None:
    for seen in (lives.SPECIAL_PLAN_SEEN, lives.SOURCE_PLAN_SEEN):
        assert all(Role.PROVINCE in roles for roles in seen.values())
