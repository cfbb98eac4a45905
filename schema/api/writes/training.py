"""Targeted training: demand stated, agreements signed and led through their life."""

from collections.abc import Mapping

import strawberry
from asyncpg import Connection
from strawberry import UNSET

from enrollment import record, training
from enrollment.actors import Actor
from enrollment.types import Action, TrainingCost
from schema.api.fields import asking, said
from schema.api.scalars import Date, Decimal
from schema.api.types.training import TrainingAgreement, TrainingDemand
from schema.api.writes.given import Given, Told, Verb, numbered, plain
from schema.api.writes.inputs import Input, Versioned
from schema.api.writes.payloads import Payload


@strawberry.input
class StateTrainingDemandInput(Versioned):
    year: int
    occupation: str = said("The occupation that is short.", "紧缺岗位。")
    positions: int = said("How many are needed; 0 takes it back.", "岗位数；0 表示撤回。")
    programmes: list[str] = strawberry.field(
        default_factory=list,
        description="Codes of the programmes that answer it; each in one demand of the county "
        "and year. 对应专业的代码；同县同年每个专业只属一项需求。",
    )


@strawberry.input
class SignAgreementInput(Input):
    line: strawberry.ID = said("A published line of one's county.", "本县的已公布定向计划。")
    student: str = said(
        "A number of your own: up to four capital letters, then 3 to 10 digits.",
        "自编代号：至多四个大写字母，后接 3 至 10 位数字。",
    )
    service_years: int
    free_of: list[TrainingCost]
    subsidy: Decimal | None = strawberry.field(
        default=UNSET, description="Living subsidy, yuan a year. 生活补助（元/年）。"
    )
    document: str = said("The agreement's number.", "协议编号。")
    signed_on: Date


@strawberry.input
class AdvanceAgreementInput(Versioned):
    agreement: strawberry.ID
    action: Action = said("One of what you `may` do to it.", "`may` 所列操作之一。")
    reason: str | None = strawberry.field(
        default=UNSET,
        description="Why it is broken or released, without names. 违约或解除的原因，不写姓名。",
    )


@strawberry.type
class StateTrainingDemandPayload(Payload):
    training_demand: TrainingDemand | None


@strawberry.type
class SignAgreementPayload(Payload):
    training_agreement: TrainingAgreement | None


@strawberry.type
class AdvanceAgreementPayload(Payload):
    training_agreement: TrainingAgreement | None


async def sign_agreement(conn: Connection, actor: Actor, given: Given, _: Told) -> record.Done:
    line_id = numbered(given, "line", "QuotaLine")[1]
    return await training.sign(conn, actor, line_id=line_id, **given)


async def advance_agreement(conn: Connection, actor: Actor, given: Given, _: Told) -> record.Done:
    agreement_id = numbered(given, "agreement", "TrainingAgreement")[1]
    return await training.advance(conn, actor, agreement_id=agreement_id, **given)


@strawberry.type
class TrainingVerbs:
    state_training_demand: StateTrainingDemandPayload | None = asking(
        "State what one's county needs; a later statement of the occupation replaces it.",
        "提出本县的培养需求；同一岗位再次提出即为更新。",
        input=StateTrainingDemandInput,
    )
    sign_agreement: SignAgreementPayload | None = asking(
        "Sign an agreement with a student who was admitted on a line of one's county.",
        "与本县定向计划录取的学生签订协议。",
        input=SignAgreementInput,
    )
    advance_agreement: AdvanceAgreementPayload | None = asking(
        "Lead an agreement to its next state.", "推进协议状态。", input=AdvanceAgreementInput
    )


VERBS: Mapping[str, Verb] = {
    "stateTrainingDemand": plain(training.state),
    "signAgreement": sign_agreement,
    "advanceAgreement": advance_agreement,
}
