"""Databases filled with so many quota lines, kept in one cluster and made anew when out of date."""

import asyncio
import hashlib
import inspect
import time
from pathlib import Path

from asyncpg import Connection, connect

from bench import lines
from schema.database import head

LAST_YEAR = 2020
SETTINGS = {
    # Triggers and foreign keys would look at each line; what is written here is consistent.
    "session_replication_role": "replica",
    "synchronous_commit": "off",
    "maintenance_work_mem": "1GB",
    "work_mem": "256MB",
    "jit": "off",
}
SHAPE = head.MIGRATIONS / "schema.sql"

DROPPED_INDEXES = """
select relation.oid::regclass::text as name, pg_get_indexdef(relation.oid) as definition
  from pg_index
  join pg_class relation on relation.oid = indexrelid
 where indrelid = any($1::regclass[])
   and not exists (select from pg_constraint where conindid = indexrelid)
"""
DROPPED_CONSTRAINTS = """
select conrelid::regclass::text as table, quote_ident(conname) as name,
       pg_get_constraintdef(oid) as definition
  from pg_constraint kept
 where conrelid = any($1::regclass[]) and contype = 'u'
   and not exists (select from pg_constraint other
                    where other.conindid = kept.conindid and other.contype = 'f')
"""


def database(url: str, count: int) -> str:
    """Return the URL of a database with `count` quota lines in the cluster of `url`."""
    name = f"bench_{count}"
    filled = url.replace("@/jiaofu?", f"@/{name}?", 1)
    wanted = expected()
    if asyncio.run(mark(url, name)) == wanted:
        return filled
    began = time.monotonic()
    print(f"正在生成 · Filling {count:,} lines … ", end="", flush=True)
    asyncio.run(made_anew(url, name))
    head.bring(filled)
    asyncio.run(fill(filled, count))
    asyncio.run(made(url, f"comment on database {name} is '{wanted}'"))
    print(f"{time.monotonic() - began:.0f} s")
    return filled


def expected() -> str:
    """Return what a filled database is marked with: the shape and the lines it was made by."""
    source = Path(inspect.getfile(lines)).read_bytes() + Path(__file__).read_bytes()
    return hashlib.sha256(SHAPE.read_bytes() + source).hexdigest()


async def mark(url: str, name: str) -> str | None:
    found: str | None = await value(
        url,
        "select shobj_description(oid, 'pg_database') from pg_database where datname = $1",
        name,
    )
    return found


async def value(url: str, query: str, *arguments: object) -> str | None:
    conn = await connect(url)
    try:
        found: str | None = await conn.fetchval(query, *arguments)
        return found
    finally:
        await conn.close()


async def made_anew(url: str, name: str) -> None:
    await made(url, f"drop database if exists {name} with (force)")
    await made(url, f"create database {name}")


async def made(url: str, command: str) -> None:
    conn = await connect(url)
    try:
        await conn.execute(command)
    finally:
        await conn.close()


async def fill(url: str, count: int) -> None:
    """Write the lines of a database at head, without the indexes that are quicker made after."""
    conn = await connect(url, server_settings=SETTINGS)
    places = {
        "LINES": count,
        "FIRST_YEAR": LAST_YEAR - (4 if count <= 1_000_000 else 9),
        "LAST_YEAR": LAST_YEAR,
        "INSTITUTIONS": lines.INSTITUTIONS,
        "PROGRAMMES": lines.PROGRAMMES,
    }
    try:
        remade = await without_indexes(conn)
        for step in lines.STEPS:
            await conn.execute(step.format(**places))
        for command in remade:
            await conn.execute(command)
        await conn.execute("vacuum analyze")
        await conn.execute("checkpoint")
    finally:
        await conn.close()


async def without_indexes(conn: Connection) -> list[str]:
    """Drop what can be dropped from the large tables; return the commands that make it again."""
    tables = ["quota_line", "admission", "account"]
    indexes = await conn.fetch(DROPPED_INDEXES, tables)
    constraints = await conn.fetch(DROPPED_CONSTRAINTS, tables)
    for each in constraints:
        await conn.execute(f"alter table {each['table']} drop constraint {each['name']}")
    for each in indexes:
        await conn.execute(f"drop index {each['name']}")
    return [each["definition"] for each in indexes] + [
        f"alter table {each['table']} add constraint {each['name']} {each['definition']}"
        for each in constraints
    ]
