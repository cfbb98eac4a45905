"""Rules of eligibility: sets by year and plan kind, each version by itself, and their rules.

A set is never changed: a new version stands beside it. A rule refers to its set by the transaction
that recorded both, so that nobody adds one later. Years are counted to the set's day, unless a
rule has one of its own: of the roll, say, another than of the registration.

Version 0 is the sample that comes with the service; the province's versions count from 1. To
correct a sample, a migration takes the old one out first: the facts are loaded at each start, and
a rule that comes later than its set is refused.
"""

from migrations import script

revision = "0015"
down_revision = "0014"

STANDING = "('STATED', 'DERIVED', 'RECALLED', 'PLACEHOLDER', 'SAMPLE')"

UPGRADE = f"""
create table rule_set (
    code       text primary key generated always as
                   (year::text || kind || version::text) stored,
    year       int  not null
               constraint rule_set_year_plausible check (year between 2000 and 2100),
    kind       text not null
               constraint rule_set_kind_known
               check (kind in ('NATIONAL', 'LOCAL', 'UNIVERSITY', 'TARGETED')),
    version    int  not null,
    is_sample  boolean not null default false,
    decided_on date,
    document   text,
    counted_to          date not null,
    counted_to_clause   text not null,
    counted_to_source   text not null,
    counted_to_standing text not null
                        constraint rule_set_counted_to_standing_known
                        check (counted_to_standing in {STANDING}),
    recorded_at  timestamptz not null default now(),
    recorded_xid bigint      not null default pg_current_xact_id()::text::bigint,
    constraint rule_set_version_once unique (year, kind, version),
    constraint rule_set_facts unique (code, is_sample, recorded_xid),
    constraint rule_set_sample_is_version_0 check (
        version >= 0 and (version = 0) = is_sample),
    constraint rule_set_decided_unless_sample check (
        (decided_on is null) = is_sample and (document is null) = is_sample),
    constraint rule_set_counted_to_about_its_year check (
        extract(year from counted_to) between year - 1 and year)
);
create trigger rule_set_append_only
    before update or delete or truncate on rule_set
    for each statement execute function refuse_change();

create table rule (
    rule_set     text,
    number       int,
    is_sample    boolean not null default false,
    condition    text    not null
                 constraint rule_condition_known
                 check (condition in ('REGISTRATION_AREA', 'REGISTRATION_TYPE',
                                      'REGISTRATION_YEARS', 'GUARDIAN_AREA', 'GUARDIAN_TYPE',
                                      'GUARDIAN_YEARS', 'SCHOOL_AREA', 'SCHOOL_LEVEL',
                                      'SCHOOL_YEARS', 'ATTENDANCE', 'EXAMINATION',
                                      'POOR_HOUSEHOLD', 'EARLIER_BREACH', 'NOTE')),
    years        int
                 constraint rule_years_plausible check (years between 1 and 30),
    counted_to   date
                 constraint rule_counted_to_with_years
                 check (counted_to is null or years is not null)
                 constraint rule_counted_to_about_its_year check (
                     extract(year from counted_to)
                     between left(rule_set, 4)::int - 1 and left(rule_set, 4)::int),
    clause       text not null,
    clause_en    text,
    source       text not null,
    standing     text not null
                 constraint rule_standing_known check (standing in {STANDING}),
    recorded_xid bigint not null default pg_current_xact_id()::text::bigint,
    primary key (rule_set, number),
    constraint rule_comes_with_its_set foreign key (rule_set, is_sample, recorded_xid)
        references rule_set (code, is_sample, recorded_xid),
    constraint rule_years_where_they_count check (
        (years is not null)
        = (condition in ('REGISTRATION_YEARS', 'GUARDIAN_YEARS', 'SCHOOL_YEARS')))
);
create unique index rule_condition_once on rule (rule_set, condition) where condition <> 'NOTE';
create trigger rule_append_only
    before update or delete or truncate on rule
    for each statement execute function refuse_change();
"""


def upgrade() -> None:
    script.run(UPGRADE)


def downgrade() -> None:
    script.run("drop table rule, rule_set")
