"""Runs scripts of several statements, as they stand, in the migration's transaction."""

from alembic import op


def run(statements: str) -> None:
    """Send `statements` to PostgreSQL unprepared: asyncpg prepares one statement at a time."""
    connection = op.get_bind().connection.dbapi_connection
    assert connection is not None
    connection.run_async(lambda driver: driver.execute(statements))


def keep_versions(table: str, columns: str = "") -> None:
    """Make a change of `columns`, if not told which of any, keep the row as it was.

    Each table has a function of its own: its plan is kept, where one that builds its statement
    from the table's name plans it anew for every row (0.15 ms a quota line).
    """
    run(
        f"""
        create function keep_{table}_version() returns trigger language plpgsql as $$
        begin
            insert into {table}_version
            select old.*, now(), pg_current_xact_id()::text::bigint;
            if tg_op = 'DELETE' then
                return old;
            end if;
            new.version      := old.version + 1;
            new.recorded_at  := now();
            new.recorded_xid := pg_current_xact_id()::text::bigint;
            return new;
        end $$;
        create trigger {table}_keeps_versions
            before update {columns and f"of {columns}"} or delete
            on {table} for each row execute function keep_{table}_version();
        create trigger {table}_version_append_only
            before update or delete or truncate on {table}_version
            for each statement execute function refuse_change();
        """
    )
