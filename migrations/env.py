"""How Alembic reaches the database: the URL stands in the configuration's attributes."""

import asyncio
from typing import Any

from alembic import context
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from enrollment.tables import metadata

# Constraints, indexes, triggers and views are compared by migrations/schema.sql.
COMPARED = {"table", "column"}
# No read gets at what proves who somebody is: these are in no metadata.
UNREAD = {"staff_password", "invitation", "secret_hash"}


def is_compared(thing: Any, name: object, kind: str, reflected: object, other: object) -> bool:
    return kind in COMPARED and name not in UNREAD and not thing.info.get("is_view")


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        include_object=is_compared,
        transaction_per_migration=False,
    )
    with context.begin_transaction():
        context.run_migrations()


async def connect() -> None:
    url = context.config.attributes["url"].replace("postgresql://", "postgresql+asyncpg://", 1)
    engine = create_async_engine(url, poolclass=NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(run)
        await connection.commit()
    await engine.dispose()


asyncio.run(connect())
