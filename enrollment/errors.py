"""What the domain refuses, by name, in Chinese and English.

Refusal                     a rule said no; `code` is stable, `message(language)` is for people
├── SampleExists            sample quotas are asked for in a year that has quotas already
├── RecordIdMissing         a line is there already, but for its record id
├── NoArea                  a plan opens in a year in which no county is designated for it
└── the named constraints   `CONSTRAINTS` maps each to the refusal that says it in words
    ├── CountyOutsideArea   quota_line_county_in_plan_area
    ├── NegativeSeats       quota_never_negative, pool_never_negative
    ├── AdmittedAboveSeats  admitted_within_seats
    ├── LineTwice           quota_line_identity
    ├── CountyMissing       targeted_line_names_its_county
    ├── OtherName           quota_line_level, _batch, _track, _plan_nature, _plan_category
    ├── OverlappingDesignation  county_designation_no_overlap
    └── AppendOnly          movement_append_only, leg_append_only, audit_event_append_only

The English message is the class's docstring, the Chinese one stands beside it; both are filled
with the values that the refusal is raised with.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from asyncpg import IntegrityConstraintViolationError


class Refusal(Exception):
    """The request was refused."""

    code: ClassVar[str] = "REFUSED"
    chinese: ClassVar[str] = "请求被拒绝。"

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(self.message("en"))

    def message(self, language: str) -> str:
        """Return the message in `language`: "zh" for Chinese, English otherwise."""
        text = self.chinese if language == "zh" else (self.__doc__ or "")
        return text.format(**self.values)


class SampleExists(Refusal):
    """{year} already has quotas; sample quotas are written into empty years only."""

    code = "SAMPLE_EXISTS"
    chinese = "{year} 年已有招生计划；示例数据只写入没有数据的年份。"


class NoArea(Refusal):
    """No county is designated for the {kind} plan of {year}; designate its counties first."""

    code = "NO_AREA"
    chinese = "{year} 年没有县被认定为 {kind} 专项计划的实施区域；请先认定。"


class CountyOutsideArea(Refusal):
    """The county is outside the implementation area of the plan."""

    code = "COUNTY_OUTSIDE_AREA"
    chinese = "该县不在本专项计划的实施区域内。"


class NegativeSeats(Refusal):
    """The movement would take more seats than there are."""

    code = "NEGATIVE_SEATS"
    chinese = "调出的名额多于现有名额。"


class AdmittedAboveSeats(Refusal):
    """More would be admitted than the line has seats."""

    code = "ADMITTED_ABOVE_SEATS"
    chinese = "录取人数超过该计划的名额。"


class LineTwice(Refusal):
    """The line is there twice: same plan, institution and identifying columns, or record id."""

    code = "LINE_TWICE"
    chinese = "同一计划重复出现：专项计划、院校及各识别列（或计划编号）相同。"


class RecordIdMissing(Refusal):
    """A line of {institution}, {programme} differs by its JHID alone; it would count twice."""

    code = "RECORD_ID_MISSING"
    chinese = (
        "院校 {institution} 专业 {programme} 的同一计划，一处有计划编号（JHID）、一处没有，"
        "名额会重复计算。请都填或都不填。"
    )


class CountyMissing(Refusal):
    """A line of targeted training must name its county."""

    code = "COUNTY_MISSING"
    chinese = "免费定向定量培养计划必须写明县。"


class OtherName(Refusal):
    """A level, batch, track, plan nature or plan category has another name in that year."""

    code = "OTHER_NAME"
    chinese = "层次、批次、科类、计划性质或计划类别的代码在该年对应另一名称。"


class OverlappingDesignation(Refusal):
    """The county already has this designation in a part of that time."""

    code = "OVERLAPPING_DESIGNATION"
    chinese = "该县在这段时间内已有同类认定。"


class AppendOnly(Refusal):
    """Movements and audit events are never changed; record a reversing movement."""

    code = "APPEND_ONLY"
    chinese = "名额变动和审计记录不可修改；请用冲正变动更正。"


CONSTRAINTS: dict[str, type[Refusal]] = {
    "quota_line_county_in_plan_area": CountyOutsideArea,
    "quota_never_negative": NegativeSeats,
    "pool_never_negative": NegativeSeats,
    "admitted_within_seats": AdmittedAboveSeats,
    "quota_line_identity": LineTwice,
    "targeted_line_names_its_county": CountyMissing,
    "quota_line_level": OtherName,
    "quota_line_batch": OtherName,
    "quota_line_track": OtherName,
    "quota_line_plan_nature": OtherName,
    "quota_line_plan_category": OtherName,
    "county_designation_no_overlap": OverlappingDesignation,
    "movement_append_only": AppendOnly,
    "leg_append_only": AppendOnly,
    "audit_event_append_only": AppendOnly,
}


@contextmanager
def named() -> Iterator[None]:
    """Turn the violation of a constraint that has a refusal into that refusal.

    Stands around a transaction, which must have been rolled back before it is answered.
    """
    try:
        yield
    except IntegrityConstraintViolationError as violation:
        refusal = CONSTRAINTS.get(violation.constraint_name or "")
        if refusal is None:
            raise
        raise refusal() from violation
