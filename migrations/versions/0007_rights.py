"""What reads by role need: the viewer, its inbox, a role of the database that can only read.

`viewer` is one row, to which the compiler adds who asks. `inbox` counts what waits, for each role
and scope that it waits for. A leg is told by its accounts: a number in its movement would tell of
the legs that a reader may not see. Before and after of an event are kept as they were written.

The reader is a second lock behind read-only transactions. Roles belong to the whole cluster, so it
stays where databases are taken down; where it may not be made, reads go without it.
"""

from migrations import script

revision = "0007"
down_revision = "0006"

UPGRADE = """
alter table leg add constraint leg_once_between_accounts
    unique (movement_id, from_account, to_account);

alter table audit_event
    alter column before type json using before::json,
    alter column after  type json using after::json;
create index audit_event_by_actor  on audit_event (actor, id);

create view viewer as select 1 as one;

create view inbox as
select 'SPECIAL_PLANS_DRAFT' as kind, 'PROVINCE' as role, null as scope,
       count(*)::integer as count, min(recorded_at) as oldest
  from special_plan
 where state = 'DRAFT' and not is_sample
having count(*) > 0
 union all
select 'SOURCE_PLANS_SUBMITTED', 'PROVINCE', null, count(*)::integer, min(recorded_at)
  from source_plan
 where state = 'SUBMITTED'
having count(*) > 0
 union all
select 'SOURCE_PLANS_' || source_plan.state, 'ADMISSIONS', institution_code,
       count(*)::integer, min(source_plan.recorded_at)
  from source_plan
  join special_plan on special_plan.id = special_plan_id
 where source_plan.state in ('DRAFT', 'RETURNED') and not is_sample
 group by source_plan.state, institution_code;

do $$
begin
    if not exists (select from pg_roles where rolname = 'jiaofu_reader') then
        begin
            create role jiaofu_reader;
        exception when duplicate_object or unique_violation then
            null;  -- another database of the cluster has just made it
        end;
    end if;
    execute format('grant usage on schema %I to jiaofu_reader', current_schema());
    execute format('grant select on all tables in schema %I to jiaofu_reader', current_schema());
    execute format('alter default privileges in schema %I grant select on tables to jiaofu_reader',
                   current_schema());
exception when insufficient_privilege then
    raise notice 'no role jiaofu_reader: %', sqlerrm;
end $$;
"""

DOWNGRADE = """
do $$
begin
    if exists (select from pg_roles where rolname = 'jiaofu_reader') then
        drop owned by jiaofu_reader;
    end if;
exception when insufficient_privilege then
    raise notice 'jiaofu_reader keeps its rights: %', sqlerrm;
end $$;

drop view inbox;
drop view viewer;

drop index audit_event_by_actor;
alter table audit_event
    alter column before type jsonb using before::jsonb,
    alter column after  type jsonb using after::jsonb;

alter table leg drop constraint leg_once_between_accounts;
"""


def upgrade() -> None:
    script.run(UPGRADE)


def downgrade() -> None:
    script.run(DOWNGRADE)
