"""What reading the past needs: pages of lines as they were begin in today's indexes.

A line stays in its source plan, and that in its special plan, at its institution, of its year
(what a line repeats of them it repeats through foreign keys): so the lines of a year in the past
are today's lines of the year, each in the version of then, and those that were removed since,
which are told by their last version. What changed between two
instants is found by the transactions that wrote it.

A leg repeats its movement's transaction, so that what was moved on an account since an instant is
found in one index: the balance then is that of today without it.

Counties can be added to an area by exception, so its rows tell by which transaction they were;
those that are there before this are taken as there before any seal.
"""

from migrations import script

revision = "0013"
down_revision = "0012"

UPGRADE = """
alter table plan_area add column recorded_xid bigint not null default 0;
alter table plan_area alter column recorded_xid set default pg_current_xact_id()::text::bigint;

alter table quota_line_version add column is_removed boolean not null default false;
create or replace function keep_quota_line_version() returns trigger language plpgsql as $$
        begin
            insert into quota_line_version
            select old.*, now(), pg_current_xact_id()::text::bigint, tg_op = 'DELETE';
            if tg_op = 'DELETE' then
                return old;
            end if;
            new.version      := old.version + 1;
            new.recorded_at  := now();
            new.recorded_xid := pg_current_xact_id()::text::bigint;
            return new;
        end $$;
alter table quota_line_version disable trigger quota_line_version_append_only;
update quota_line_version kept set is_removed = true
 where not exists (select from quota_line where quota_line.id = kept.id)
   and not exists (select from quota_line_version later
                    where later.id = kept.id and later.version > kept.version);
alter table quota_line_version enable trigger quota_line_version_append_only;
create index quota_line_version_removed on quota_line_version (id) where is_removed;

create trigger special_plan_stays_of_its_year
    before update of year, kind, is_sample on special_plan
    for each row when ((old.year, old.kind, old.is_sample) is distinct from
                       (new.year, new.kind, new.is_sample))
    execute function refuse_change();
create trigger source_plan_stays_in_its_plan
    before update of special_plan_id, institution_code on source_plan
    for each row when ((old.special_plan_id, old.institution_code) is distinct from
                       (new.special_plan_id, new.institution_code))
    execute function refuse_change();
create trigger quota_line_stays_in_its_source_plan
    before update of source_plan_id on quota_line
    for each row when (old.source_plan_id <> new.source_plan_id)
    execute function refuse_change();

alter table leg add column recorded_xid bigint not null default 0;
alter table leg disable trigger leg_append_only;
update leg set recorded_xid = movement.recorded_xid from movement where movement.id = movement_id;
alter table leg enable trigger leg_append_only;
alter table leg alter column recorded_xid set default pg_current_xact_id()::text::bigint;
alter table movement add constraint movement_facts unique (id, recorded_xid);
alter table leg
    drop constraint leg_of_a_movement,
    add  constraint leg_of_a_movement foreign key (movement_id, recorded_xid)
         references movement (id, recorded_xid);
drop index leg_by_from_account;
drop index leg_by_to_account;
create index leg_by_from_account on leg (from_account, recorded_xid);
create index leg_by_to_account   on leg (to_account, recorded_xid);

create index admission_version_by_line         on admission_version (quota_line_id);
create index quota_line_by_xid                 on quota_line (recorded_xid);
create index quota_line_version_by_xid         on quota_line_version (recorded_xid);
create index quota_line_version_by_replacing   on quota_line_version (replaced_xid);
create index quota_line_version_by_source_plan on quota_line_version (source_plan_id);
create index quota_line_version_by_programme   on quota_line_version (programme_code,
                                                                      institution_code);
create index quota_line_version_by_county      on quota_line_version (county_code, id)
    where county_code is not null;
"""

DOWNGRADE = """
drop index quota_line_version_by_county;
drop index quota_line_version_by_programme;
drop index quota_line_version_by_source_plan;
drop index quota_line_version_by_replacing;
drop index quota_line_version_by_xid;
drop index quota_line_by_xid;
drop index admission_version_by_line;

drop index leg_by_from_account;
drop index leg_by_to_account;
create index leg_by_from_account on leg (from_account);
create index leg_by_to_account   on leg (to_account);
alter table leg
    drop constraint leg_of_a_movement,
    drop column recorded_xid,
    add  constraint leg_of_a_movement foreign key (movement_id) references movement;
alter table movement drop constraint movement_facts;

drop trigger quota_line_stays_in_its_source_plan on quota_line;
drop trigger source_plan_stays_in_its_plan on source_plan;
drop trigger special_plan_stays_of_its_year on special_plan;

drop index quota_line_version_removed;
alter table quota_line_version drop column is_removed;
create or replace function keep_quota_line_version() returns trigger language plpgsql as $$
        begin
            insert into quota_line_version
            select old.*, now(), pg_current_xact_id()::text::bigint;
            if tg_op = 'DELETE' then
                return old;
            end if;
            new.version      := old.version + 1;
            new.recorded_at  := now();
            new.recorded_xid := pg_current_xact_id()::text::bigint;
            return new;
        end $$;

alter table plan_area drop column recorded_xid;
"""


def upgrade() -> None:
    script.run(UPGRADE)


def downgrade() -> None:
    script.run(DOWNGRADE)
