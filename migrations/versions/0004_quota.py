"""Quota lines and the ledger that moves their seats.

`quota_line.seats` and the three sums of a special plan are balances: only the trigger on `leg`
changes them, so they are the sums of the legs at every moment, and a check on each refuses what
would go below zero. A line may be added after its legs, with their balance: to write it once
costs half of writing it with none and raising it.

The triggers' statements are planned at each run (`execute`): a plan kept from a small movement
reads every line for each leg of a great one.
"""

from migrations import script

revision = "0004"
down_revision = "0003"

IDENTITY = ", ".join(
    f"coalesce({column}, '')"
    for column in (
        "programme_code level_code batch_code track_code plan_nature_code plan_category_code "
        "county_code institution_number programme_number provincial_programme_number direction "
        "programmes_contained foreign_language oral_test subject_requirement campus pathway"
    ).split()
).replace(", coalesce", " || chr(31) || coalesce")

# All but the balances, whose history is the ledger and the admissions.
VERSIONED = """
    special_plan_id, year, plan_kind, is_sample, source_plan_id, institution_code, state,
    programme_code, level_code, level, batch_code, batch, track_code, track, plan_nature_code,
    plan_nature, plan_category_code, plan_category, county_code, record_id, institution_number,
    programme_number, provincial_programme_number, direction, programmes_contained,
    foreign_language, oral_test, subject_requirement, campus, pathway, years, tuition, remarks,
    other, requested_seats
"""


