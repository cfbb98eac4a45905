"""The embedded PostgreSQL: who starts it, who stops it, and what it refuses to touch."""

import asyncio
import fcntl
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import pytest

from schema.database import cluster, embedded

ROOT = Path(embedded.__file__).parents[2]
USER = """
import sys
from pathlib import Path
from schema.database import cluster, embedded
with embedded.running(Path(sys.argv[1])) as url:
    print(url, flush=True)
    sys.stdin.read()
"""

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs it as another user")


@contextmanager
def a_folder() -> Iterator[Path]:
    """Yield a folder with a short path that PostgreSQL's user can enter, unlike tmp_path."""
    folder = Path(tempfile.mkdtemp(prefix="jiaofu-", dir="/tmp"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def folder() -> Iterator[Path]:
    with a_folder() as folder:
        yield folder


@pytest.fixture(scope="module")
def directory() -> Iterator[Path]:
    """Yield a folder with a stopped cluster, which each test leaves as it found it."""
    with a_folder() as folder:
        directory = folder / "deep" / "data"
        with embedded.running(directory):
            pass
        yield directory


@contextmanager
def moved(directory: Path, place: Path) -> Iterator[Path]:
    """Yield the folder `place`, into which the cluster has moved for as long as that takes."""
    place.mkdir(mode=0o755)
    (directory / "postgres").rename(place / "postgres")
    try:
        yield place
    finally:
        (place / "postgres").rename(directory / "postgres")


@contextmanager
def rewritten(path: Path, text: str) -> Iterator[None]:
    before = path.read_text()
    path.write_text(text)
    try:
        yield
    finally:
        path.write_text(before)


@contextmanager
def owned(folder: Path, uid: int) -> Iterator[None]:
    before = folder.stat()
    subprocess.run(["chown", "-R", f"{uid}:{uid}", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["chown", "-R", f"{before.st_uid}:{before.st_gid}", folder], check=True)


def ask(url: str, question: str) -> object:
    async def asked() -> object:
        connection = await asyncpg.connect(url)
        try:
            return await connection.fetchval(question)
        finally:
            await connection.close()

    return asyncio.run(asked())


@contextmanager
def a_user(directory: Path) -> Iterator[subprocess.Popen[str]]:
    """Yield a process that uses the server, whose URL it has been waited for to print."""
    with subprocess.Popen(
        [sys.executable, "-B", "-c", USER, directory],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        start_new_session=True,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def url_of(user: subprocess.Popen[str]) -> str:
    assert user.stdout
    return user.stdout.readline().strip()


def leave(user: subprocess.Popen[str]) -> None:
    assert user.stdin
    user.stdin.close()
    assert user.wait(20) == 0


def postmaster(directory: Path) -> int:
    return int((directory / "postgres" / "postmaster.pid").read_text().split()[0])


def room_of_socket(directory: Path) -> Path:
    return Path((directory / "postgres" / "postmaster.pid").read_text().split("\n")[4])


def is_gone(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return True
    return state in "ZX"


def wait_until(claim: Callable[[], object]) -> None:
    deadline = time.monotonic() + 10
    while not claim():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def kill_server(directory: Path) -> None:
    parent = postmaster(directory)
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    family = [parent, *map(int, children)]
    for pid in family:
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: all(map(is_gone, family)))


def modes(*paths: Path) -> list[tuple[int, int]]:
    return [(path.stat().st_mode, path.stat().st_uid) for path in paths]


@contextmanager
def as_nobody() -> Iterator[None]:
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_cluster_is_private_and_safe_and_its_server_leaves_with_its_only_user(
    directory: Path,
) -> None:
    with embedded.running(directory) as url:
        letters = ask(url, r"select lower('É') = 'é' and '江' ~ '\w'")
        settings = ask(
            url,
            "select string_agg(setting, ',' order by name collate \"C\") from pg_settings where"
            " name in ('TimeZone', 'fsync', 'jit', 'listen_addresses', 'synchronous_commit')",
        )
        server = postmaster(directory)
        sessions = os.getsid(server), os.getsid(0)

    assert letters is True
    assert settings == "UTC,on,off,,on"
    assert sessions[0] != sessions[1]
    assert is_gone(server)
    assert stat.S_IMODE((directory / "postgres").stat().st_mode) == 0o700
    assert not list(directory.glob("postgres.new-*"))


def test_url_holds_for_drivers_and_for_the_programs_of_the_wheel(
    directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPORT", "1")

    with embedded.running(directory) as url:
        dump: list[str | Path] = [cluster.binary("pg_dump"), "--schema-only", url]
        dumped = subprocess.run(dump, capture_output=True, check=True)
        answer = ask(url, "select 1")

    assert b"PostgreSQL database dump complete" in dumped.stdout
    assert answer == 1


def test_missing_database_is_made_again(directory: Path) -> None:
    with embedded.running(directory) as url:
        ask(url.replace("/jiaofu?", "/postgres?"), "drop database jiaofu")

    with embedded.running(directory) as url:
        answer = ask(url, "select current_database()")

    assert answer == "jiaofu"


def test_server_stays_until_its_last_user_leaves(directory: Path) -> None:
    with a_user(directory) as first, a_user(directory) as second:
        urls = {url_of(first), url_of(second)}
        server = postmaster(directory)

        leave(first)
        answer = ask(urls.pop(), "select 1")
        leave(second)

    assert answer == 1
    assert not urls
    assert is_gone(server)


def test_interrupt_from_the_terminal_reaches_the_user_alone(directory: Path) -> None:
    with a_user(directory) as first, a_user(directory) as second:
        url_of(first)
        url = url_of(second)
        server = postmaster(directory)

        os.killpg(first.pid, signal.SIGINT)
        first.wait(20)
        answer = ask(url, "select 1")
        os.killpg(second.pid, signal.SIGINT)
        second.wait(20)

    assert answer == 1
    assert is_gone(server)


def test_interrupt_during_the_start_leaves_no_server_behind(directory: Path) -> None:
    note = directory / "postgres" / "postmaster.pid"
    with a_user(directory) as user:
        wait_until(note.exists)

        os.killpg(user.pid, signal.SIGINT)
        user.wait(20)

    assert not note.exists()
    with open(directory / "postgres.server") as server:
        fcntl.flock(server, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_data_outlives_the_killing_of_user_and_server(directory: Path) -> None:
    with a_user(directory) as user:
        ask(url_of(user), "create table kept as select 42 as answer")
        user.kill()
        kill_server(directory)

    with embedded.running(directory) as url:
        answer = ask(url, "select answer from kept")
        ask(url, "drop table kept")

    assert answer == 42


def test_orphan_is_adopted_and_stopped_by_the_next_user(directory: Path) -> None:
    with a_user(directory) as user:
        url_of(user)
        user.kill()
        user.wait()
    orphan = postmaster(directory)

    with embedded.running(directory) as url:
        adopted = postmaster(directory)
        answer = ask(url, "select 1")

    assert answer == 1
    assert adopted == orphan
    assert is_gone(orphan)


def test_user_waits_for_a_server_that_is_still_stopping(directory: Path) -> None:
    with a_user(directory) as user:
        url_of(user)
        server = postmaster(directory)
        user.kill()
        user.wait()
    os.kill(server, signal.SIGINT)

    with embedded.running(directory) as url:
        answer = ask(url, "select 1")

    assert answer == 1


def test_number_of_a_killed_server_may_be_another_process(directory: Path) -> None:
    with a_user(directory) as user:
        url_of(user)
        user.kill()
        kill_server(directory)
    owner = (directory / "postgres").stat().st_uid
    other = subprocess.Popen(["sleep", "60"], user=owner if os.geteuid() == 0 else None)
    for name in ("postmaster.pid", f"{embedded.SOCKET}.lock"):
        note = directory / "postgres" / name
        note.write_text("\n".join([str(other.pid), *note.read_text().split("\n")[1:]]))

    with embedded.running(directory) as url:
        answer = ask(url, "select 1")
        kill_server(directory)
        (directory / "postgres" / "postmaster.pid").write_text(f"{other.pid}\n")

    assert answer == 1
    assert other.poll() is None
    other.kill()
    other.wait()


def test_half_made_cluster_is_made_anew_even_for_two_at_once(folder: Path) -> None:
    with a_user(folder) as user:
        wait_until(lambda: list(folder.glob("postgres.new-*/PG_VERSION")))
        user.kill()

    with a_user(folder) as first, a_user(folder) as second:
        urls = {url_of(first), url_of(second)}
        server = postmaster(folder)
        answer = ask(urls.pop(), "select 1")
        leave(second)
        leave(first)

    assert answer == 1
    assert not urls
    assert is_gone(server)
    assert not list(folder.glob("postgres.new-*"))


@pytest.mark.parametrize("name", ["长" * 40, "a,b", "$(touch x) \"quoted'"])
def test_server_starts_below_any_path(folder: Path, directory: Path, name: str) -> None:
    with moved(directory, folder / name) as place:
        with embedded.running(place) as url, a_user(place) as user:
            answers = ask(url, "select 1"), ask(url_of(user), "select 1")
            room = room_of_socket(place)
            owner, mode = room.stat().st_uid, stat.S_IMODE(room.stat().st_mode)
            leave(user)
        made_by = (place / "postgres").stat().st_uid

    assert answers == (1, 1)
    assert (owner, mode) == (made_by, 0o700)
    if room.name.startswith("jiaofu-"):
        room.rmdir()


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
