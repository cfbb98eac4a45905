"""What every later table leans on: name order, append-only tables, row versions, the audit.

Row versions: a table that changes has `version`, `recorded_at` and `recorded_xid`; its trigger
(`script.keep_versions`) raises them and puts the row as it was into `<table>_version`. The
transaction id is kept because transactions commit in another order than they begin: a seal covers
what was committed before the oldest transaction that still ran.
"""

from migrations import script

revision = "0001"
down_revision = None


def upgrade() -> None:
    script.run(
        """
        create extension if not exists btree_gist;

        create function pinyin_order(name text) returns bytea
            language sql immutable strict parallel safe
            return convert_to(name, 'GB18030');
        comment on function pinyin_order is
            'Order key of a Chinese name: GB18030 has the common characters in pinyin order.';

        create function refuse_change() returns trigger language plpgsql as $$
        begin
            raise exception '% on % is refused by %', tg_op, tg_table_name, tg_name
                using errcode = 'integrity_constraint_violation',
                      table = tg_table_name, constraint = tg_name;
        end $$;

        create table audit_event (
            id           bigint generated always as identity primary key,
            at           timestamptz not null default now(),
            actor        text        not null,
            verb         text        not null,
            object_type  text        not null,
            object_id    text        not null,
            before       jsonb,
            after        jsonb,
            recorded_xid bigint      not null default pg_current_xact_id()::text::bigint
        );
        create index audit_event_by_object on audit_event (object_type, object_id);
        create trigger audit_event_append_only
            before update or delete or truncate on audit_event
            for each statement execute function refuse_change();
        """
    )


def downgrade() -> None:
    script.run(
        """
        drop table audit_event;
        drop function refuse_change();
        drop function pinyin_order(text);
        drop extension btree_gist;
        """
    )
