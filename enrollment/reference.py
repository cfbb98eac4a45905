"""The facts the service starts with, loaded from CSV: one file a table, named for it."""

import csv
from pathlib import Path

import orjson
from asyncpg import Connection

from enrollment import actors, record

# In the order in which they refer to each other.
TABLES = (
    "division",
    "county",
    "county_alias",
    "county_designation",
    "institution",
    "programme",
    "rule_set",
    "rule",
)


async def load(conn: Connection, folder: Path) -> int:
    """Add the rows of `folder`'s files that the database does not have; return how many.

    Rows that are there stay as they are: what staff corrected is not overwritten.
    """
    async with conn.transaction():
        added = {table: await load_table(conn, table, folder / f"{table}.csv") for table in TABLES}
        if any(added.values()):
            await record.write(
                conn,
                actor=actors.SYSTEM,
                verb="loadReference",
                object_type="Reference",
                object_id="reference",
                after=added,
            )
    return sum(added.values())


async def load_table(conn: Connection, table: str, file: Path) -> int:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [{name: text or None for name, text in row.items()} for row in csv.DictReader(lines)]
    columns = ", ".join(rows[0])
    status = await conn.execute(
        f"""
        insert into {table} ({columns})
        select {columns}
          from jsonb_populate_recordset(null::{table}, $1)
            on conflict do nothing
        """,
        orjson.dumps(rows).decode(),
    )
    return int(status.rpartition(" ")[2])
