"""Whose files a cluster is, and what is refused, untouched and with a remedy."""

import fcntl
import os
import stat
import subprocess
from pathlib import Path

import pytest

from schema.database import cluster, embedded
from tests.schema.database.clusters import (
    as_nobody,
    ask,
    is_gone,
    modes,
    moved,
    needs_root,
    owned,
    postmaster,
    rewritten,
    room_of_socket,
)


def test_room_for_the_socket_that_others_may_enter_is_refused(
    folder: Path, directory: Path
) -> None:
    with moved(directory, folder / ("long" * 30)) as place:
        with embedded.running(place):
            room = room_of_socket(place)
        room.chmod(0o755)

        with pytest.raises(cluster.EmbeddedError, match=str(room)), embedded.running(place):
            pass

    assert stat.S_IMODE(room.stat().st_mode) == 0o755
    room.rmdir()


@needs_root
def test_other_local_users_stay_outside(directory: Path) -> None:
    with embedded.running(directory) as url:
        knock: list[str | Path] = [cluster.binary("psql"), url, "-c", "select 1"]
        own = subprocess.run(knock, capture_output=True, text=True)
        other = subprocess.run(
            knock, user=65534, group=65534, extra_groups=(), capture_output=True, text=True
        )
        mode = stat.S_IMODE((directory / "postgres" / embedded.SOCKET).stat().st_mode)

    assert own.returncode == 0
    assert "Permission denied" in other.stderr
    assert mode == 0o700


@needs_root
def test_root_below_a_closed_folder_is_told_which_and_nothing_changes(folder: Path) -> None:
    closed = folder / "closed"
    (closed / "data").mkdir(parents=True)
    closed.chmod(0o700)
    before = modes(Path("/"), folder, closed, closed / "data")

    with (
        pytest.raises(cluster.EmbeddedError) as refusal,
        embedded.running(closed / "data" / "new"),
    ):
        pass

    message = str(refusal.value)
    assert f"{closed} (mode 0700)" in message
    assert "系统用户 postgres" in message or "系统用户 nobody" in message
    assert all(remedy in message for remedy in ("VENV=", "DATA_DIR=", "DATABASE_URL", "普通用户"))
    assert modes(Path("/"), folder, closed, closed / "data") == before
    assert not list((closed / "data").iterdir())


@needs_root
def test_ordinary_user_is_told_of_a_folder_that_refuses(directory: Path) -> None:
    closed = directory / "closed"
    closed.mkdir(mode=0o700)

    with as_nobody():
        for refused in (closed / "data", directory / "new"):
            with pytest.raises(cluster.EmbeddedError) as refusal, embedded.running(refused):
                pass
            assert f"{closed if closed in refused.parents else directory} (" in str(refusal.value)
        with pytest.raises(cluster.EmbeddedError, match="属于用户"), embedded.running(directory):
            pass

    assert not list(closed.iterdir())


@needs_root
def test_ordinary_user_runs_a_server_of_its_own(folder: Path, directory: Path) -> None:
    with moved(directory, folder / "data") as place, owned(place / "postgres", 65534):
        os.chown(place, 65534, 65534)
        child = os.fork()
        if child == 0:
            os._exit(0 if nobody_finds_an_answer(place) else 1)
        _, status = os.waitpid(child, 0)
        owners = {path.stat().st_uid for path in place.iterdir()}

    assert status == 0
    assert owners == {65534}


def nobody_finds_an_answer(directory: Path) -> bool:
    """Become nobody for good (in a fork: the interpreter may lie where nobody can't go)."""
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
    with embedded.running(directory) as url:
        question: list[str | Path] = [cluster.binary("psql"), url, "-Atc", "select current_user"]
        answer = subprocess.run(question, capture_output=True, text=True).stdout
        server = postmaster(directory)
    return answer == "jiaofu\n" and is_gone(server)


@needs_root
def test_existing_cluster_runs_as_its_owner(directory: Path) -> None:
    with owned(directory / "postgres", 54321), embedded.running(directory) as url:
        answer = ask(url, "select 1")
        runs_as = Path(f"/proc/{postmaster(directory)}").stat().st_uid

    assert answer == 1
    assert runs_as == 54321


@needs_root
def test_cluster_of_root_is_refused(directory: Path) -> None:
    with (
        owned(directory / "postgres", 0),
        pytest.raises(cluster.EmbeddedError, match="not root"),
        embedded.running(directory),
    ):
        pass


def test_cluster_of_another_version_is_refused_untouched(directory: Path) -> None:
    before = sorted(directory.rglob("*"))

    with (
        rewritten(directory / "postgres" / "PG_VERSION", "17\n"),
        pytest.raises(cluster.EmbeddedError) as refusal,
        embedded.running(directory),
    ):
        pass

    assert "made by PostgreSQL 17, and this is 18" in str(refusal.value)
    assert "pg_dumpall" in str(refusal.value)
    assert sorted(directory.rglob("*")) == before


def test_folder_that_is_no_cluster_is_refused(folder: Path) -> None:
    (folder / "postgres").mkdir()
    os.chown(folder / "postgres", os.geteuid() or 65534, -1)

    with pytest.raises(cluster.EmbeddedError, match="move it away"), embedded.running(folder):
        pass

    assert [path.name for path in folder.rglob("*")] == ["postgres"]


def test_failed_start_tells_what_the_server_said(directory: Path) -> None:
    settings = directory / "postgres" / "postgresql.conf"

    with (
        rewritten(settings, settings.read_text() + "no_such_setting = 1\n"),
        pytest.raises(cluster.EmbeddedError, match="no_such_setting"),
        embedded.running(directory),
    ):
        pass


def test_failed_initdb_tells_why_and_leaves_no_cluster(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "INITDB", ["--no-such-option"])

    with pytest.raises(cluster.EmbeddedError, match="no-such-option"), embedded.running(folder):
        pass

    assert not (folder / "postgres").exists()


def test_server_that_holds_the_cluster_in_silence_is_reported(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "PATIENCE", 0.2)
    with open(directory / "postgres.server", "w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)

        with pytest.raises(cluster.EmbeddedError, match="no answer"), embedded.running(directory):
            pass


def test_lock_file_that_cannot_be_opened_is_reported(directory: Path) -> None:
    lock = directory / "postgres.users"
    lock.unlink()
    lock.symlink_to("/etc/hostname")

    with (
        pytest.raises(cluster.EmbeddedError, match=r"postgres\.users"),
        embedded.running(directory),
    ):
        pass

    lock.unlink()


def test_program_that_the_wheel_lacks_is_an_error_with_a_remedy() -> None:
    with pytest.raises(cluster.EmbeddedError, match="DATABASE_URL"):
        cluster.binary("no_such_program")
