from datetime import date
from decimal import Decimal
from typing import Any

import asyncpg
import pytest

from enrollment import admissions, errors, training
from enrollment.admissions import Row
from enrollment.types import Action
from tests.enrollment import factories
from tests.enrollment.factories import LIN, PROVINCE, refused_by
from tests.enrollment.training.trained import (
    BUREAU,
    OFFICE,
    OTHER_BUREAU,
    OTHER_OFFICE,
    a_line,
    an_agreement,
)

STATE = "select state from training_agreement where id = $1"


async def test_a_county_signs_with_a_student_who_was_admitted(conn: asyncpg.Connection) -> None:
    plan = await a_line(conn)

    agreement_id = await an_agreement(conn, plan.line)

    event = await factories.last_event(conn)
    assert (event["verb"], event["object_type"], event["object_id"], event["before"]) == (
        "signAgreement",
        "TrainingAgreement",
        str(agreement_id),
        None,
    )
    assert event["after"] == {
        "line": f"QuotaLine:{plan.line}",
        "student": "LX-2020-001",
        "serviceYears": 6,
        "freeOf": ["ACCOMMODATION", "TUITION"],
        "subsidy": "4000.50",
        "document": "临教定〔2020〕1号",
        "signedOn": "2020-08-20",
        "state": "SIGNED",
        "reason": None,
    }


@pytest.mark.parametrize("student", ["001", "LX-2020-001", "ABCD0123456789", "A-1-2-3"])
async def test_a_student_is_a_number_of_the_county_s_own(
    conn: asyncpg.Connection, student: str
) -> None:
    plan = await a_line(conn)

    await an_agreement(conn, plan.line, student=student)

    assert await conn.fetchval("select student from training_agreement") == student


@pytest.mark.parametrize(
    "student",
    [
        "李四",
        "Li Si",
        "ZHANGSAN1",
        "14112419990101001X",
        "141124199901010011",
        "141124990101001",
        "14-1124-1999-0101-0011",
        "13800138000",  # a telephone has 11 digits
        "20140101110001",  # an examination number has 14
        "G14112419990101001X",
        "١٢٣٤",
        "LX-2020-001\n",
        "12",
        "",
        "LX2020001\0",
    ],
)
async def test_what_looks_like_a_name_or_an_official_number_is_not_kept(
    conn: asyncpg.Connection, student: str
) -> None:
    plan = await a_line(conn)

    with pytest.raises(errors.StudentNotPseudonymous) as refused:
        await an_agreement(conn, plan.line, student=student)

    assert refused.value.field == "student"
    assert not student or student not in refused.value.message("zh")
    if "\0" not in student:
        async with refused_by(conn, "agreement_student_is_pseudonymous"):
            await add(conn, plan.line, student)


async def add(conn: asyncpg.Connection, line_id: int, student: str) -> None:
    """Write an agreement past the verb."""
    await conn.execute(
        """
        insert into training_agreement (quota_line_id, student, service_years, document, signed_on)
        values ($1, $2, 6, 'D', '2020-08-20')
        """,
        line_id,
        student,
    )


@pytest.mark.parametrize(
    ("changes", "refusal", "field"),
    [
        ({"service_years": 0}, errors.ServiceYearsImplausible, "serviceYears"),
        ({"service_years": 31}, errors.ServiceYearsImplausible, "serviceYears"),
        ({"subsidy": Decimal("-0.01")}, errors.AmountImplausible, "subsidy"),
        ({"subsidy": Decimal("0.001")}, errors.AmountImplausible, "subsidy"),
        ({"subsidy": Decimal("1e12")}, errors.AmountImplausible, "subsidy"),
        ({"document": " "}, errors.TextMissing, "document"),
        ({"signed_on": date(1800, 1, 1)}, errors.DateImplausible, "signedOn"),
    ],
)
async def test_an_agreement_that_can_t_be_is_refused_by_its_field(
    conn: asyncpg.Connection,
    changes: dict[str, Any],
    refusal: type[errors.Refusal],
    field: str,
) -> None:
    plan = await a_line(conn)

    with pytest.raises(refusal) as refused:
        await an_agreement(conn, plan.line, **changes)

    assert refused.value.field == field


async def test_no_more_agreements_are_signed_than_students_were_admitted(
    conn: asyncpg.Connection,
) -> None:
    plan = await a_line(conn, admitted=2)
    for student in ("001", "002"):
        first = await an_agreement(conn, plan.line, student=student)

    with pytest.raises(errors.AllAgreed) as refused:
        await an_agreement(conn, plan.line, student="003")

    assert refused.value.values == {"admitted": 2}
    async with refused_by(conn, "agreements_within_admitted"):
        await add(conn, plan.line, "003")
    await training.advance(
        conn, PROVINCE, agreement_id=first, action=Action.RELEASE, reason="因病解除"
    )
    await an_agreement(conn, plan.line, student="003")


