"""Rows that keep their versions: taken to be changed, and compared with the version expected."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from asyncpg import Connection

from enrollment import errors
from enrollment.actors import Actor
from enrollment.errors import Difference
from enrollment.record import audit

LARGEST = 2**63 - 1  # id that a row can have


@dataclass(frozen=True, slots=True)
class Kept:
    """A table whose rows keep their versions: its type, and its fields in SQL, as on the wire."""

    table: str
    type: str
    fields: Mapping[str, str]

    @property
    def columns(self) -> str:
        return ", ".join(f'{value} as "{name}"' for name, value in self.fields.items())


@dataclass(frozen=True, slots=True)
class Version:
    """A row as it stands: the number of its version, and its fields by their wire names."""

    id: int
    number: int
    fields: dict[str, Any]


def is_id(row_id: int) -> bool:
    """Tell whether a row can have that id."""
    return 0 < row_id <= LARGEST


async def take(conn: Connection, kept: Kept, row_id: int) -> Version | None:
    """Lock the row against writers and new references; return it as it is then, if it is."""
    if not is_id(row_id):
        return None
    row = await conn.fetchrow(
        f"select version, {kept.columns} from {kept.table} where id = $1 for update",
        row_id,
    )
    if row is None:
        return None
    fields = dict(row)
    return Version(row_id, fields.pop("version"), fields)


async def changed(
    conn: Connection,
    actor: Actor,
    verb: str,
    kept: Kept,
    row_id: int,
    *,
    before: Version | None = None,
) -> None:
    """Put on record what the verb made of the row; without `before` it was not there."""
    after = await conn.fetchrow(f"select {kept.columns} from {kept.table} where id = $1", row_id)
    assert after is not None
    await audit.write(
        conn,
        actor=actor,
        verb=verb,
        object_type=kept.type,
        object_id=str(row_id),
        before=None if before is None else before.fields,
        after=dict(after),
    )


async def expect(
    conn: Connection,
    kept: Kept,
    theirs: Version,
    expected: int | None,
    mine: Mapping[str, object],
) -> None:
    """Refuse a write that was made on another version than the taken one; None expects any.

    `mine` is what the write wants of the row's fields; of others it wants what it was made on.
    Refused: `errors.Conflict` with the differing fields, `errors.VersionUnknown`.
    """
    if expected is None or expected == theirs.number:
        return
    if not 0 < expected < theirs.number:
        raise errors.VersionUnknown(expected=expected, version=theirs.number)
    base = await conn.fetchrow(
        f"select {kept.columns} from {kept.table}_version where id = $1 and version = $2",
        theirs.id,
        expected,
    )
    assert base is not None  # each change keeps the version before it
    raise errors.Conflict(
        expected=expected,
        version=theirs.number,
        fields=differences(dict(base), theirs.fields, mine),
    )


def differences(
    base: Mapping[str, object], theirs: Mapping[str, object], mine: Mapping[str, object]
) -> tuple[Difference, ...]:
    """Return the fields that are not as they were, or not as they are wanted."""
    merged = [
        Difference(field, base[field], value, mine.get(field, base[field]))
        for field, value in theirs.items()
    ]
    return tuple(each for each in merged if each.theirs != each.base or each.theirs != each.mine)
