"""What every write leans on: idempotency keys, the role in the audit, versions of designations.

A key stands with the hash of its input and the answer it got; `answer` is null only inside the
transaction that claims the key. A designation that ends names the document that ended it.
"""

from migrations import script

revision = "0008"
down_revision = "0007"

UPGRADE = """
create table idempotency_key (
    actor      text        not null,
    verb       text        not null,
    key        text        not null
               constraint idempotency_key_of_some_length check (length(key) between 1 and 200),
    input_hash bytea       not null,
    answer     jsonb,
    claimed_at timestamptz not null default now(),
    primary key (actor, verb, key)
);
create index idempotency_key_by_time on idempotency_key (claimed_at);

alter table audit_event
    add column role text
        constraint audit_event_role_known
        check (role in ('PUBLIC', 'ADMISSIONS', 'COLLEGE', 'CENTRE', 'COUNTY', 'PREFECTURE',
                        'PROVINCE', 'AUDITOR'));

alter table special_plan
    add constraint special_plan_open_has_its_window
        check (state <> 'OPEN' or (submission_opens is not null
                               and submission_closes is not null));
"""

VERSIONED = """
alter table {table}
    add column end_document text,
    add column version      int         not null default 1,
    add column recorded_at  timestamptz not null default now(),
    add column recorded_xid bigint      not null default pg_current_xact_id()::text::bigint;
create table {table}_version (like {table},
    replaced_at timestamptz not null, replaced_xid bigint not null,
    primary key (id, version));
"""

UNVERSIONED = """
drop trigger {table}_keeps_versions on {table};
drop table {table}_version;
drop function keep_{table}_version();
alter table {table}
    drop column end_document,
    drop column version,
    drop column recorded_at,
    drop column recorded_xid;
"""

DESIGNATIONS = ("county_designation", "institution_designation")

# A truncated row would leave no version: rows of tables that keep versions go one by one.
KEEPING = ("special_plan", "source_plan", "quota_line", "admission", *DESIGNATIONS)
NOT_TRUNCATED = """
create trigger {table}_goes_row_by_row before truncate on {table}
    for each statement execute function refuse_change();
"""


def upgrade() -> None:
    script.run(UPGRADE)
    for table in DESIGNATIONS:
        script.run(VERSIONED.format(table=table))
        script.keep_versions(table)
    for table in KEEPING:
        script.run(NOT_TRUNCATED.format(table=table))


def downgrade() -> None:
    for table in KEEPING:
        script.run(f"drop trigger {table}_goes_row_by_row on {table}")
    for table in DESIGNATIONS:
        script.run(UNVERSIONED.format(table=table))
    script.run(
        """
        alter table special_plan drop constraint special_plan_open_has_its_window;
        alter table audit_event drop column role;
        drop table idempotency_key;
        """
    )
