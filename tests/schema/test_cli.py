"""The command: what it says, what it writes, how it exits."""

import asyncio
import re
import runpy
import socket
import sys
from pathlib import Path
from typing import Any

import asyncpg
import pytest
import uvicorn
from click.testing import CliRunner, Result

import schema
from enrollment.actors import Actor, Role
from enrollment.ledger import seals
from schema import cli, settings
from schema.access import local
from schema.access.gate import Gate
from schema.database import head
from tests.conftest import execute, named

EXAMPLE = Path(schema.__file__).parents[1] / "examples" / "quota-lines-2020.csv"

pytestmark = pytest.mark.committed


@pytest.fixture
def jiaofu(committed: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A function that runs the command against a database of its own."""
    monkeypatch.setattr(settings, "DATABASE_URL", committed)

    def run(*words: str) -> Result:
        return CliRunner().invoke(cli.main, words)

    return run


@pytest.fixture
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A DATA_DIR of the test's own, which is not there yet."""
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path / "data")
    return tmp_path / "data"


def ask(url: str, question: str) -> Any:
    async def asked() -> Any:
        conn = await asyncpg.connect(url)
        try:
            return await conn.fetchval(question)
        finally:
            await conn.close()

    return asyncio.run(asked())


def test_migrate_names_the_revision(jiaofu: Any):
    result = jiaofu("migrate")

    assert result.exit_code == 0
    assert head.newest() in result.output


def test_an_import_is_checked_then_written_then_nothing_new(jiaofu: Any, committed: str):
    checked = jiaofu("import", "quotas", str(EXAMPLE), "--dry-run")
    assert ask(committed, "select count(*) from quota_line") == 0
    written = jiaofu("import", "quotas", str(EXAMPLE))
    again = jiaofu("import", "quotas", str(EXAMPLE))

    assert [checked.exit_code, written.exit_code, again.exit_code] == [0, 0, 0]
    assert "nothing was written" in checked.output
    assert "· movement" in written.output
    assert "No seats were moved" in again.output
    assert ask(committed, "select count(*) from movement") == 1


@pytest.mark.parametrize(
    ("language", "words"), [("zh", "未写入任何内容"), ("en", "nothing was written")]
)
def test_a_refused_sheet_exits_with_3_and_names_the_cells(
    language: str, words: str, jiaofu: Any, tmp_path: Path
):
    lines = EXAMPLE.read_text(encoding="utf-8-sig").splitlines()
    place = lines[0].split(",").index("ZSJHS")
    cells = lines[1].split(",")
    cells[place] = "二十"
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("\n".join([lines[0], ",".join(cells)]), encoding="gb18030")

    result = jiaofu("import", "quotas", str(sheet), "--language", language)

    assert result.exit_code == 3
    assert "ZSJHS" in result.output
    assert "NOT_A_NUMBER" in result.output
    assert "二十" in result.output
    assert words in result.output


def test_samples_are_written_once(jiaofu: Any, committed: str):
    written = jiaofu("sample", "--lines", "50", "--years", "2019-2020")
    again = jiaofu("sample", "--lines", "50", "--years", "2020")

    assert written.exit_code == 0
    assert again.exit_code == 1
    assert "2020" in again.output
    assert len(again.output.strip().splitlines()) == 1
    assert ask(committed, "select count(*) from quota_line where is_sample") == 50


def test_a_ledger_as_it_was_sealed_is_well_and_counted(jiaofu: Any, committed: str):
    jiaofu("sample", "--lines", "50", "--years", "2020")
    asyncio.run(sealed(committed))

    result = jiaofu("verify")
    unknown = jiaofu("verify", "--hash", "00" * 32)

    assert (result.exit_code, unknown.exit_code) == (0, 4)
    assert "SEAL_MISSING" in unknown.stdout
    assert "movements 1 " in result.stdout
    assert "lines 50 " in result.stdout
    assert ask(committed, "select encode(hash, 'hex') from seal") in result.stdout
    assert "All is well" in result.stdout


def test_what_differs_is_named_and_exits_with_4(jiaofu: Any, committed: str):
    jiaofu("sample", "--lines", "50", "--years", "2020")
    asyncio.run(sealed(committed))
    asyncio.run(
        execute(
            committed,
            "alter table leg disable trigger user;"
            "update leg set seats = seats + 1 where number = 1;",
        )
    )

    result = jiaofu("verify")

    assert result.exit_code == 4
    assert "MOVEMENT_CHANGED\t变动 1 " in result.stdout
    assert "Movement 1 " in result.stdout
    assert "ISSUE_BALANCE" in result.stdout
    assert "All is well" not in result.stdout
    assert "differs in" in result.stderr


async def sealed(url: str) -> None:
    conn = await asyncpg.connect(url)
    await seals.seal(conn)
    await conn.close()


@pytest.mark.parametrize("years", ["2020-2019", "x", "1800", "2020-20211", ""])
def test_misspelt_years_exit_with_2(years: str, jiaofu: Any):
    result = jiaofu("sample", "--lines", "5", "--years", years)

    assert result.exit_code == 2


def test_a_taken_port_is_said_before_anything_starts(jiaofu: Any):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        result = jiaofu("serve", "--port", str(port))

    assert result.exit_code == 1
    assert f"127.0.0.1:{port}" in result.output
    assert "http://" not in result.output


