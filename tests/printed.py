"""Prints what is generated and committed: `python -m tests.printed`; with `--check`, compares.

schema/api.graphql       the API in GraphQL's own language
migrations/schema.sql    the schema of head, as pg_dump prints it
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command

from schema.api import assembled
from schema.database import cluster, embedded, head

ROOT = Path(__file__).parents[1]


def main() -> int:
    with fresh_database() as url:
        command.check(head.configuration(url))
        printed = {
            ROOT / "schema" / "api.graphql": assembled.printed(),
            ROOT / "migrations" / "schema.sql": dumped(url),
        }
        walk(url, printed[ROOT / "migrations" / "schema.sql"])
    stale = [
        path for path, text in printed.items() if not path.exists() or path.read_text() != text
    ]
    if "--check" not in sys.argv:
        for path in stale:
            path.write_text(printed[path])
        stale = []
    for path in stale:
        print(f"{path.relative_to(ROOT)} is stale: run `make printed` and look at the difference")
    return len(stale)


@contextmanager
def fresh_database() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="jiaofu-printed-") as folder:
        Path(folder).chmod(0o755)  # as root, PostgreSQL runs as another user
        with embedded.running(Path(folder) / "data") as url:
            head.bring(url)
            yield url


def walk(url: str, expected: str) -> None:
    """Go down to empty and up again: the same schema has to come out, and nothing is left."""
    configuration = head.configuration(url)
    command.downgrade(configuration, "base")
    left = re.findall(r"(?m)^CREATE (?:TABLE|FUNCTION|VIEW) (?!public\.alembic).*$", dumped(url))
    assert not left, f"downgrade leaves behind: {left}"
    command.upgrade(configuration, "head")
    assert dumped(url) == expected, "down and up again gives another schema"


def dumped(url: str) -> str:
    """Return the schema without what differs from one machine or run to another."""
    options = ["--schema-only", "--no-owner", "--no-privileges", "--exclude-table=alembic_version"]
    text = subprocess.run(
        [cluster.binary("pg_dump"), *options, f"--dbname={url}"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    kept = [
        line
        for line in text.splitlines()
        if line.strip() and not line.startswith(("--", "SET ", "SELECT pg_catalog.set", "\\"))
    ]
    return "\n".join(kept) + "\n"


if __name__ == "__main__":
    sys.exit(main())
