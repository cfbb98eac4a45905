"""Institutions and programmes."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from enrollment.types import InstitutionDesignationKind, InstitutionKind, Standing
from schema.api.connections import Connection, Node
from schema.api.fields import listing, said
from schema.api.scalars import Date
from schema.api.types.places import County, Prefecture

if TYPE_CHECKING:
    from schema.api.types.plans import SourcePlan
    from schema.api.types.quotas import QuotaLineConnection


@strawberry.type(
    description="What an institution is designated as, from which day to which. 院校的认定。"
)
class InstitutionDesignation(Node):
    kind: InstitutionDesignationKind
    valid_from: Date | None = said("Its first day.", "起始日期。")
    valid_to: Date | None = said("Its last day; none while it holds.", "最后一日；现行者为空。")
    document: str | None = said("The document that made it.", "认定文号。")
    end_document: str | None = said("The document that ended it.", "终止文号。")
    source: str
    standing: Standing
    version: int
    institution: Annotated["Institution", strawberry.lazy("schema.api.types.institutions")]


@strawberry.type(description="A university, college, school or centre. 院校。")
class Institution(Node):
    code: str = said("The key of this service: the ministry's code or a made one.", "院校代码。")
    ministry_code: str | None = said("The ministry's five digits.", "教育部院校代码。")
    identifier: str | None = said("The ten-digit identifier.", "学校标识码。")
    name_zh: str
    name_en: str | None
    kind: InstitutionKind
    level: str | None = said("本科 or 专科.", "层次。")
    ownership: str | None = said("Public, private …", "办学性质。")
    supervisor_zh: str | None = said("Who supervises it.", "主管部门。")
    place_zh: str | None = said("Where it is.", "所在地。")
    standing: Standing
    source: str
    prefecture: Prefecture | None
    county: County | None
    designations: Connection[InstitutionDesignation] = listing(
        "InstitutionDesignation", "What it is and was designated as.", "历次认定。"
    )
    source_plans: Connection[Annotated["SourcePlan", strawberry.lazy("schema.api.types.plans")]] = (
        listing("SourcePlan", "Its source plans.", "其招生来源计划。")
    )
    quota_lines: Annotated["QuotaLineConnection", strawberry.lazy("schema.api.types.quotas")] = (
        listing("QuotaLine", "Its quota lines.", "其分专业招生计划。")
    )


@strawberry.type(description="A programme. 专业。")
class Programme(Node):
    code: str = said("Programme code.", "专业代码。")
    name_zh: str
    level: str | None
    discipline: str | None = said("Disciplinary field.", "学科门类。")
    class_zh: str | None = said("Programme class.", "专业类。")
    years: float | None = said("Length of study in years.", "学制（年）。")
    standing: Standing
    source: str
    quota_lines: Annotated["QuotaLineConnection", strawberry.lazy("schema.api.types.quotas")] = (
        listing("QuotaLine", "Its quota lines.", "其招生计划。")
    )