UPGRADE = f"""
create table account (
    id              bigint generated always as identity primary key,
    special_plan_id bigint not null constraint account_of_a_plan references special_plan,
    kind            text   not null
                    constraint account_kind_known
                    check (kind in ('ISSUE', 'POOL', 'LINE', 'WITHDRAWN')),
    constraint account_facts unique (id, special_plan_id, kind)
);
create unique index account_once_in_a_plan
    on account (special_plan_id, kind) where kind <> 'LINE';

create table quota_line (
    id                          bigint primary key,
    account_kind                text not null default 'LINE'
                                constraint quota_line_is_a_line_account
                                check (account_kind = 'LINE'),
    special_plan_id             bigint  not null,
    year                        int     not null,
    plan_kind                   text    not null,
    is_sample                   boolean not null,
    source_plan_id              bigint  not null,
    institution_code            text    not null,
    state                       text    not null,
    programme_code              text    not null
                                constraint quota_line_of_a_programme references programme,
    level_code                  text    not null,
    level                       text    not null,
    batch_code                  text    not null,
    batch                       text    not null,
    track_code                  text    not null,
    track                       text    not null,
    plan_nature_code            text    not null,
    plan_nature                 text    not null,
    plan_category_code          text,
    plan_category               text,
    county_code                 text,
    record_id                   text,
    institution_number          text,
    programme_number            text,
    provincial_programme_number text,
    direction                   text,
    programmes_contained        text,
    foreign_language            text,
    oral_test                   text,
    subject_requirement         text,
    campus                      text,
    pathway                     text,
    years                       numeric(3, 1),
    tuition                     numeric(12, 2)
                                constraint tuition_never_negative check (tuition >= 0),
    remarks                     text,
    other                       jsonb not null default '{{}}',
    identity                    uuid not null generated always as (md5(
        coalesce('record ' || record_id, {IDENTITY}))::uuid) stored,
    requested_seats             int not null
                                constraint requested_seats_never_negative
                                check (requested_seats >= 0),
    seats                       int not null default 0,
    admitted                    int not null default 0,
    enrolled                    int not null default 0,
    version                     int         not null default 1,
    recorded_at                 timestamptz not null default now(),
    recorded_xid                bigint      not null
                                default pg_current_xact_id()::text::bigint,
    constraint quota_line_identity unique (source_plan_id, identity),
    constraint quota_line_has_an_account
        foreign key (id, special_plan_id, account_kind)
        references account (id, special_plan_id, kind),
    constraint quota_line_of_a_plan
        foreign key (special_plan_id, year, plan_kind, is_sample)
        references special_plan (id, year, kind, is_sample) on update cascade,
    constraint quota_line_of_a_source_plan
        foreign key (source_plan_id, special_plan_id, institution_code, state)
        references source_plan (id, special_plan_id, institution_code, state)
        on update cascade,
    constraint quota_line_county_in_plan_area
        foreign key (special_plan_id, county_code)
        references plan_area (special_plan_id, county_code),
    constraint targeted_line_names_its_county
        check (plan_kind <> 'TARGETED' or county_code is not null),
    constraint quota_line_level foreign key (year, level_code, level)
        references level (year, code, name_zh) on update cascade,
    constraint quota_line_batch foreign key (year, batch_code, batch)
        references batch (year, code, name_zh) on update cascade,
    constraint quota_line_track foreign key (year, track_code, track)
        references track (year, code, name_zh) on update cascade,
    constraint quota_line_plan_nature foreign key (year, plan_nature_code, plan_nature)
        references plan_nature (year, code, name_zh) on update cascade,
    constraint quota_line_plan_category
        foreign key (year, plan_category_code, plan_category)
        references plan_category (year, code, name_zh) on update cascade,
    constraint quota_line_plan_category_has_both
        check ((plan_category_code is null) = (plan_category is null)),
    constraint quota_never_negative       check (seats >= 0),
    constraint admitted_never_negative    check (admitted >= 0),
    constraint admitted_within_seats      check (admitted <= greatest(seats, 0)),
    constraint enrolled_within_admitted   check (enrolled between 0 and admitted)
);
create index quota_line_by_plan        on quota_line (special_plan_id, id);
create index quota_line_by_year        on quota_line (year, id);
create index quota_line_by_year_seats  on quota_line (year, seats desc, id);
create index quota_line_by_institution on quota_line (institution_code);
create index quota_line_by_programme   on quota_line (programme_code);
create index quota_line_by_county      on quota_line (county_code, id)
    where county_code is not null;
create index quota_line_by_seats       on quota_line (seats desc, id);

create table quota_line_version (like quota_line,
    replaced_at timestamptz not null, replaced_xid bigint not null,
    primary key (id, version));
create trigger quota_line_seats_are_moved
    before update of seats, admitted, enrolled on quota_line
    for each statement when (pg_trigger_depth() = 0) execute function refuse_change();
create trigger quota_line_with_seats_stays before delete on quota_line
    for each row when (old.seats <> 0) execute function refuse_change();

create table movement (
    id              bigint generated always as identity primary key,
    kind            text not null
                    constraint movement_kind_known
                    check (kind in ('ISSUE', 'ALLOCATE', 'TRANSFER', 'ADJUST',
                                    'WITHDRAW', 'REVERSE')),
    reason          text not null,
    actor           text not null,
    document_number text not null,
    effective_on    date not null,
    reverses_id     bigint
                    constraint movement_reversed_once unique
                    constraint movement_reverses_a_movement references movement,
    recorded_at     timestamptz not null default now(),
    recorded_xid    bigint      not null default pg_current_xact_id()::text::bigint,
    constraint movement_reverse_names_its_movement
        check ((kind = 'REVERSE') = (reverses_id is not null))
);
create index movement_by_document on movement (document_number);

create table leg (
    movement_id  bigint constraint leg_of_a_movement references movement,
    number       int,
    from_account bigint not null constraint leg_from_an_account references account,
    to_account   bigint not null constraint leg_to_an_account references account,
    seats        int    not null constraint leg_moves_seats check (seats > 0),
    primary key (movement_id, number),
    constraint leg_goes_somewhere check (from_account <> to_account)
);
create index leg_by_from_account on leg (from_account);
create index leg_by_to_account   on leg (to_account);

create function post_legs() returns trigger language plpgsql as $$
begin
    if exists (select from (select distinct movement_id from posted) legs
                 join movement on movement.id = legs.movement_id
                where movement.recorded_xid <> pg_current_xact_id()::text::bigint)
    then
        raise exception 'a leg is recorded with its movement, not later'
            using errcode = 'integrity_constraint_violation',
                  table = 'leg', constraint = 'leg_recorded_with_its_movement';
    end if;
    execute $post$
        with change as (
            select account_id, sum(seats) as seats
              from (select to_account as account_id, seats from posted
                    union all
                    select from_account, -seats from posted) each_side
             group by account_id
        )
        update quota_line
           set seats = quota_line.seats + change.seats
          from change
         where quota_line.id = change.account_id
    $post$;

    execute $post$
        with change as (
            select account.special_plan_id,
                   sum(seats) filter (where account.kind = 'ISSUE')     as issue,
                   sum(seats) filter (where account.kind = 'POOL')      as pool,
                   sum(seats) filter (where account.kind = 'WITHDRAWN') as withdrawn
              from (select to_account as account_id, seats from posted
                    union all
                    select from_account, -seats from posted) each_side
              join account on account.id = each_side.account_id
                          and account.kind <> 'LINE'
             group by account.special_plan_id
        )
        update special_plan
           set issued_seats      = issued_seats      - coalesce(change.issue, 0),
               unallocated_seats = unallocated_seats + coalesce(change.pool, 0),
               withdrawn_seats   = withdrawn_seats   + coalesce(change.withdrawn, 0)
          from change
         where special_plan.id = change.special_plan_id
    $post$;
    return null;
end $$;
create trigger leg_moves_balances after insert on leg
    referencing new table as posted
    for each statement execute function post_legs();

create function refuse_unmoved_seats() returns trigger language plpgsql as $$
declare
    unmoved bigint;
begin
    execute $check$
        select added.id
          from added
         where added.seats
               <> coalesce((select sum(seats) from leg where to_account = added.id), 0)
                - coalesce((select sum(seats) from leg where from_account = added.id), 0)
         limit 1
    $check$ into unmoved;
    if unmoved is not null then
        raise exception 'the seats of line % are not those moved to it', unmoved
            using errcode = 'integrity_constraint_violation',
                  table = 'quota_line', constraint = 'quota_line_seats_were_moved';
    end if;
    return null;
end $$;
create trigger quota_line_starts_at_its_balance after insert on quota_line
    referencing new table as added
    for each statement execute function refuse_unmoved_seats();

create trigger movement_append_only
    before update or delete or truncate on movement
    for each statement execute function refuse_change();
create trigger leg_append_only
    before update or delete or truncate on leg
    for each statement execute function refuse_change();

create table seal (
    id            bigint generated always as identity primary key,
    sealed_at     timestamptz not null default now(),
    horizon_xid   bigint not null,
    movements     int    not null,
    previous_hash bytea  not null constraint seal_follows_one_seal unique,
    hash          bytea  not null constraint seal_hash_unique unique
);
create trigger seal_append_only
    before update or delete or truncate on seal
    for each statement execute function refuse_change();
"""


def upgrade() -> None:
    script.run(UPGRADE)
    script.keep_versions("quota_line", VERSIONED)


def downgrade() -> None:
    script.run(
        """
        drop table seal, leg, movement, quota_line_version, quota_line, account;
        drop function keep_quota_line_version();
        drop function refuse_unmoved_seats();
        drop function post_legs();
        """
    )
