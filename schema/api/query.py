"""The root fields of `/graphql`."""

import strawberry

from enrollment.types import PlanKind
from schema import problems
from schema.api import eligibility
from schema.api.connections import Connection, Node
from schema.api.fields import asking, listing, said
from schema.api.types.access import ApiKey, Staff
from schema.api.types.changes import QuotaChange
from schema.api.types.eligibility import CandidateInput, EligibilityAnswer, RuleSet
from schema.api.types.institutions import Institution, Programme
from schema.api.types.ledger import LedgerProof, QuotaMovement
from schema.api.types.places import County
from schema.api.types.plans import SourcePlan, SpecialPlan
from schema.api.types.quotas import QuotaLine, QuotaLineConnection
from schema.api.types.training import TrainingAgreement, TrainingDemand
from schema.api.types.viewer import AccessExplanation, AuditEvent, Viewer
from schema.context import Context
from schema.reads import sight


@strawberry.type(description="What can be asked. 查询。")
class Query:
    node: Node | None = asking("An object by its id.", "按 id 查一个对象。", id=strawberry.ID)
    nodes: list[Node | None] = asking(
        "Objects by their ids, in their order.", "按 id 查多个对象。", ids=list[strawberry.ID]
    )
    counties: Connection[County] = listing("County", "Poverty counties.", "贫困县。")
    county: County | None = asking(
        "A county, by any code it had.", "按现行或旧代码查县。", code=str
    )
    institutions: Connection[Institution] = listing("Institution", "Institutions.", "院校。")
    institution: Institution | None = asking("An institution by code.", "按代码查院校。", code=str)
    programmes: Connection[Programme] = listing("Programme", "Programmes.", "专业。")
    special_plans: Connection[SpecialPlan] = listing(
        "SpecialPlan", "Special plans.", "专项计划。", has_past=True
    )
    special_plan: SpecialPlan | None = asking(
        "The special plan of a year and kind.",
        "按年份和类型查专项计划。",
        has_past=True,
        year=int,
        kind=PlanKind,
    )
    source_plans: Connection[SourcePlan] = listing(
        "SourcePlan", "Institutions' source plans.", "招生来源计划。"
    )
    quota_lines: QuotaLineConnection = listing(
        "QuotaLine", "Quota lines.", "分专业招生计划。", has_past=True
    )
    quota_line: QuotaLine | None = asking(
        "A quota line by its id.", "按 id 查分专业计划。", has_past=True, id=strawberry.ID
    )
    quota_movements: Connection[QuotaMovement] = listing(
        "QuotaMovement", "Movements of seats.", "名额变动。"
    )
    quota_changes: Connection[QuotaChange] = listing(
        "QuotaChange",
        "Lines of a year whose seats differ between two sealed instants, and why.",
        "某年两个封存时间之间名额有变的分专业计划及原因。",
        year="Int",
        from_="DateTime",
        to="DateTime",
    )
    open_quota: QuotaLineConnection = listing(
        "QuotaLine",
        "Published quota that candidates of a county may use in a year.",
        "某县考生某年可报的已公布计划。",
        county="String",
        year="Int",
    )

    audit_events: Connection[AuditEvent] = listing(
        "AuditEvent",
        "What was written; the province and auditors see all, others their own acts.",
        "操作记录：省厅和审计可见全部，其他人可见本人的。",
    )
    staff: Connection[Staff] = listing(
        "Staff", "Accounts; the province and auditors see all, others their own.", "账号。"
    )
    api_keys: Connection[ApiKey] = listing("ApiKey", "Keys of systems.", "系统密钥。")
    training_demands: Connection[TrainingDemand] = listing(
        "TrainingDemand",
        "What counties need of targeted training; a county sees its own, offices see all.",
        "定向培养需求：县见本县，招生办公室可见全部。",
    )
    training_agreements: Connection[TrainingAgreement] = listing(
        "TrainingAgreement",
        "Agreements of targeted training; the county and the institution see their own.",
        "定向培养协议：县和院校各见自己的。",
    )

    @strawberry.field(  # type: ignore[untyped-decorator]
        description="Whether the viewer sees an object, and by which rule. 能否看到某对象及其依据。"
    )
    async def explain_access(
        self, info: strawberry.Info[Context, None], id: strawberry.ID
    ) -> AccessExplanation:
        actor, language = info.context.actor, info.context.language
        is_visible, right = await sight.explained(info.context.reads, id, actor)
        return AccessExplanation(
            id=id,
            is_visible=is_visible,
            role=actor.role,
            scope=actor.scope,
            rule=problems.both(right.chinese, right.english, language),
        )

    ledger_proof: LedgerProof = asking(
        "Whether a year's ledger adds up, and how far it is sealed.",
        "某年账本是否相符、封存到何时。",
        year=int,
    )

    rule_sets: Connection[RuleSet] = listing(
        "RuleSet",
        "The rules of eligibility: current and earlier versions, each rule with its source.",
        "报考条件：现行与历次版本，各项附出处。",
    )

    @strawberry.field(  # type: ignore[untyped-decorator]
        description="Whether a candidate may apply to each plan of a year, and why; by POST only, "
        "nothing is kept. 考生能否报考某年各类计划及依据；仅限 POST，不作保存。"
    )
    async def eligibility(
        self, info: strawberry.Info[Context, None], input: CandidateInput, year: int
    ) -> list[EligibilityAnswer]:
        return await eligibility.checked(info.context, input, year)

    viewer: Viewer = said("Who is asking.", "当前用户。")
