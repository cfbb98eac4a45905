"""Targeted training: what counties need, and the agreements with students who are trained for it.

A demand names the programmes that answer it. They are repeated by a trigger as rows, of which each
county and year has a programme once: a seat answers one demand, and none is counted twice.

An agreement is of a line, whose institution and county are its parties. A student is a number of
the county's own; what looks like a name or an official number has no place here. Agreements of a
line take turns on its lock, as its admissions do, so that there are never more of them than
students who were admitted.
"""

from migrations import script

revision = "0014"
down_revision = "0013"

VERSIONED = """
    version          int         not null default 1,
    recorded_at      timestamptz not null default now(),
    recorded_xid     bigint      not null default pg_current_xact_id()::text::bigint
"""
REPLACED = "replaced_at timestamptz not null, replaced_xid bigint not null"

DEMANDS = f"""
create table training_demand (
    id               bigint generated always as identity primary key,
    county_code      text not null constraint training_demand_of_a_county references county,
    year             int  not null
                     constraint training_demand_year_plausible
                     check (year between 2000 and 2100),
    occupation       text not null
                     constraint training_demand_occupation_is_short
                     check (length(occupation) between 1 and 100),
    positions        int  not null
                     constraint training_demand_positions_plausible
                     check (positions between 0 and 10000),
    programme_codes  text[] not null default '{{}}',
    {VERSIONED},
    constraint training_demand_once_for_an_occupation unique (county_code, year, occupation),
    constraint training_demand_facts unique (id, county_code, year)
);
create table training_demand_version (like training_demand, {REPLACED},
    primary key (id, version));

create table training_demand_programme (
    demand_id        bigint not null,
    county_code      text   not null,
    year             int    not null,
    programme_code   text constraint training_demand_programme_known references programme,
    primary key (demand_id, programme_code),
    constraint training_programme_in_one_demand unique (county_code, year, programme_code),
    constraint training_demand_programme_of_a_demand foreign key (demand_id, county_code, year)
        references training_demand (id, county_code, year) on delete cascade
);

-- What is taken back, with no positions, is answered by no programme.
create function spread_demand_programmes() returns trigger language plpgsql as $$
begin
    delete from training_demand_programme where demand_id = new.id;
    insert into training_demand_programme (demand_id, county_code, year, programme_code)
    select new.id, new.county_code, new.year, code
      from unnest(new.programme_codes) code
     where new.positions > 0;
    return null;
end $$;
create trigger training_demand_names_its_programmes after insert or update on training_demand
    for each row execute function spread_demand_programmes();
create trigger training_demand_programme_follows_its_demand
    before insert or update or delete on training_demand_programme
    for each statement when (pg_trigger_depth() = 0) execute function refuse_change();
"""

AGREEMENTS = f"""
create table training_agreement (
    id               bigint generated always as identity primary key,
    quota_line_id    bigint not null constraint agreement_of_a_line references quota_line,
    student          text   not null
                     constraint agreement_student_is_pseudonymous
                     check (student ~ '^[A-Z]{{0,4}}(-?[0-9]){{3,10}}$'),
    service_years    int    not null
                     constraint agreement_service_years_plausible
                     check (service_years between 1 and 30),
    free_of          text[] not null default '{{}}'
                     constraint agreement_free_of_known_costs
                     check (free_of <@ array['TUITION', 'ACCOMMODATION', 'TEXTBOOKS']),
    subsidy          numeric(12, 2)
                     constraint agreement_subsidy_never_negative check (subsidy >= 0),
    document         text   not null,
    signed_on        date   not null,
    state            text   not null default 'SIGNED'
                     constraint agreement_state_known
                     check (state in ('SIGNED', 'STUDYING', 'GRADUATED', 'SERVING', 'FULFILLED',
                                      'BREACHED', 'RELEASED')),
    reason           text,
    {VERSIONED},
    constraint agreement_ended_early_says_why
        check ((state in ('BREACHED', 'RELEASED')) = (reason is not null))
);
create unique index agreement_once_for_a_student
    on training_agreement (quota_line_id, student) where state <> 'RELEASED';
create index training_agreement_by_line on training_agreement (quota_line_id);
create table training_agreement_version (like training_agreement, {REPLACED},
    primary key (id, version));

create function hold_agreements() returns trigger language plpgsql as $$
declare
    wrong record;
begin
    -- Two writers of one line take turns, or each would miss the other's agreement.
    execute $lock$
        select id from quota_line
         where id in (select quota_line_id from changed)
         order by id
           for no key update
    $lock$;
    execute $check$
        select line.id, line.admitted, count(*) as agreements,
               bool_and(line.plan_kind = 'TARGETED' and not line.is_sample) as is_targeted
          from training_agreement agreement
          join quota_line line on line.id = agreement.quota_line_id
         where line.id in (select quota_line_id from changed)
           and agreement.state <> 'RELEASED'
         group by line.id
        having count(*) > line.admitted
            or not bool_and(line.plan_kind = 'TARGETED' and not line.is_sample)
         limit 1
    $check$ into wrong;
    if not wrong.is_targeted then
        raise exception 'line % is not one of targeted training', wrong.id
            using errcode = 'integrity_constraint_violation',
                  table = 'training_agreement', constraint = 'agreement_of_a_targeted_line';
    end if;
    if wrong.id is not null then
        raise exception 'line % has % agreements, but % admitted',
            wrong.id, wrong.agreements, wrong.admitted
            using errcode = 'integrity_constraint_violation',
                  table = 'training_agreement', constraint = 'agreements_within_admitted';
    end if;
    return null;
end $$;
create trigger training_agreement_holds_after_insert after insert on training_agreement
    referencing new table as changed
    for each statement execute function hold_agreements();
create trigger training_agreement_holds_after_update after update on training_agreement
    referencing new table as changed
    for each statement execute function hold_agreements();
create trigger training_agreement_stays_on_its_line
    before update of quota_line_id, student on training_agreement
    for each statement execute function refuse_change();

-- By name after `admission_sums_…`, which carries what is admitted to the line.
create trigger admission_then_agreements_after_update after update on admission
    referencing new table as changed
    for each statement execute function hold_agreements();
create trigger admission_then_agreements_after_delete after delete on admission
    referencing old table as changed
    for each statement execute function hold_agreements();
"""

