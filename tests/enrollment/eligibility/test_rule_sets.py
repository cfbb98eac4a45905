"""Rules are saved as versions that nothing changes."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import asyncpg
import pytest

from enrollment import errors
from enrollment.eligibility import NewRule
from enrollment.types import Condition, PlanKind
from tests.enrollment import factories
from tests.enrollment.eligibility.described import RULES, YEAR, saved
from tests.enrollment.factories import refused_by, row, rows

VERSIONS = """
select code, version, is_sample, decided_on, document, counted_to, counted_to_standing
  from rule_set
 where year = 2020 and kind = 'NATIONAL' and version > 0
 order by version
"""
SOURCE = "省招办文件"
AREA = NewRule(Condition.REGISTRATION_AREA, "户籍在实施区域", SOURCE)


async def test_the_province_s_first_version_takes_the_sample_s_place(conn: asyncpg.Connection):
    code = await saved(conn)

    assert code == "2020NATIONAL1"
    assert await row(conn, VERSIONS) == (
        code,
        1,
        False,
        date(2020, 2, 1),
        "晋招考〔2020〕3号",
        date(2020, 8, 31),
        "STATED",
    )
    columns = "number, condition, years, counted_to, clause, clause_en, source, standing, is_sample"
    assert await rows(conn, f"select {columns} from rule where rule_set = $1", code) == [
        (1, "REGISTRATION_AREA", None, None, "户籍在实施区域", None, SOURCE, "STATED", False),
        (2, "REGISTRATION_YEARS", 1, None, "连续1年户籍", None, SOURCE, "STATED", False),
    ]


async def test_a_save_is_on_record_with_what_it_follows(conn: asyncpg.Connection):
    await saved(conn)
    area = replace(AREA, clause_en=" registered in the area ")
    await saved(conn, decided_on=date(2020, 3, 1), rules=[area])

    event = await factories.last_event(conn)
    assert (event["verb"], event["object_type"]) == ("saveRuleSet", "RuleSet")
    assert event["object_id"] == "2020NATIONAL2"
    assert event["before"]["decidedOn"] == "2020-02-01"
    assert [rule["condition"] for rule in event["before"]["rules"]] == [
        "REGISTRATION_AREA",
        "REGISTRATION_YEARS",
    ]
    assert event["after"]["rules"] == [
        {
            "condition": "REGISTRATION_AREA",
            "years": None,
            "countedTo": None,
            "clause": "户籍在实施区域",
            "clauseEn": "registered in the area",
            "source": SOURCE,
        }
    ]


async def test_earlier_versions_stay_as_they_were(conn: asyncpg.Connection):
    await saved(conn)
    first = await row(conn, VERSIONS)
    await saved(conn, decided_on=date(2020, 3, 1), document="晋招考〔2020〕9号", rules=[AREA])

    found = await rows(conn, VERSIONS)

    assert found[0] == first
    assert [version[1] for version in found] == [1, 2]
    assert await conn.fetchval("select count(*) from rule where rule_set like '2020NAT%1'") == 2


async def test_a_save_made_on_an_older_version_is_a_conflict(conn: asyncpg.Connection):
    await saved(conn, expected_version=0)  # made on the sample
    await saved(conn, decided_on=date(2020, 3, 1), expected_version=1)

    with pytest.raises(errors.Conflict) as conflict:
        await saved(conn, decided_on=date(2020, 4, 1), expected_version=1)

    (field,) = conflict.value.fields
    assert (field.field, field.base, field.theirs, field.mine) == (
        "decidedOn",
        date(2020, 2, 1),
        date(2020, 3, 1),
        date(2020, 4, 1),
    )


@pytest.mark.parametrize(("kind", "expected"), [("NATIONAL", 1), ("NATIONAL", -1)])
async def test_a_version_that_never_was_is_refused(
    kind: str, expected: int, conn: asyncpg.Connection
):
    with pytest.raises(errors.VersionUnknown):
        await saved(conn, kind=PlanKind(kind), expected_version=expected)


async def test_a_year_without_rules_has_version_0(conn: asyncpg.Connection):
    later = {"year": 2021, "counted_to": date(2021, 8, 31)}

    assert await saved(conn, **later, expected_version=0) == "2021NATIONAL1"
    with pytest.raises(errors.VersionUnknown):
        await saved(conn, year=2022, expected_version=1)


TOMORROW = date.today() + timedelta(days=2)  # noqa: DTZ011


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"rules": []}, errors.RulesMissing),
        ({"rules": [NewRule(Condition.NOTE, "说明", SOURCE)]}, errors.RulesMissing),
        ({"rules": [AREA] * 51}, errors.TooManyRules),
        ({"rules": [AREA, AREA]}, errors.RuleTwice),
        ({"rules": [NewRule(Condition.ATTENDANCE, "实际就读", SOURCE, 3)]}, errors.YearsMisplaced),
        ({"rules": [NewRule(Condition.SCHOOL_YEARS, "学籍", SOURCE)]}, errors.YearsMisplaced),
        (
            {"rules": [NewRule(Condition.ATTENDANCE, "实", SOURCE, None, date(2020, 1, 1))]},
            errors.YearsMisplaced,
        ),
        ({"rules": [NewRule(Condition.SCHOOL_YEARS, "学籍", SOURCE, 0)]}, errors.YearsImplausible),
        ({"rules": [NewRule(Condition.SCHOOL_YEARS, "籍", SOURCE, 31)]}, errors.YearsImplausible),
        (
            {"rules": [NewRule(Condition.SCHOOL_YEARS, "籍", SOURCE, 3, date(2021, 1, 1))]},
            errors.CountedToImplausible,
        ),
        ({"rules": [NewRule(Condition.ATTENDANCE, " ", SOURCE)]}, errors.Refusals),
        ({"counted_to": date(2018, 12, 31)}, errors.CountedToImplausible),
        ({"counted_to": date(2021, 1, 1)}, errors.CountedToImplausible),
        ({"decided_on": TOMORROW}, errors.DecisionImplausible),
        ({"decided_on": date(1, 1, 1)}, errors.DateImplausible),
        ({"document": ""}, errors.TextMissing),
        ({"year": 1999, "counted_to": date(1999, 9, 1)}, errors.YearImplausible),
        ({"year": -(2**31)}, errors.YearImplausible),
    ],
)
async def test_rules_that_can_t_be_are_refused_by_name(
    changes: dict[str, Any], refusal: type[errors.Refusal], conn: asyncpg.Connection
):
    with pytest.raises(refusal):
        await saved(conn, **changes)

    assert not await rows(conn, VERSIONS)


async def test_a_version_is_not_decided_before_the_one_before_it(conn: asyncpg.Connection):
    await saved(conn)

    with pytest.raises(errors.DecisionImplausible) as refused:
        await saved(conn, decided_on=date(2020, 1, 31))
    assert "2020-02-01" in refused.value.message("en")


async def test_a_text_that_is_missing_is_named_with_its_row(conn: asyncpg.Connection):
    with pytest.raises(errors.Refusals) as refused:
        await saved(conn, rules=[AREA, NewRule(Condition.ATTENDANCE, "实际就读", "")])

    (missing,) = refused.value.found
    assert isinstance(missing, errors.TextMissing)
    assert missing.path == ["input", "rules", "1", "source"]


@pytest.mark.parametrize("table", ["rule_set", "rule"])
@pytest.mark.parametrize(
    "change", ["delete from {}", "truncate {} cascade", "update {} set is_sample = false"]
)
async def test_nothing_changes_a_version(table: str, change: str, conn: asyncpg.Connection):
    async with refused_by(conn, f"{table}_append_only"):
        await conn.execute(change.format(table))


async def test_no_rule_is_added_to_a_version_later(conn: asyncpg.Connection):
    async with refused_by(conn, "rule_comes_with_its_set"):
        await conn.execute(
            """
            insert into rule (rule_set, number, is_sample, condition, clause, source, standing)
            values ('2020NATIONAL0', 99, true, 'NOTE', '说明', 'S', 'STATED')
            """
        )


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ("version = 1", "rule_set_sample_is_version_0"),
        ("version = -1", "rule_set_sample_is_version_0"),
        ("decided_on = '2020-01-01'", "rule_set_decided_unless_sample"),
    ],
)
async def test_a_sample_is_version_0_and_decided_by_nobody(
    changes: str, constraint: str, conn: asyncpg.Connection
):
    column, value = changes.split(" = ")
    given = {"version": "0", "is_sample": "true", "decided_on": "null", column: value}
    async with refused_by(conn, constraint):
        await conn.execute(
            f"""
            insert into rule_set (year, kind, counted_to, counted_to_clause, counted_to_source,
                                  counted_to_standing, {", ".join(given)})
            values (2021, 'LOCAL', '2021-09-01', 'C', 'S', 'SAMPLE', {", ".join(given.values())})
            """
        )


@pytest.mark.committed
async def test_two_saves_at_once_are_two_versions(committed: str):
    conns = [await asyncpg.connect(committed) for _ in range(2)]

    codes = await asyncio.gather(*(saved(conn, document=f"D{n}") for n, conn in enumerate(conns)))

    assert sorted(codes) == [f"{YEAR}NATIONAL1", f"{YEAR}NATIONAL2"]
    assert RULES["kind"] == PlanKind.NATIONAL
    for conn in conns:
        await conn.close()
