"""The embedded PostgreSQL: who starts it, who stops it, and what it outlives."""

import fcntl
import os
import signal
import stat
import subprocess
from pathlib import Path

import pytest

from schema.database import cluster, embedded
from tests.schema.database.clusters import (
    a_user,
    ask,
    is_gone,
    kill_server,
    leave,
    moved,
    postmaster,
    room_of_socket,
    url_of,
    wait_until,
)


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