INBOX = """
alter view inbox rename to inbox_of_plans;

create view inbox_of_training as
select 'AGREEMENTS_UNSIGNED' as kind, 'COUNTY' as role, county_code as scope,
       sum(admitted - agreements)::integer as count, min(since) as oldest
  from quota_line line
  cross join lateral (select count(*) as agreements
                        from training_agreement
                       where quota_line_id = line.id) signed
  cross join lateral (select min(recorded_at) as since
                        from admission
                       where quota_line_id = line.id) admission
 where plan_kind = 'TARGETED' and not is_sample and state = 'PUBLISHED' and admitted > agreements
 group by county_code
 union all
select 'AGREEMENTS_' || agreement.state, 'ADMISSIONS', line.institution_code,
       count(*)::integer, min(agreement.recorded_at)
  from training_agreement agreement
  join quota_line line on line.id = agreement.quota_line_id
 where agreement.state = 'SIGNED'
 group by agreement.state, line.institution_code
 union all
select 'AGREEMENTS_' || agreement.state, 'COUNTY', line.county_code, count(*)::integer,
       min(agreement.recorded_at)
  from training_agreement agreement
  join quota_line line on line.id = agreement.quota_line_id
 where agreement.state = 'GRADUATED'
 group by agreement.state, line.county_code
 union all
select 'TRAINING_DEMANDS_UNANSWERED', 'PROVINCE', null, count(*)::integer, min(recorded_at)
  from training_demand demand
 where positions > (select coalesce(sum(line.seats), 0)
                      from training_demand_programme named
                      join quota_line line on line.programme_code = named.programme_code
                                          and line.county_code = demand.county_code
                                          and line.year = demand.year
                     where named.demand_id = demand.id
                       and line.plan_kind = 'TARGETED'
                       and line.state = 'PUBLISHED'
                       and not line.is_sample)
   and not exists (select from special_plan
                    where special_plan.year = demand.year
                      and kind = 'TARGETED'
                      and state = 'CLOSED'
                      and not is_sample)
having count(*) > 0;

create view inbox as
select * from inbox_of_plans
 union all
select * from inbox_of_training;
"""

TABLES = ("training_demand", "training_agreement")
NOT_TRUNCATED = """
create trigger {table}_goes_row_by_row before truncate on {table}
    for each statement execute function refuse_change();
"""


def upgrade() -> None:
    script.run(DEMANDS)
    script.run(AGREEMENTS)
    for table in TABLES:
        script.keep_versions(table)
        script.run(NOT_TRUNCATED.format(table=table))
    script.run(INBOX)


def downgrade() -> None:
    script.run(
        """
        drop view inbox;
        drop view inbox_of_training;
        alter view inbox_of_plans rename to inbox;
        drop trigger admission_then_agreements_after_update on admission;
        drop trigger admission_then_agreements_after_delete on admission;
        drop table training_agreement_version, training_agreement, training_demand_programme,
                   training_demand_version, training_demand;
        drop function hold_agreements();
        drop function spread_demand_programmes();
        drop function keep_training_agreement_version();
        drop function keep_training_demand_version();
        """
    )
