"""What a check says to people, in Chinese and English."""

from enrollment.errors import Text
from enrollment.types import Condition

REQUIRED = {
    Condition.REGISTRATION_AREA: Text("考生户籍在实施区域内", "registered in the area"),
    Condition.REGISTRATION_TYPE: Text("考生为农村户籍", "registered in the countryside"),
    Condition.REGISTRATION_YEARS: Text(
        "至 {to}，考生户籍在实施区域内连续满 {years} 年",
        "registered in the area for {years} full years by {to}, without a break",
    ),
    Condition.GUARDIAN_AREA: Text(
        "父亲、母亲或法定监护人户籍在实施区域内", "a parent or guardian registered in the area"
    ),
    Condition.GUARDIAN_TYPE: Text(
        "父亲、母亲或法定监护人为农村户籍", "a parent or guardian registered in the countryside"
    ),
    Condition.GUARDIAN_YEARS: Text(
        "至 {to}，父亲、母亲或法定监护人户籍在实施区域内连续满 {years} 年",
        "a parent or guardian registered in the area for {years} full years by {to},"
        " without a break",
    ),
    Condition.SCHOOL_AREA: Text("高中学籍在实施区域内", "on the roll of a high school in the area"),
    Condition.SCHOOL_LEVEL: Text(
        "就读于县（含县级市）以下高中", "at a high school at county level or below"
    ),
    Condition.SCHOOL_YEARS: Text(
        "至 {to}，高中学籍在实施区域内连续满 {years} 年",
        "on the roll of high schools in the area for {years} full years by {to}, without a break",
    ),
    Condition.ATTENDANCE: Text(
        "在学籍所在高中实际就读", "actually attending the school of the roll"
    ),
    Condition.EXAMINATION: Text(
        "符合普通高考报名条件", "meets the conditions of registering for the examination"
    ),
    Condition.POOR_HOUSEHOLD: Text("建档立卡贫困家庭", "of a registered poor household"),
    Condition.EARLIER_BREACH: Text(
        "往年未曾被专项计划录取后放弃入学或退学", "gave up no place under a special plan before"
    ),
}

AS_REQUIRED = Text("符合要求。", "As required.")
NOT_AS_REQUIRED = Text("不符合要求。", "Not as required.")
NOT_TOLD = Text("未填写 {field}，无法判断。", "{field} is not told, so this can't be judged.")

IN_AREA = Text("{place}在实施区域内。", "{place} is in the area.")
OUTSIDE = Text("{place}不在实施区域内。", "{place} is not in the area.")
NO_PLACE = Text("至 {to} 尚无", "none by {to}")
NO_PLACE_WHY = Text("至 {to} 不在任何县。", "There is none by {to}.")

NO_YEARS = Text("0 年", "0 years")
YEARS = Text("自 {since} 起，满 {found} 年", "since {since}, full years: {found}")
AT_LEAST = Text("至少自 {since} 起", "since {since} at least")
NOT_THERE = Text("{to} 时不在实施区域内。", "Not in the area on {to}.")
ENOUGH = Text("至 {to} 已满 {years} 年。", "{years} years are full by {to}.")
TOO_FEW = Text(
    "至 {to} 未满 {years} 年；须自 {latest} 或更早起算。",
    "{years} years are not full by {to}; they had to begin on {latest} or earlier.",
)

NO_RULES = Text(
    "{year} 年该计划的报考条件尚未录入，无法判断。",
    "No rules of {year} are on record for this plan, so nothing can be said.",
)
ALL_MET = Text("符合已录入的全部条件。", "Every condition on record is met.")
FAILED = Text("不符合：{conditions}。", "Not met: {conditions}.")
OPEN = Text("尚缺：{fields}，无法判断。", "Not told, so it can't be said: {fields}.")
SAMPLE = Text("所用条件为示例，并非本省规定。", "The rules used are a sample, not the province's.")


def filled(text: Text, **values: object) -> Text:
    """Return the text with the values in it; a value that is a text is in its language."""
    found = [
        template.format(
            **{
                name: value.of(language) if isinstance(value, Text) else value
                for name, value in values.items()
            }
        )
        for language, template in (("zh", text.zh), ("en", text.en))
    ]
    return Text(*found)


def joined(texts: list[Text]) -> Text:
    return Text("；".join(text.zh for text in texts), "; ".join(text.en for text in texts))
