"""Every state of an agreement × every verb × every role: done or refused as its table says."""

import asyncpg
import pytest

from enrollment import errors, lives, training
from enrollment.actors import Actor
from enrollment.types import Action, AgreementState
from tests.enrollment.factories import PROVINCE
from tests.enrollment.training.trained import BUREAU, OFFICE, a_line, an_agreement


@pytest.mark.parametrize("state", AgreementState)
@pytest.mark.parametrize("actor", [BUREAU, OFFICE, PROVINCE], ids=lambda actor: actor.role)
@pytest.mark.parametrize("verb", sorted({s.verb for s in lives.AGREEMENT if s.before}))
async def test_an_agreement_lives_as_its_table_says(
    conn: asyncpg.Connection, verb: Action, actor: Actor, state: AgreementState
) -> None:
    agreement_id = await an_agreement(conn, (await a_line(conn)).line)
    early = state in (AgreementState.BREACHED, AgreementState.RELEASED)
    await conn.execute(
        "update training_agreement set state = $1, reason = $2", state, "因故" if early else None
    )
    own = [step for step in lives.AGREEMENT if (step.verb, step.role) == (verb, actor.role)]
    steps = [step for step in own if step.before == state]
    reason = "因故" if verb in (Action.BREACH, Action.RELEASE) else None

    if steps:
        await training.advance(conn, actor, agreement_id=agreement_id, action=verb, reason=reason)
    else:
        with pytest.raises(errors.WrongState if own else errors.Forbidden):
            await training.advance(
                conn, actor, agreement_id=agreement_id, action=verb, reason=reason
            )

    then = await conn.fetchval("select state from training_agreement")
    assert then == (steps[0].after if steps else state)


@pytest.mark.parametrize("state", AgreementState)
def test_every_state_of_an_agreement_has_its_name(state: AgreementState) -> None:
    assert state in lives.NAMES[state].zh
