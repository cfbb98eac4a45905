"""Admissions of a line by round, whole and, where it is broken down, by county of origin.

A row without a county of origin is its round's total; rows with one are its parts and add up to
it. Totals are carried to `quota_line.admitted` and `.enrolled`, where a check holds them within
the seats. The trigger's statements are planned at each run, as in 0004.
"""

from migrations import script

revision = "0005"
down_revision = "0004"


UPGRADE = """
create table admission (
    id                 bigint generated always as identity primary key,
    quota_line_id      bigint not null
                       constraint admission_of_a_line references quota_line,
    round              int not null constraint admission_round_counts_from_one
                       check (round >= 1),
    origin_county_code text constraint admission_from_a_county references county,
    applied            int not null default 0,
    filed              int not null default 0,
    admitted           int not null default 0,
    enrolled           int not null default 0,
    withdrawn          int not null default 0,
    lowest_score       numeric(6, 2),
    lowest_rank        int,
    version            int         not null default 1,
    recorded_at        timestamptz not null default now(),
    recorded_xid       bigint      not null default pg_current_xact_id()::text::bigint,
    constraint admission_once_for_round_and_origin
        unique nulls not distinct (quota_line_id, round, origin_county_code),
    constraint admission_counts_never_negative
        check (least(applied, filed, admitted, enrolled, withdrawn) >= 0),
    constraint admission_enrolled_within_admitted check (enrolled <= admitted),
    constraint admission_admitted_within_filed    check (admitted <= filed),
    constraint admission_rank_counts_from_one     check (lowest_rank >= 1)
);
create table admission_version (like admission,
    replaced_at timestamptz not null, replaced_xid bigint not null,
    primary key (id, version));

create function sum_admissions() returns trigger language plpgsql as $$
declare
    uneven record;
begin
    -- Two writers of one line take turns, or each would miss the other's sum.
    execute $lock$
        select id from quota_line
         where id in (select quota_line_id from changed)
         order by id
           for no key update
    $lock$;
    execute $check$
        select quota_line_id, round
          from admission
         where quota_line_id in (select quota_line_id from changed)
         group by quota_line_id, round
        having bool_or(origin_county_code is not null)
           and (sum(applied)   filter (where origin_county_code is null),
                sum(filed)     filter (where origin_county_code is null),
                sum(admitted)  filter (where origin_county_code is null),
                sum(enrolled)  filter (where origin_county_code is null),
                sum(withdrawn) filter (where origin_county_code is null))
               is distinct from
               (sum(applied)   filter (where origin_county_code is not null),
                sum(filed)     filter (where origin_county_code is not null),
                sum(admitted)  filter (where origin_county_code is not null),
                sum(enrolled)  filter (where origin_county_code is not null),
                sum(withdrawn) filter (where origin_county_code is not null))
         limit 1
    $check$ into uneven;
    if uneven.quota_line_id is not null then
        raise exception 'the parts of line %, round % do not add up to its total',
            uneven.quota_line_id, uneven.round
            using errcode = 'integrity_constraint_violation',
                  table = 'admission', constraint = 'admission_parts_add_up';
    end if;

    execute $carry$
        update quota_line
           set admitted = total.admitted, enrolled = total.enrolled
          from (select line.quota_line_id,
                       coalesce(sum(admission.admitted), 0) as admitted,
                       coalesce(sum(admission.enrolled), 0) as enrolled
                  from (select distinct quota_line_id from changed) line
                  left join admission
                    on admission.quota_line_id = line.quota_line_id
                   and admission.origin_county_code is null
                 group by line.quota_line_id) total
         where quota_line.id = total.quota_line_id
    $carry$;
    return null;
end $$;
create trigger admission_sums_after_insert after insert on admission
    referencing new table as changed
    for each statement execute function sum_admissions();
create trigger admission_sums_after_update after update on admission
    referencing new table as changed
    for each statement execute function sum_admissions();
create trigger admission_stays_on_its_line before update of quota_line_id on admission
    for each statement execute function refuse_change();
create trigger admission_sums_after_delete after delete on admission
    referencing old table as changed
    for each statement execute function sum_admissions();
"""


def upgrade() -> None:
    script.run(UPGRADE)
    script.keep_versions("admission")


def downgrade() -> None:
    script.run(
        """
        drop table admission_version, admission;
        drop function sum_admissions();
        drop function keep_admission_version();
        """
    )
