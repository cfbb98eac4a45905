"""What can be wrong with a sheet, where it stands, and how to say it in Chinese and English."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, auto

from enrollment.errors import Text

SHOWN = 1_000  # faults that are kept; the rest is counted
LONGEST_VALUE = 100  # characters of a faulty cell that are shown


class FaultCode(StrEnum):
    """The stable codes of all faults."""

    @staticmethod
    def _generate_next_value_(name: str, start: int, count: int, last_values: list[str]) -> str:
        return name

    ENCODING_UNKNOWN = auto()
    EMPTY_SHEET = auto()
    QUOTE_NOT_CLOSED = auto()
    HEADING_MISSING = auto()
    HEADING_UNKNOWN = auto()
    HEADING_TWICE = auto()
    ROW_TOO_LONG = auto()
    ROW_TOO_SHORT = auto()
    VALUE_MISSING = auto()
    BAD_CHARACTER = auto()
    TOO_LONG = auto()
    NOT_A_NUMBER = auto()
    NUMBER_OUT_OF_RANGE = auto()
    CODE_MALFORMED = auto()
    LEADING_ZERO_LOST = auto()
    PROVINCE_NOT_SHANXI = auto()
    PLAN_KIND_UNKNOWN = auto()
    NO_AREA = auto()
    COUNTY_UNKNOWN = auto()
    COUNTY_OUTSIDE_AREA = auto()
    COUNTY_REQUIRED = auto()
    CODE_NAME_CONFLICT = auto()
    LINE_TWICE = auto()
    TOO_MANY_SEATS = auto()


MESSAGES = {
    FaultCode.ENCODING_UNKNOWN: Text(
        "这不是 CSV 文本文件（也许是 Excel 工作簿 .xlsx）。请在 Excel 中：文件→另存为→CSV UTF-8。",
        "This is no CSV text (a workbook, perhaps); in Excel: File, Save as, CSV UTF-8.",
    ),
    FaultCode.EMPTY_SHEET: Text(
        "表中没有数据。第一行应为表头，其后每行一条招生来源计划。",
        "The sheet has no rows: the first row holds the headings, each row below one line of the "
        "source plan.",
    ),
    FaultCode.QUOTE_NOT_CLOSED: Text(
        "本行的引号不成对，本行及以后各行未读取。单元格以英文双引号开头时须以双引号结尾，"
        "其中的双引号写两次。",
        "A quotation mark in this row has no partner, so nothing from here on was read; a cell "
        "that begins with one must end with one, and one inside is written twice.",
    ),
    FaultCode.HEADING_MISSING: Text(
        "表头缺少必填列“{expected}”。", "The required column “{expected}” is missing."
    ),
    FaultCode.HEADING_UNKNOWN: Text(
        "“{value}”不是招生来源计划的列名。请使用国家标准代码（如 NF）或其中文名称（如 年份），"
        "其他内容可放入 DZ1 至 DZ10。",
        "“{value}” is not a heading of the source-plan record; use a national code such as NF or "
        "its label such as 年份; DZ1 to DZ10 take what has none.",
    ),
    FaultCode.HEADING_TWICE: Text(
        "列“{expected}”在 {first} 已出现，每列只能有一个。",
        "The column “{expected}” stands in {first} already; each may stand once.",
    ),
    FaultCode.ROW_TOO_LONG: Text(
        "本行有 {count} 个单元格，表头只有 {columns} 列。请检查是否多了分隔符。",
        "The row has {count} cells under {columns} headings; look for a delimiter too many.",
    ),
    FaultCode.ROW_TOO_SHORT: Text(
        "本行只有 {count} 个单元格，缺少必填的“{expected}”。请补齐。",
        "The row ends after {count} cells, before the required “{expected}”; fill it up.",
    ),
    FaultCode.VALUE_MISSING: Text(
        "“{expected}”不能为空，请填写。", "“{expected}” must not be empty; fill it in."
    ),
    FaultCode.BAD_CHARACTER: Text(
        "含有不能使用的字符 {character}（看不见的控制符、换行或编码损坏）。请删除后重新输入。",
        "It holds the character {character} (invisible, a line break, or left by a broken "
        "encoding); delete it and type the text again.",
    ),
    FaultCode.TOO_LONG: Text(
        "共 {length} 个字符，最多 {longest} 个。",
        "It has {length} characters; at most {longest} are taken.",
    ),
    FaultCode.NOT_A_NUMBER: Text(
        "“{value}”不能读作数字：{hint}。", "“{value}” is no number: {hint}."
    ),
    FaultCode.NUMBER_OUT_OF_RANGE: Text(
        "“{value}”超出范围，应在 {low} 至 {high} 之间。",
        "“{value}” is out of range; it must lie between {low} and {high}.",
    ),
    FaultCode.CODE_MALFORMED: Text(
        "“{value}”不是有效的代码：{hint}。", "“{value}” is not a valid code: {hint}."
    ),
    FaultCode.LEADING_ZERO_LOST: Text(
        "没有专业代码“{value}”，但有“{expected}”：前面的 0 可能被电子表格去掉了。请设为文本格式后"
        "写成 {expected}。",
        "There is no programme {value}, but there is {expected}: a spreadsheet has dropped the "
        "leading 0. Format the column as text and write {expected}.",
    ),
    FaultCode.PROVINCE_NOT_SHANXI: Text(
        "生源省市为“{value}”。本服务只接收山西省的计划：代码 14 或 140000，名称 山西。",
        "The province of origin is “{value}”; only Shanxi's plan is taken: code 14 or 140000, "
        "name 山西.",
    ),
    FaultCode.PLAN_KIND_UNKNOWN: Text(
        "由“{names}”不能确定是哪个专项计划。计划性质名称或计划类别名称须含以下之一且不得矛盾："
        "国家专项、地方专项、高校专项、免费定向。",
        "“{names}” does not tell which special plan this is; plan nature or category must name "
        "exactly one of 国家专项, 地方专项, 高校专项, 免费定向.",
    ),
    FaultCode.NO_AREA: Text(
        "{year} 年没有县被认定为{plan}的实施区域。请核对年份，或先认定县。",
        "No county is designated for the {plan} plan of {year}; check the year, or designate its "
        "counties first.",
    ),
    FaultCode.COUNTY_UNKNOWN: Text(
        "没有县“{value}”。请写山西省的六位县代码（如 141124）或县名（如 临县），重名的县写代码。",
        "There is no county “{value}”; write the six-digit code of a county of Shanxi (141124) or "
        "its name (临县), the code where two share a name.",
    ),
    FaultCode.COUNTY_OUTSIDE_AREA: Text(
        "{county}不在 {year} 年{plan}的实施区域内。请改为区域内的县，或更正计划性质。",
        "{county} is outside the area of the {plan} plan of {year}; name a county of the area, or "
        "correct the plan nature.",
    ),
    FaultCode.COUNTY_REQUIRED: Text(
        "免费定向计划须在“{expected}”中写明定向县，如 141124。",
        "A targeted line must name its county under “{expected}”, such as 141124.",
    ),
    FaultCode.CODE_NAME_CONFLICT: Text(
        "代码 {code} 与名称“{name}”不一致：{other}。请更正代码或名称。",
        "The code {code} and the name “{name}” disagree: {other}. Correct the one or the other.",
    ),
    FaultCode.LINE_TWICE: Text(
        "与第 {first} 行是同一条计划。请合并，或用 JHID 等列加以区分。",
        "This is the same line as row {first}; merge them, or tell them apart by JHID or another "
        "column.",
    ),
    FaultCode.TOO_MANY_SEATS: Text(
        "到本行为止，全表计划数合计超过 {highest}。请核对计划数，或将表拆分。",
        "Up to this row the sheet has more than {highest} seats; check the numbers, or split it.",
    ),
}


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a value, before it is known where the value stands."""

    code: FaultCode
    values: Mapping[str, object] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: its row and column (from 1), the heading, and the text that stands there."""

    row: int
    column: int
    heading: str
    code: FaultCode
    value: str
    values: Mapping[str, object] = field(default_factory=dict, hash=False)

    @property
    def cell(self) -> str:
        """The cell as a spreadsheet names it: C7."""
        return f"{letters(self.column)}{self.row}"

    def message(self, language: str) -> str:
        """Return what is wrong and what would be right: "zh" for Chinese, English otherwise."""
        said = {
            name: value.of(language) if isinstance(value, Text) else value
            for name, value in self.values.items()
        }
        return printable(MESSAGES[self.code].of(language).format(**{"value": self.value, **said}))


class Faults:
    """The faults of a sheet in row order: the first ones are kept, all are counted."""

    def __init__(self) -> None:
        self.kept: list[Fault] = []
        self.count = 0

    def add(self, row: int, column: int, heading: str, wrong: Wrong, value: str = "") -> None:
        self.count += 1
        if self.count <= SHOWN:
            self.kept.append(
                Fault(row, column, shown(heading), wrong.code, shown(value), wrong.values)
            )


def letters(column: int) -> str:
    """Return a spreadsheet's name of a column: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name


def shown(text: str) -> str:
    """Return as much of a cell's text as is shown."""
    return printable(text[:LONGEST_VALUE]) + "…" * (len(text) > LONGEST_VALUE)


def printable(text: str) -> str:
    """Return the text with every character that can't be printed as its code point, <U+0000>."""
    return "".join(each if each.isprintable() else code_point(each) for each in text)


def code_point(character: str) -> str:
    return f"<U+{ord(character):04X}>"
