"""Special plans, the counties they cover, and each institution's source plan.

Facts of a plan that its lines repeat (`year`, `kind`, `is_sample`, `state`) are repeated through
foreign keys with `on update cascade`, so that a line can be filtered alone and can't disagree. So
does a source plan with its plan's state: it is published only as long as the plan is.
"""

from migrations import script

revision = "0003"
down_revision = "0002"

VERSIONED = """
            version      int         not null default 1,
            recorded_at  timestamptz not null default now(),
            recorded_xid bigint      not null default pg_current_xact_id()::text::bigint
"""
REPLACED = "replaced_at timestamptz not null, replaced_xid bigint not null"


UPGRADE = f"""
create table special_plan (
    id                bigint generated always as identity primary key,
    year              int  not null
                      constraint special_plan_year_plausible
                      check (year between 2000 and 2100),
    kind              text not null
                      constraint special_plan_kind_known
                      check (kind in ('NATIONAL', 'LOCAL', 'UNIVERSITY', 'TARGETED')),
    is_sample         boolean not null default false,
    title             text not null,
    state             text not null default 'DRAFT'
                      constraint special_plan_state_known
                      check (state in ('DRAFT', 'OPEN', 'PUBLISHED', 'CLOSED')),
    submission_opens  timestamptz,
    submission_closes timestamptz,
    issued_seats      int not null default 0,
    unallocated_seats int not null default 0,
    withdrawn_seats   int not null default 0,
    {VERSIONED},
    constraint special_plan_once_a_year unique (year, kind, is_sample),
    constraint special_plan_facts unique (id, year, kind, is_sample),
    constraint special_plan_state_of_id unique (id, state),
    constraint submission_window_opens_first
        check (submission_opens < submission_closes),
    constraint issue_never_negative     check (issued_seats >= 0),
    constraint pool_never_negative      check (unallocated_seats >= 0),
    constraint withdrawn_never_negative check (withdrawn_seats >= 0)
);
create table special_plan_version (like special_plan, {REPLACED},
    primary key (id, version));
create trigger special_plan_seats_are_moved
    before update of issued_seats, unallocated_seats, withdrawn_seats on special_plan
    for each statement when (pg_trigger_depth() = 0) execute function refuse_change();

create table plan_area (
    special_plan_id bigint constraint plan_area_of_a_plan references special_plan,
    county_code     text   constraint plan_area_of_a_county references county,
    reason          text,
    document        text,
    primary key (special_plan_id, county_code),
    constraint plan_area_exception_names_its_document
        check ((reason is null) = (document is null))
);
create index plan_area_by_county on plan_area (county_code);
create trigger plan_area_never_drifts
    before update or delete or truncate on plan_area
    for each statement execute function refuse_change();

create table source_plan (
    id               bigint generated always as identity primary key,
    special_plan_id  bigint not null,
    plan_state       text   not null,
    institution_code text not null
                     constraint source_plan_of_an_institution references institution,
    state            text not null default 'DRAFT'
                     constraint source_plan_state_known
                     check (state in ('DRAFT', 'SUBMITTED', 'RETURNED', 'APPROVED',
                                      'PUBLISHED')),
    {VERSIONED},
    constraint source_plan_of_a_plan foreign key (special_plan_id, plan_state)
        references special_plan (id, state) on update cascade,
    constraint source_plan_published_with_its_plan
        check (state <> 'PUBLISHED' or plan_state in ('PUBLISHED', 'CLOSED')),
    constraint source_plan_once_for_an_institution
        unique (special_plan_id, institution_code),
    constraint source_plan_facts unique (id, special_plan_id, institution_code, state)
);
create index source_plan_by_institution on source_plan (institution_code);
create table source_plan_version (like source_plan, {REPLACED},
    primary key (id, version));
"""


def upgrade() -> None:
    script.run(UPGRADE)
    script.keep_versions(
        "special_plan",
        "year, kind, is_sample, title, state, submission_opens, submission_closes",
    )
    script.keep_versions("source_plan", "special_plan_id, institution_code, state")


def downgrade() -> None:
    script.run(
        """
        drop table source_plan_version, source_plan, plan_area, special_plan_version,
                   special_plan;
        drop function keep_source_plan_version();
        drop function keep_special_plan_version();
        """
    )
