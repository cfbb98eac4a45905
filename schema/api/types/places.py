"""Prefectures and poverty counties."""

from typing import TYPE_CHECKING, Annotated

import strawberry

from enrollment.types import CountyDesignationKind, CountyTier, Standing
from schema.api.connections import Connection, Node
from schema.api.fields import listing, said
from schema.api.scalars import Date

if TYPE_CHECKING:
    from schema.api.types.plans import SpecialPlan
    from schema.api.types.quotas import QuotaLineConnection


@strawberry.type(description="A prefecture. 设区市。")
class Prefecture(Node):
    code: str = said("GB/T 2260 code.", "行政区划代码。")
    name_zh: str
    name_en: str | None
    standing: Standing
    source: str


@strawberry.type(description="Where one fact of a county comes from. 一项事实的出处。")
class CountySource:
    field: str = said("The field it is about.", "所述字段。")
    standing: Standing = said("How firmly it stands.", "可靠程度。")
    source: str


@strawberry.type(description="What a county is designated as, from which day to which. 县的认定。")
class CountyDesignation(Node):
    kind: CountyDesignationKind
    contiguous_area: str | None = said("Its contiguous destitute area.", "所属片区。")
    valid_from: Date | None = said("Its first day.", "起始日期。")
    valid_to: Date | None = said("Its last day; none while it holds.", "最后一日；现行者为空。")
    document: str | None = said("The document that made it.", "认定文号。")
    end_document: str | None = said("The document that ended it.", "终止文号。")
    source: str
    standing: Standing
    version: int
    county: Annotated["County", strawberry.lazy("schema.api.types.places")]


@strawberry.type(description="A poverty county of Shanxi. 贫困县。")
class County(Node):
    code: str = said("GB/T 2260 code of today.", "现行行政区划代码。")
    name_zh: str
    name_en: str
    tier: CountyTier | None = said(
        "The list that named it: 36 by the state, 22 by the province; kept after it left the list.",
        "国定或省定贫困县；摘帽后不变。",
    )
    contiguous_area: str | None = said("Its contiguous destitute area.", "集中连片特困地区。")
    is_deep_poverty: bool = said("One of ten deep-poverty counties.", "是否深度贫困县。")
    exit_year: int | None = said("The year planned for leaving the list.", "计划摘帽年份。")
    exit_date: str | None = said("When it left, as exactly as known.", "摘帽时间，按已知精度。")
    exit_note: str | None
    standing: Standing = said("How firmly code and name stand.", "代码和名称的可靠程度。")
    source: str
    prefecture: Prefecture
    designations: Connection[CountyDesignation] = listing(
        "CountyDesignation", "What it is and was designated as.", "历次认定。"
    )
    sources: list[CountySource] = said("Each fact with its source.", "各项事实的出处。")
    special_plans: Connection[
        Annotated["SpecialPlan", strawberry.lazy("schema.api.types.plans")]
    ] = listing("SpecialPlan", "Plans whose area holds it.", "实施区域包含本县的专项计划。")
    quota_lines: Annotated["QuotaLineConnection", strawberry.lazy("schema.api.types.quotas")] = (
        listing("QuotaLine", "Lines bound to this county.", "定向本县的招生计划。")
    )
    open_quota: Annotated["QuotaLineConnection", strawberry.lazy("schema.api.types.quotas")] = (
        listing(
            "QuotaLine",
            "Published quota its candidates may use: pool lines and its own.",
            "本县考生可报的已公布计划：不限县的与定向本县的。",
            year="Int",
        )
    )
