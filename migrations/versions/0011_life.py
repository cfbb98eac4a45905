"""The life of a source plan: who submitted and who approved it, and what was said in review.

Whoever submits may not approve. Steps and comments are kept in the order they were made. A leg
stays within one special plan, since what one plan issued can't be another's; what a plan issues
stays far below what a 32-bit sum can hold.
"""

from migrations import script

revision = "0011"
down_revision = "0010"

COLUMNS = (
    "id, special_plan_id, plan_state, institution_code, state, version, recorded_at, recorded_xid"
)
PEOPLE = "submitted_by, approved_by"

# The columns are named: those that came later stand elsewhere in the table of the versions.
KEEP_VERSION = """
create or replace function keep_source_plan_version() returns trigger language plpgsql as $$
begin
    insert into source_plan_version ({columns}, replaced_at, replaced_xid)
    values (old.{values}, now(), pg_current_xact_id()::text::bigint);
    if tg_op = 'DELETE' then
        return old;
    end if;
    new.version      := old.version + 1;
    new.recorded_at  := now();
    new.recorded_xid := pg_current_xact_id()::text::bigint;
    return new;
end $$;
"""


def keep_version(columns: str) -> str:
    return KEEP_VERSION.format(columns=columns, values=columns.replace(", ", ", old."))


UPGRADE = f"""
alter table source_plan         add column submitted_by text, add column approved_by text;
alter table source_plan_version add column submitted_by text, add column approved_by text;
{keep_version(f"{COLUMNS}, {PEOPLE}")}
alter table source_plan
    add constraint source_plan_submitted_by_somebody
        check (state not in ('SUBMITTED', 'APPROVED') or submitted_by is not null),
    add constraint source_plan_approved_by_somebody
        check (state <> 'APPROVED' or approved_by is not null),
    add constraint source_plan_approved_by_another
        check (approved_by <> submitted_by);

create table source_plan_review (
    id             bigint generated always as identity primary key,
    source_plan_id bigint not null constraint source_plan_review_of_a_plan references source_plan,
    step           text   not null
                   constraint source_plan_review_step_known
                   check (step in ('SUBMIT', 'WITHDRAW', 'RETURN', 'APPROVE', 'COMMENT')),
    text           text
                   constraint source_plan_review_says_why
                   check (step not in ('RETURN', 'COMMENT') or text is not null),
    actor          text        not null,
    role           text        not null,
    recorded_at    timestamptz not null default now(),
    recorded_xid   bigint      not null default pg_current_xact_id()::text::bigint
);
create index source_plan_review_by_plan on source_plan_review (source_plan_id, id);
create trigger source_plan_review_append_only
    before update or delete or truncate on source_plan_review
    for each statement execute function refuse_change();

create function refuse_leg_between_plans() returns trigger language plpgsql as $$
begin
    if exists (select from posted
                 join account origin on origin.id = posted.from_account
                 join account target on target.id = posted.to_account
                where origin.special_plan_id <> target.special_plan_id)
    then
        raise exception 'a leg stays within its plan'
            using errcode = 'integrity_constraint_violation',
                  table = 'leg', constraint = 'leg_within_a_plan';
    end if;
    return null;
end $$;
create trigger leg_stays_within_a_plan after insert on leg
    referencing new table as posted
    for each statement execute function refuse_leg_between_plans();

alter table special_plan
    add constraint issue_within_reason check (issued_seats <= 100000000);

insert into account (special_plan_id, kind)
select id, unnest(array['ISSUE', 'POOL', 'WITHDRAWN'])
  from special_plan
 where state = 'OPEN'
    on conflict do nothing;
"""

DOWNGRADE = f"""
alter table special_plan drop constraint issue_within_reason;
drop trigger leg_stays_within_a_plan on leg;
drop function refuse_leg_between_plans();
drop table source_plan_review;
alter table source_plan
    drop constraint source_plan_approved_by_another,
    drop constraint source_plan_approved_by_somebody,
    drop constraint source_plan_submitted_by_somebody;
{keep_version(COLUMNS)}
alter table source_plan_version drop column approved_by, drop column submitted_by;
alter table source_plan         drop column approved_by, drop column submitted_by;
"""


def upgrade() -> None:
    script.run(UPGRADE)


def downgrade() -> None:
    script.run(DOWNGRADE)
