"""A year of quotas over HTTP, by the README's own document: issue to admission, Lin County's too.

At each step somebody who may not and something that is in another state are refused, by code.
"""

import json
import os
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from tests.prove.test_serve import JIAOFU, serving

pytestmark = pytest.mark.prove

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
SECTION = README.partition("## A year of quotas")[2]
DOCUMENT = re.findall(r"```graphql\n(.*?)```", SECTION, re.DOTALL)[0]
YEAR, ORDER, LIN = 2021, "晋招考〔2021〕1号", "141124"
NOW = datetime.now(UTC)
WINDOW = {
    "opens": (NOW - timedelta(days=1)).isoformat(),
    "closes": (NOW + timedelta(days=1)).isoformat(),
}
CODES = {
    "levelCode": "1",
    "level": "本科",
    "batchCode": "1",
    "batch": "本科一批",
    "trackCode": "1",
    "track": "文史",
}
NATIONAL = {**CODES, "planNatureCode": "1", "planNature": "国家专项计划"}
TARGETED = {**CODES, "planNatureCode": "4", "planNature": "免费定向培养", "county": LIN}
OFFICES = {"10108": 500, "10112": 300, "10110": 200}
HELD_BACK = {"FORBIDDEN", "NOT_FOUND"}


def token_of(directory: Path, who: str) -> str:
    """Return the token of a role and its scope, as `ADMISSIONS 10108`."""
    role, _, scope = who.partition(" ")
    option = ["--county" if role == "COUNTY" else "--institution", scope] if scope else []
    told = subprocess.run(
        [JIAOFU, "token", "--role", role, *option],
        env={**os.environ, "DATA_DIR": str(directory), "DATABASE_URL": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout.strip()


class Year:
    """Acts as somebody by the README's operations."""

    def __init__(self, port: int, directory: Path) -> None:
        self.port, self.directory = port, directory
        self.tokens: dict[str, str] = {}

    def token(self, who: str) -> str:
        if who not in self.tokens:
            self.tokens[who] = token_of(self.directory, who)
        return self.tokens[who]

    def ask(self, who: str, operation: str, **variables: Any) -> Any:
        body = {"query": DOCUMENT, "operationName": operation, "variables": variables}
        request = Request(
            f"http://127.0.0.1:{self.port}/graphql",
            json.dumps(body).encode(),
            {"content-type": "application/json", "authorization": f"Bearer {self.token(who)}"},
        )
        with urlopen(request, timeout=30) as reply:
            answer = json.load(reply)
        assert "errors" not in answer, answer
        (found,) = answer["data"].values()
        return found

    def act(self, who: str, operation: str, **variables: Any) -> Any:
        """Return the payload of what is done."""
        payload = self.ask(who, operation, **variables)
        assert payload["errors"] == [], payload
        return payload

    def refused(self, who: str, operation: str, **variables: Any) -> str:
        """Return the code by which it is refused."""
        payload = self.ask(who, operation, **variables)
        assert payload["errors"], payload
        return str(payload["errors"][0]["code"])


@pytest.fixture(scope="module")
def year() -> Iterator[Year]:
    with tempfile.TemporaryDirectory(prefix="jiaofu-year-") as folder:
        Path(folder).chmod(0o755)  # PostgreSQL's user enters it
        directory = Path(folder) / "data"
        with serving(directory) as (_, port):
            yield Year(port, directory)


def opened(year: Year, kind: str, seats: int) -> str:
    """Return a plan that takes source plans, its seats issued."""
    assert year.refused("AUDITOR", "Create", year=YEAR, kind=kind) == "FORBIDDEN"
    plan: str = year.act("PROVINCE", "Create", year=YEAR, kind=kind)["specialPlan"]["id"]
    issue = {"plan": plan, "seats": seats, "document": ORDER}
    assert year.refused("PROVINCE", "Create", year=YEAR, kind=kind) == "PLAN_EXISTS"
    assert year.refused("ADMISSIONS 10108", "Open", plan=plan, **WINDOW) == "NOT_FOUND"
    assert year.refused("PROVINCE", "Issue", **issue) == "WRONG_STATE"
    assert year.refused("ADMISSIONS 10108", "Draft", plan=plan) == "NOT_FOUND"
    year.act("PROVINCE", "Open", plan=plan, **WINDOW)
    assert year.refused("PROVINCE", "Open", plan=plan, **WINDOW) == "WRONG_STATE"
    assert year.refused("ADMISSIONS 10108", "Issue", **issue) == "FORBIDDEN"
    issued = year.act("PROVINCE", "Issue", **issue)["specialPlan"]
    assert issued == {"issuedSeats": seats, "unallocatedSeats": seats}
    return plan


def drafted(year: Year, plan: str, code: str, row: dict[str, Any]) -> tuple[str, str]:
    """Return the source plan of an office, and its line."""
    office, stranger = f"ADMISSIONS {code}", "ADMISSIONS 10119"
    assert year.refused("COUNTY 141124", "Draft", plan=plan) == "FORBIDDEN"
    source: str = year.act(office, "Draft", plan=plan)["sourcePlan"]["id"]
    given = {"sourcePlan": source, "lines": [row]}
    assert year.refused(office, "Draft", plan=plan) == "SOURCE_PLAN_EXISTS"
    assert year.refused(office, "Submit", sourcePlan=source) == "NOTHING_REQUESTED"
    assert year.refused(stranger, "Lines", **given) == "NOT_FOUND"
    assert year.refused("PROVINCE", "Lines", **given) == "FORBIDDEN"
    wrong = {**row, "county": "999999"}
    assert year.refused(office, "Lines", sourcePlan=source, lines=[wrong]) == "COUNTY_UNKNOWN"
    (line,) = year.act(office, "Lines", **given)["lines"]
    assert line["seats"] == 0
    return source, line["id"]


def submitted(year: Year, source: str, code: str) -> None:
    office = f"ADMISSIONS {code}"
    approval = {"sourcePlan": source, "document": ORDER}
    assert year.refused("PROVINCE", "Approve", **approval) == "WRONG_STATE"
    assert year.refused("ADMISSIONS 10119", "Submit", sourcePlan=source) == "NOT_FOUND"
    assert year.act(office, "Submit", sourcePlan=source)["sourcePlan"] == {"state": "SUBMITTED"}
    assert year.refused(office, "Submit", sourcePlan=source) == "WRONG_STATE"
    assert year.refused(office, "Lines", sourcePlan=source, lines=[]) == "WRONG_STATE"


def approved(year: Year, source: str, code: str, seats: int) -> None:
    approval = {"sourcePlan": source, "document": ORDER}
    assert year.refused(f"ADMISSIONS {code}", "Approve", **approval) == "FORBIDDEN"
    payload = year.act("PROVINCE", "Approve", **approval)
    assert payload["sourcePlan"] == {"state": "APPROVED", "seats": seats}
    assert payload["movement"]["kind"] == "ALLOCATE"
    assert year.refused("PROVINCE", "Approve", **approval) == "WRONG_STATE"


def a_round(line: str, admitted: int) -> dict[str, Any]:
    return {
        "line": line,
        "round": 1,
        "applied": admitted + 50,
        "filed": admitted,
        "admitted": admitted,
        "enrolled": admitted,
        "withdrawn": 0,
        "lowestScore": "512.5",
    }


def proven(year: Year) -> Any:
    """Return the proof of the year, once all that was done by now is sealed."""
    now, deadline = datetime.now(UTC), time.monotonic() + 10
    while time.monotonic() < deadline:
        proof = year.ask("AUDITOR", "Proof", year=YEAR)
        assert proof["balanced"]
        if proof["sealedThrough"] and datetime.fromisoformat(proof["sealedThrough"]) > now:
            return proof
        time.sleep(0.1)
    raise AssertionError("nothing is sealed")


def sealed(year: Year) -> str:
    """Return an instant through which all is sealed that was done by now."""
    return str(proven(year)["sealedThrough"])


def require_explained(year: Year, before: str, lines: dict[str, str]) -> None:
    """The books of before are read again, and the transfer since then is told with its document."""
    then = year.ask("AUDITOR", "Past", year=YEAR, at=before)["nodes"]
    assert {line["id"]: line["seats"] for line in then} == {
        lines["10108"]: 500,
        lines["10112"]: 300,
        lines["10110"]: 150,
    }
    between = {"year": YEAR, "from": before, "to": sealed(year)}
    changes = year.ask("AUDITOR", "Changes", **between)["nodes"]
    told = {each["lineId"]: (each["seatsBefore"], each["seatsAfter"]) for each in changes}
    assert told == {lines["10108"]: (500, 475), lines["10112"]: (300, 325)}
    for each in changes:
        (movement,) = each["movements"]["nodes"]
        assert (movement["kind"], movement["documentNumber"]) == ("TRANSFER", ORDER)
        assert movement["actor"].startswith("token:")


def test_a_year_from_issue_to_close(year: Year):
    plan = opened(year, "NATIONAL", 1_000)
    lines: dict[str, str] = {}
    for code, seats in OFFICES.items():
        row = {**NATIONAL, "programmeCode": "010101", "requestedSeats": seats}
        source, lines[code] = drafted(year, plan, code, row)
        submitted(year, source, code)
        if code == "10110":
            back = {"sourcePlan": source, "reason": "名额请再核对"}
            assert year.refused("ADMISSIONS 10110", "Return", **back) == "FORBIDDEN"
            reviews = year.act("PROVINCE", "Return", **back)["sourcePlan"]["reviews"]["nodes"]
            assert [each["text"] for each in reviews] == [None, "名额请再核对"]
            assert year.refused("PROVINCE", "Return", **back) == "WRONG_STATE"
            row["requestedSeats"] = seats = 150
            year.act("ADMISSIONS 10110", "Lines", sourcePlan=source, lines=[row])
            submitted(year, source, code)
            assert year.refused("PROVINCE", "Publish", plan=plan) == "REVIEWS_PENDING"
        approved(year, source, code, seats)

    moved = {"from": lines["10108"], "to": lines["10112"], "seats": 25, "document": ORDER}
    admission = {"rows": [a_round(lines["10112"], 310)]}
    assert year.refused("ADMISSIONS 10112", "Admit", **admission) == "ADMISSIONS_NOT_OPEN"
    assert year.refused("ADMISSIONS 10108", "Publish", plan=plan) == "FORBIDDEN"
    published = year.act("PROVINCE", "Publish", plan=plan)["specialPlan"]
    assert published == {"state": "PUBLISHED", "allocatedSeats": 950}
    assert year.refused("PROVINCE", "Publish", plan=plan) == "WRONG_STATE"
    assert year.refused("ADMISSIONS 10108", "Draft", plan=plan) in {
        "WRONG_STATE",
        "SOURCE_PLAN_EXISTS",
    }
    assert year.refused("ADMISSIONS 10108", "Transfer", **moved) == "FORBIDDEN"
    before = sealed(year)
    transfer = year.act("PROVINCE", "Transfer", **moved)
    assert (transfer["fromLine"]["seats"], transfer["toLine"]["seats"]) == (475, 325)

    require_explained(year, before, lines)

    assert year.refused("ADMISSIONS 10108", "Admit", **admission) in HELD_BACK
    year.act("ADMISSIONS 10112", "Admit", **admission)
    short = {**moved, "from": lines["10112"], "to": lines["10108"]}
    assert year.refused("PROVINCE", "Transfer", **short) == "SEATS_SHORT"

    assert year.refused("AUDITOR", "Close", plan=plan) == "FORBIDDEN"
    closed = year.act("PROVINCE", "Close", plan=plan)["specialPlan"]
    assert closed == {"state": "CLOSED", "may": []}
    assert year.refused("PROVINCE", "Transfer", **moved) == "WRONG_STATE"
    assert year.refused("PROVINCE", "Close", plan=plan) == "WRONG_STATE"
    assert year.refused("ADMISSIONS 10112", "Admit", **admission) == "ADMISSIONS_NOT_OPEN"
    proof = proven(year)
    assert {name: proof[name] for name in ("issued", "allocated", "pool", "withdrawn")} == {
        "issued": 1_000,
        "allocated": 950,
        "pool": 50,
        "withdrawn": 0,
    }
    assert proof["isSample"] is False


def test_lin_countys_demand_is_answered_and_agreed(year: Year):
    bureau, office = f"COUNTY {LIN}", "ADMISSIONS 10108"
    demand = {"year": YEAR, "occupation": "护士", "positions": 12, "programmes": ["101101"]}
    assert year.refused(office, "Demand", **demand) == "FORBIDDEN"
    assert year.refused("COUNTY 140122", "Demand", **demand) == "NOT_DESIGNATED"
    row = {
        **TARGETED,
        "programmeCode": "101101",
        "programme": "护理学",
        "requestedSeats": 10,
    }
    plan = opened(year, "TARGETED", 10)
    source, line = drafted(year, plan, "10108", row)
    submitted(year, source, "10108")
    approved(year, source, "10108", 10)
    year.act("PROVINCE", "Publish", plan=plan)
    stated = year.act(bureau, "Demand", **demand)["trainingDemand"]
    assert (stated["positions"], stated["answered"]) == (12, 10)

    agreement = {"line": line, "student": "LX2021001", "on": "2021-08-20", "document": "临教定1"}
    assert year.refused(bureau, "Sign", **agreement) not in HELD_BACK
    year.act(office, "Admit", rows=[a_round(line, 9)])
    assert year.refused(office, "Sign", **agreement) == "FORBIDDEN"
    signed = year.act(bureau, "Sign", **agreement)["trainingAgreement"]
    assert signed["state"] == "SIGNED"

    step = {"agreement": signed["id"]}
    assert year.refused("ADMISSIONS 10112", "Advance", action="STUDY", **step) == "NOT_FOUND"
    assert year.refused(bureau, "Advance", action="SERVE", **step) == "WRONG_STATE"
    for who, action, state in (
        (office, "STUDY", "STUDYING"),
        (office, "GRADUATE", "GRADUATED"),
        (bureau, "SERVE", "SERVING"),
        (bureau, "FULFIL", "FULFILLED"),
    ):
        advanced = year.act(who, "Advance", action=action, **step)["trainingAgreement"]
        assert advanced == {"state": state}
    assert year.refused(bureau, "Advance", action="SERVE", **step) == "WRONG_STATE"
