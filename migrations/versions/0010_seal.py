"""Seals: what was recorded by an instant, and a chain by which tampering with movements shows.

A seal is taken of a snapshot. It covers what that snapshot sees: rows whose transaction is below
`horizon_xid` and not among `running_xids`, those that had not ended by then. So what was read at
the sealed instant can be read again, whatever was still being written; a writer never waits.

A movement is covered first by one seal, with a digest of its own, so that one that was changed
can be named. `sealed_through` is the instant up to which no further seal can be added.
"""

from migrations import script

revision = "0010"
down_revision = "0009"

UPGRADE = """
alter table seal
    add  column running_xids bigint[] not null,
    alter column sealed_at drop default,
    add  constraint seal_one_at_an_instant unique (sealed_at);

create table sealed_movement (
    movement_id bigint primary key
                constraint sealed_movement_is_a_movement references movement,
    seal_id     bigint not null
                constraint sealed_movement_by_a_seal references seal,
    digest      bytea  not null
);
create index sealed_movement_by_seal on sealed_movement (seal_id);
create trigger sealed_movement_append_only
    before update or delete or truncate on sealed_movement
    for each statement execute function refuse_change();

create table sealed_through (
    is_only boolean     primary key default true
            constraint sealed_through_has_one_row check (is_only),
    at      timestamptz not null
);

create index movement_by_xid    on movement (recorded_xid);
create index audit_event_by_xid on audit_event (recorded_xid);
"""

DOWNGRADE = """
drop index audit_event_by_xid;
drop index movement_by_xid;
drop table sealed_through, sealed_movement;
alter table seal
    drop constraint seal_one_at_an_instant,
    alter column sealed_at set default now(),
    drop column running_xids;
"""


def upgrade() -> None:
    script.run(UPGRADE)


def downgrade() -> None:
    script.run(DOWNGRADE)
