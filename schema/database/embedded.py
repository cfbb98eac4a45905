"""A PostgreSQL of our own, run from the wheel's programs and shared by all who ask for it."""

import fcntl
import hashlib
import os
import shlex
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from schema.database.cluster import Cluster, EmbeddedError, explained, failure, survey

# PostgreSQL starts and stops within this many seconds, or we give up.
PATIENCE = 60
SILENCE = "its server or initdb is alive and gives no answer"
SOCKET = ".s.PGSQL.5432"
# What fits into a socket's address: 107 bytes on Linux, 103 on macOS.
LONGEST_SOCKET = 103
# No process has this number: kernels stop at 2**22.
NO_PROCESS = b"2147483647"
# C.UTF-8 sorts by code point as C does, and knows that Chinese characters are letters.
INITDB = (
    "--username=jiaofu --auth-local=trust --auth-host=reject --encoding=UTF8 --locale=C "
    "--locale-provider=builtin --builtin-locale=C.UTF-8 --no-instructions "
    "--set=max_connections=200 --set=shared_buffers=256MB --set=jit=off "
    "--set=random_page_cost=1.1 --set=timezone=UTC --set=log_timezone=UTC"
).split()
# Given at each start: who gets in must not depend on an edited postgresql.conf.
ACCESS = ("listen_addresses=", "port=5432", "unix_socket_permissions=0700")
CREATE_DATABASE = r"""
select 'create database jiaofu' where not exists (select from pg_database where datname = 'jiaofu')
\gexec
"""


@contextmanager
def running(directory: Path) -> Iterator[str]:
    """Yield the URL of a PostgreSQL that keeps its files below `directory`.

    It is started unless it runs, and stopped when the last of its users leaves, in whichever
    process that is. Raises `EmbeddedError`.
    """
    cluster = survey(directory)
    with _lock_file(cluster, "users") as users:
        try:
            with _lock_file(cluster, "turn") as turn, explained():
                fcntl.flock(turn, fcntl.LOCK_EX)
                fcntl.flock(users, fcntl.LOCK_SH)
                url = _started(cluster)
            yield url
        finally:
            with _lock_file(cluster, "turn") as turn, explained():
                fcntl.flock(turn, fcntl.LOCK_EX)
                if _takes(users):
                    _stop(cluster)


# Three lock files lie beside the cluster. The kernel drops a lock when its last holder dies.
#   users   shared by all who use the server: whoever gets it alone is the last and stops it
#   turn    held while one of them starts or stops the server
#   server  handed on to initdb and to PostgreSQL: while it is held, one of them lives


@contextmanager
def _lock_file(cluster: Cluster, name: str) -> Iterator[int]:
    path = cluster.folder.with_name(f"postgres.{name}")
    with explained():
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _takes(lock: int) -> bool:
    with suppress(BlockingIOError):
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


# While it is our turn


def _started(cluster: Cluster) -> str:
    """Return the URL of a server that answers: one that runs, an orphan's too, or a new one."""
    said, deadline = SILENCE, time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with _lock_file(cluster, "server") as server:
            if _address(cluster) is None and _takes(server):
                _launch(cluster, server)
        if address := _address(cluster):
            options = ("-XqAt", "-vON_ERROR_STOP=1", _url(address, "postgres"))
            made = cluster.run(Path("/"), "psql", *options, script=CREATE_DATABASE)
            if made.returncode == 0:
                return _url(address, "jiaofu")
            said = made.stderr
        time.sleep(0.05)
    raise failure(said)


def _url(address: Path, database: str) -> str:
    # The port is named, since drivers would take another one from PGPORT.
    return f"postgresql://jiaofu@/{database}?host={quote(str(address))}&port=5432"


def _address(cluster: Cluster) -> Path | None:
    """Return the folder of the socket on which the cluster's server answers, if one does."""
    try:
        lines = (cluster.folder / "postmaster.pid").read_bytes().splitlines()
        address = Path(os.fsdecode(lines[4]))
        with socket.socket(socket.AF_UNIX) as client:
            client.connect(str(address / SOCKET))
    except (OSError, IndexError):
        return None
    _require_private(cluster, address)
    return address