def test_a_failed_start_is_no_refused_sheet(jiaofu: Any, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(uvicorn, "run", lambda *_, **__: sys.exit(3))

    assert jiaofu("serve", "--port", "8765").exit_code == 1


def test_a_database_of_another_encoding_is_refused_in_words(
    server: str, monkeypatch: pytest.MonkeyPatch
):
    make = "create database ascii encoding 'SQL_ASCII' template template0"
    asyncio.run(execute(server, make + " locale_provider libc locale 'C'"))
    monkeypatch.setattr(settings, "DATABASE_URL", named(server, "ascii"))

    result = CliRunner().invoke(cli.main, ["migrate"])

    assert result.exit_code == 1
    assert "UTF8" in result.output


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("PORT", "abc"),
        ("PORT", "99999"),
        ("POOL_SIZE", "0"),
        ("OIDC_ISSUER", "http://issuer.example"),
        ("OIDC_ISSUER", "issuer.example"),
        ("OIDC_ISSUER", "https://issuer.example/?a=b"),
        ("OIDC_ISSUER", "https://["),
    ],
)
def test_a_setting_that_is_no_such_number_is_said(
    name: str, text: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv(name, text)

    with pytest.raises(SystemExit, match=name):
        runpy.run_path(str(Path(settings.__file__)))


def test_an_issuer_needs_an_audience(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OIDC_ISSUER", "https://issuer.example/realms/shanxi")

    with pytest.raises(SystemExit, match="OIDC_AUDIENCE") as said:
        runpy.run_path(str(Path(settings.__file__)))
    monkeypatch.setenv("OIDC_AUDIENCE", "jiaofu")
    found = runpy.run_path(str(Path(settings.__file__)))

    assert len(str(said.value).splitlines()) == 1
    assert (found["OIDC_ISSUER"][:14], found["OIDC_AUDIENCE"]) == ("https://issuer", "jiaofu")


def test_a_token_is_let_in_and_on_record(jiaofu: Any, committed: str, own_data: Path):
    words = ("--role", "COUNTY", "--county", "141124", "--name", "临县教育局", "--hours", "2")
    result = jiaofu("token", *words)

    async def actor() -> Actor:
        async with asyncpg.create_pool(committed, min_size=1) as pool:
            return await Gate(local.read(own_data)).actor(f"Bearer {result.stdout}", pool)

    assert result.exit_code == 0
    known_as = ask(committed, "select object_id from audit_event where verb = 'issueToken'")
    assert re.fullmatch("token:临县教育局:[0-9a-f]{8}", known_as)
    assert asyncio.run(actor()) == Actor(Role.COUNTY, known_as, county="141124")
    assert "UTC+8" in result.stderr


def test_two_tokens_of_one_name_have_two_bearers(jiaofu: Any, committed: str, own_data: Path):
    for role in ("PROVINCE", "AUDITOR"):
        jiaofu("token", "--role", role)

    bearers = "select count(distinct object_id) from audit_event where verb = 'issueToken'"
    assert ask(committed, bearers) == 2


@pytest.mark.parametrize(
    "words",
    [
        ("--role", "COUNTY"),
        ("--role", "COUNTY", "--county", "999999"),
        ("--role", "PROVINCE", "--county", "141124"),
        ("--role", "PROVINCE", "--name", " "),
    ],
)
def test_a_token_of_no_known_scope_is_refused_in_one_line(
    words: tuple[str, ...], jiaofu: Any, own_data: Path
):
    result = jiaofu("token", *words)

    assert result.exit_code == 1
    assert result.stdout == ""
    assert "Error" in result.stderr


@pytest.mark.parametrize("words", [(), ("--role", "PUBLIC"), ("--role", "x")])
def test_a_token_without_a_role_is_misspelt(words: tuple[str, ...], jiaofu: Any):
    assert jiaofu("token", *words).exit_code == 2


def test_where_there_is_an_issuer_no_token_is_made(
    jiaofu: Any, own_data: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(settings, "OIDC_ISSUER", "https://issuer.example")

    result = jiaofu("token", "--role", "PROVINCE")

    assert result.exit_code == 1
    assert "https://issuer.example" in result.output
    assert not own_data.exists()


def test_a_database_that_is_not_there_is_said_in_one_line(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(settings, "DATABASE_URL", "postgresql://nobody@127.0.0.1:9/none")

    result = CliRunner().invoke(cli.main, ["migrate"])

    assert result.exit_code == 1
    assert len(result.output.strip().splitlines()) == 1


def test_a_folder_that_postgresql_cannot_reach_is_said_with_the_remedy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setattr(settings, "DATABASE_URL", "")
    monkeypatch.setattr(settings, "DATA_DIR", blocked / "data")

    result = CliRunner().invoke(cli.main, ["migrate"])

    assert result.exit_code == 1
    assert "DATABASE_URL" in result.output


@pytest.mark.parametrize("workers", [1, 2])
def test_serve_hands_the_application_to_uvicorn(
    workers: int, jiaofu: Any, committed: str, monkeypatch: pytest.MonkeyPatch
):
    seen: dict[str, Any] = {}
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setattr(uvicorn, "run", lambda served, **rest: seen.update(served=served, **rest))

    result = jiaofu("serve", "--workers", str(workers), "--port", "8765")

    assert result.exit_code == 0
    assert "http://127.0.0.1:8765/" in result.output
    assert (seen["served"] == "schema.app:create") == seen["factory"] == (workers == 2)
    assert ask(committed, "select count(*) from quota_line") == 0  # no samples into one's own