async def test_no_fewer_are_admitted_than_have_an_agreement(conn: asyncpg.Connection) -> None:
    plan = await a_line(conn, admitted=2)
    for student in ("001", "002"):
        await an_agreement(conn, plan.line, student=student)

    row = Row(plan.line, 1, applied=2, filed=2, admitted=1, enrolled=0, withdrawn=0)
    with pytest.raises(errors.Refusals) as refused:
        await admissions.record_admissions(conn, OFFICE, rows=[row])

    (refusal,) = refused.value.found
    assert isinstance(refusal, errors.TooFewAdmitted)
    assert refusal.values == {"admitted": 1, "agreements": 2}
    for change in ("update admission set admitted = 1, enrolled = 0", "delete from admission"):
        async with refused_by(conn, "agreements_within_admitted"):
            await conn.execute(change)


async def test_a_student_has_one_agreement_on_a_line(conn: asyncpg.Connection) -> None:
    plan = await a_line(conn)
    await an_agreement(conn, plan.line)

    with pytest.raises(errors.StudentTwice):
        await an_agreement(conn, plan.line)


async def test_agreements_are_of_lines_of_targeted_training(conn: asyncpg.Connection) -> None:
    plan = await factories.a_plan(conn, county_code=LIN)
    await factories.an_admission(conn, plan.line, admitted=5)

    with pytest.raises(errors.LineNotTargeted):
        await an_agreement(conn, plan.line)

    async with refused_by(conn, "agreement_of_a_targeted_line"):
        await add(conn, plan.line, "001")


async def test_a_county_signs_on_its_own_lines_alone(conn: asyncpg.Connection) -> None:
    plan = await a_line(conn)

    with pytest.raises(errors.OutOfScope):
        await an_agreement(conn, plan.line, OTHER_BUREAU)

    await conn.execute(
        "update source_plan set state = 'APPROVED', submitted_by = 'a', approved_by = 'b'"
    )
    for actor in (BUREAU, OTHER_BUREAU):
        with pytest.raises(errors.NotFound):
            await an_agreement(conn, plan.line, actor)


async def test_no_agreement_is_signed_on_a_sample(conn: asyncpg.Connection) -> None:
    sample = factories.a_line(plan_kind="TARGETED", county_code=LIN)
    await factories.published(conn, sample, is_sample=True)
    line_id = await conn.fetchval("select id from quota_line")

    with pytest.raises(errors.SampleLine):
        await an_agreement(conn, line_id)


async def test_an_agreement_is_led_from_signing_to_fulfilment(conn: asyncpg.Connection) -> None:
    plan = await a_line(conn)
    agreement_id = await an_agreement(conn, plan.line)

    for actor, action in (
        (OFFICE, Action.STUDY),
        (OFFICE, Action.GRADUATE),
        (BUREAU, Action.SERVE),
        (BUREAU, Action.FULFIL),
    ):
        await training.advance(conn, actor, agreement_id=agreement_id, action=action)

    assert await conn.fetchval(STATE, agreement_id) == "FULFILLED"
    versions = await factories.rows(
        conn, "select version, state from training_agreement_version order by version"
    )
    assert versions == [(1, "SIGNED"), (2, "STUDYING"), (3, "GRADUATED"), (4, "SERVING")]
    event = await factories.last_event(conn)
    assert (event["verb"], event["before"]["state"]) == ("advanceAgreement", "SERVING")


@pytest.mark.parametrize(
    ("action", "reason", "refusal", "field"),
    [
        (Action.BREACH, None, errors.TextMissing, "reason"),
        (Action.BREACH, "  ", errors.TextMissing, "reason"),
        (Action.SERVE, "到岗", errors.ReasonMisplaced, "reason"),
        (Action.OPEN, None, errors.ActionMisplaced, "action"),
        (Action.SIGN, None, errors.ActionMisplaced, "action"),
    ],
)
async def test_a_breach_says_why_and_other_steps_do_not(
    conn: asyncpg.Connection,
    action: Action,
    reason: str | None,
    refusal: type[errors.Refusal],
    field: str,
) -> None:
    plan = await a_line(conn)
    agreement_id = await an_agreement(conn, plan.line)

    with pytest.raises(refusal) as refused:
        await training.advance(
            conn, BUREAU, agreement_id=agreement_id, action=action, reason=reason
        )

    assert refused.value.field == field
    assert await conn.fetchval(STATE, agreement_id) == "SIGNED"


async def test_a_step_made_on_an_older_version_is_told_what_changed(
    conn: asyncpg.Connection,
) -> None:
    plan = await a_line(conn)
    agreement_id = await an_agreement(conn, plan.line)
    await training.advance(conn, OFFICE, agreement_id=agreement_id, action=Action.STUDY)

    with pytest.raises(errors.Conflict) as conflict:
        await training.advance(
            conn,
            BUREAU,
            agreement_id=agreement_id,
            action=Action.BREACH,
            reason="放弃入学",
            expected_version=1,
        )

    assert conflict.value.fields[0] == errors.Difference("state", "SIGNED", "STUDYING", "BREACHED")


@pytest.mark.parametrize("stranger", [OTHER_BUREAU, OTHER_OFFICE], ids=lambda actor: actor.role)
async def test_whose_agreement_it_is_not_finds_none(
    conn: asyncpg.Connection, stranger: Any
) -> None:
    plan = await a_line(conn)
    agreement_id = await an_agreement(conn, plan.line)

    for asked in (agreement_id, agreement_id + 1, 0, 2**63):
        with pytest.raises(errors.NotFound):
            await training.advance(conn, stranger, agreement_id=asked, action=Action.STUDY)