def _require_private(cluster: Cluster, address: Path) -> None:
    if not cluster.keeps(address):
        raise EmbeddedError(
            f"套接字文件夹 {address} 不是 {cluster.user.pw_name} 独有的(权限 0700)。请将其移走。",
            f"The socket's folder {address} isn't {cluster.user.pw_name}'s alone (mode 0700). "
            "Move it away.",
        )


def _launch(cluster: Cluster, server: int) -> None:
    if not cluster.folder.exists():
        _create(cluster, server)
    address = _room_for_socket(cluster)
    _disown(cluster, address)
    log = cluster.folder / "server.log"
    with suppress(FileNotFoundError):
        log.replace(log.with_name("server.log.1"))
    # Quoted as one item of a list, and then for the shell that pg_ctl gives the options to.
    folders = '"' + str(address).replace('"', '""') + '"'
    settings = (*ACCESS, f"unix_socket_directories={folders}")
    options = ["-D", str(cluster.folder), *(word for each in settings for word in ("-c", each))]
    waiting = ("-w", "-t", str(PATIENCE), "-l", log.name, "-o", shlex.join(options))
    started = cluster.run(cluster.folder, "pg_ctl", *waiting, "start", lock=server)
    if started.returncode != 0:
        raise failure(started.stderr + log.read_text(errors="replace"))


def _create(cluster: Cluster, server: int) -> None:
    """Make the cluster under another name first: what bears its own name is always whole."""
    for leftover in cluster.folder.parent.glob("postgres.new-*"):
        shutil.rmtree(leftover)
    new = Path(tempfile.mkdtemp(prefix="postgres.new-", dir=cluster.folder.parent))
    os.chown(new, cluster.user.pw_uid, cluster.user.pw_gid, follow_symlinks=False)
    made = cluster.run(new, "initdb", *INITDB, lock=server)
    if made.returncode != 0:
        raise failure(made.stderr)
    new.rename(cluster.folder)
    # Or a power cut could give a cluster with data in it back the name of a left-over.
    parent = os.open(cluster.folder.parent, os.O_RDONLY)
    os.fsync(parent)
    os.close(parent)


def _room_for_socket(cluster: Cluster) -> Path:
    """Return the cluster's folder, or a private one where drivers couldn't take that path."""
    path = os.fsencode(cluster.folder / SOCKET)
    plain = str(cluster.folder).isprintable() and "," not in str(cluster.folder)
    if len(path) <= LONGEST_SOCKET and plain and cluster.keeps(cluster.folder):
        return cluster.folder
    name = f"jiaofu-{cluster.user.pw_uid}-{hashlib.sha256(path).hexdigest()[:16]}"
    address = Path(tempfile.gettempdir(), name)
    with suppress(FileExistsError):
        address.mkdir(mode=0o700)
        os.chown(address, cluster.user.pw_uid, cluster.user.pw_gid, follow_symlinks=False)
    _require_private(cluster, address)
    return address


def _disown(cluster: Cluster, address: Path) -> None:
    """Let a server start although another process has the number of one that was killed.

    The rest of postmaster.pid stays: by it PostgreSQL sees a server that we don't know of.
    """
    (address / f"{SOCKET}.lock").unlink(missing_ok=True)
    with suppress(FileNotFoundError):
        # Root must not be led elsewhere by a link that the server's user put here.
        note = os.open(cluster.folder / "postmaster.pid", os.O_RDWR | os.O_NOFOLLOW)
        with open(note, "r+b") as file:
            rest = file.read().partition(b"\n")[2]
            file.seek(0)
            file.write(NO_PROCESS + b"\n" + rest)


def _stop(cluster: Cluster) -> None:
    """Stop the server that holds its lock, be it half started, and wait until all of it is gone."""
    said, deadline = SILENCE, time.monotonic() + PATIENCE
    with _lock_file(cluster, "server") as server:
        while not _takes(server):
            # Only of a server that answers is the number in postmaster.pid surely its own.
            if _address(cluster):
                waiting = ("-w", "-t", str(PATIENCE), "-m", "fast")
                said = cluster.run(cluster.folder, "pg_ctl", *waiting, "stop").stderr
            if time.monotonic() > deadline:
                raise failure(said)
            time.sleep(0.01)
