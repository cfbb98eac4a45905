"""The headings of the national source-plan record, and what each fills of a quota line.

Codes and labels: the national source-plan file, as programs that import it label it; where a
provincial publication labels a column differently, its label is taken too. DXXDM and PYLJ are this
service's additions.
"""

import re
from dataclasses import dataclass

from enrollment.sheets import cells
from enrollment.sheets.faults import FaultCode, Wrong, code_point

LONGEST_CODE = 50
LONGEST_NAME = 100
LONGEST_PROSE = 2_000


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A heading: its national code, its labels, the field of a line it fills, how it is read.

    A column that fills no field is kept in the line's `other`, unless it is read with others.
    """

    code: str
    labels: tuple[str, ...]
    fills: str | None = None
    check: cells.Check = cells.text
    longest: int = LONGEST_PROSE
    required: bool = False
    unprintable: re.Pattern[str] = cells.UNPRINTABLE_IN_PROSE

    @property
    def title(self) -> str:
        return " ".join(dict.fromkeys((self.code, *self.labels[:1])))

    def read(self, raw: str) -> object:
        """Return the value of a cell, None of an empty one, or what is wrong with it."""
        value = raw.strip()
        if not value:
            return self.missing if self.required else None
        if found := self.unprintable.search(value):
            return Wrong(FaultCode.BAD_CHARACTER, {"character": code_point(found[0])})
        if len(value) > self.longest:
            return Wrong(FaultCode.TOO_LONG, {"length": len(value), "longest": self.longest})
        return self.check(value)

    @property
    def missing(self) -> Wrong:
        return Wrong(FaultCode.VALUE_MISSING, {"expected": self.title})


def code(
    heading: str,
    labels: str,
    fills: str | None = None,
    *,
    check: cells.Check = cells.plain,
    required: bool = False,
) -> Column:
    return Column(
        heading, tuple(labels.split()), fills, check, LONGEST_CODE, required, cells.UNPRINTABLE
    )


def name(
    heading: str,
    labels: str,
    fills: str | None = None,
    *,
    check: cells.Check = cells.text,
    required: bool = False,
) -> Column:
    return Column(
        heading, tuple(labels.split()), fills, check, LONGEST_NAME, required, cells.UNPRINTABLE
    )


def prose(heading: str, labels: str = "", fills: str | None = None) -> Column:
    return Column(heading, tuple(labels.split()), fills)


COLUMNS = (
    code("NF", "年份", "year", check=cells.integer(2000, 2100), required=True),
    code("JHID", "计划记录标识", "record_id"),
    code("SYSSDM", "生源省市代码", check=cells.province_code),
    name("SYSSMC", "生源省市名称", check=cells.province),
    code("YXDM", "院校代码", "institution_code", check=cells.institution_code, required=True),
    name("YXMC", "院校名称", "institution", required=True),
    code("YXDH", "院校代号", "institution_number"),
    name("YXDHMC", "院校代号名称"),
    code("CCDM", "层次代码", "level_code", required=True),
    name("CCMC", "层次名称 层次", "level", required=True),
    code("ZSZYDM", "招生专业代码", "programme_code", check=cells.programme_code, required=True),
    name("ZSZYMC", "招生专业名称", "programme", required=True),
    code("SBZYDH", "省编专业代号", "provincial_programme_number"),
    code("XBZYDH", "校编专业代号", "programme_number"),
    prose("ZKFX", "招考方向", "direction"),
    prose("BHZY", "包含专业", "programmes_contained"),
    prose("BHZYGS", "包含专业格式"),
    code("ZYLBDM", "专业类别代码"),
    name("ZYLBMC", "专业类别名称 专业类别"),
    code("XZDM", "学制代码"),
    name("XZMC", "学制名称 学制年限 学制", "years", check=cells.years),
    code("SFBZ", "学费标准 学费", "tuition", check=cells.money),
    prose("BXDD", "办学地点", "campus"),
    prose("BXDDSSMC", "办学地点省市名称"),
    prose("BXDDDJSMC", "办学地点地级市名称"),
    prose("BXDDQXMC", "办学地点区县名称"),
    prose("BXDDXXDZ", "办学地点详细地址"),
    prose("BXDDBB", "办学地点备注"),
    name("SFKS", "是否口试", "oral_test"),
    name("WYYZ", "外语语种", "foreign_language"),
    code("YXBMDM", "院校编码代码"),
    name("YXBMMC", "院校编码名称"),
    code("KLDM", "科类代码", "track_code", required=True),
    name("KLMC", "科类名称 科类", "track", required=True),
    code("JHXZDM", "计划性质代码", "plan_nature_code", required=True),
    name("JHXZMC", "计划性质名称 计划性质", "plan_nature", required=True),
    code("JHLBDM", "计划类别代码", "plan_category_code"),
    name("JHLBMC", "计划类别名称 计划类别", "plan_category"),
    code("PCDM", "批次代码", "batch_code", required=True),
    name("PCMC", "批次名称 批次", "batch", required=True),
    code("ZKLXDM", "招考类型代码"),
    name("ZKLXMC", "招考类型名称"),
    prose("KSKMYQ", "考试科目要求"),
    prose("KSKMYQZW", "选科要求", "subject_requirement"),
    prose("XKKMBHZY", "选考科目编号专业"),
    prose("SKYQ", "术科要求"),
    prose("ZYBZ", "专业备注", "remarks"),
    *(prose(f"DZ{number}") for number in range(1, 11)),
    code("ZSJHS", "招生计划数", "seats", check=cells.integer(0, 100_000), required=True),
    prose("XFZY", "细分专业招生计划数"),
    name("DXXDM", "定向县代码 定向县"),
    code("PYLJ", "培养路径", "pathway"),
)

BY_CODE = {column.code: column for column in COLUMNS}
BY_WORD = {word: column for column in COLUMNS for word in (column.code, *column.labels)}
