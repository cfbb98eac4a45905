"""Staff, their passwords and invitations, and the API keys of systems.

All four are added and ended, never edited, so they keep no versions. A secret's hash and a password
stand where no read gets at them: `enrollment/tables` leaves them out, and the reader of 0007 has no
right to passwords, invitations, and answers kept under idempotency keys. A name is one account's or
key's as long as it isn't revoked; the record calls them by their number, which is never used twice.
"""

from migrations import script

revision = "0009"
down_revision = "0008"


def rights(table: str) -> str:
    """Return the columns of a role and its scope, of which there is exactly the one it has."""
    return f"""
    role             text not null
                     constraint {table}_role_known
                     check (role in ('ADMISSIONS', 'COLLEGE', 'CENTRE', 'COUNTY', 'PREFECTURE',
                                     'PROVINCE', 'AUDITOR')),
    institution_code text constraint {table}_of_an_institution references institution,
    county_code      text constraint {table}_of_a_county references county,
    prefecture_code  text,
    prefecture_level text not null generated always as ('PREFECTURE') stored,
    constraint {table}_of_a_prefecture foreign key (prefecture_code, prefecture_level)
        references division (code, level),
    constraint {table}_has_the_scope_of_its_role check (
        (institution_code is not null) = (role in ('ADMISSIONS', 'COLLEGE', 'CENTRE'))
        and (county_code  is not null) = (role = 'COUNTY')
        and (prefecture_code is not null) = (role = 'PREFECTURE'))"""


NAME = "check (length(name) between 1 and 100)"

UPGRADE = f"""
create table staff (
    id               bigint generated always as identity primary key,
    name             text not null constraint staff_name_is_short {NAME},
    {rights("staff")},
    issuer           text,
    subject          text,
    invited_by       text not null,
    invited_at       timestamptz not null default now(),
    accepted_at      timestamptz,
    revoked_at       timestamptz,
    constraint staff_subject_has_its_issuer check ((issuer is null) = (subject is null))
);
create unique index staff_name_once    on staff (name) where revoked_at is null;
create unique index staff_subject_once on staff (issuer, subject) where revoked_at is null;
create index staff_by_subject          on staff (issuer, subject);

create table staff_password (
    staff_id      bigint primary key constraint staff_password_of_staff references staff,
    password_hash text not null
                  constraint staff_password_is_argon2 check (password_hash like '$argon2id$%'),
    failures      int not null default 0
                  constraint staff_password_failures_are_counted check (failures >= 0),
    waits_until   timestamptz
);

create table invitation (
    id          bigint generated always as identity primary key,
    staff_id    bigint not null constraint invitation_of_staff references staff,
    secret_hash bytea not null constraint invitation_secret_once unique
                constraint invitation_secret_is_hashed check (length(secret_hash) = 32),
    made_at     timestamptz not null default now(),
    expires_at  timestamptz not null,
    used_at     timestamptz
);
create index invitation_by_staff on invitation (staff_id);

create table api_key (
    id               bigint generated always as identity primary key,
    name             text not null constraint api_key_name_is_short {NAME},
    secret_hash      bytea not null constraint api_key_secret_once unique
                     constraint api_key_secret_is_hashed check (length(secret_hash) = 32),
    {rights("api_key")},
    made_by          text not null,
    made_at          timestamptz not null default now(),
    expires_at       timestamptz,
    revoked_at       timestamptz
);
create unique index api_key_name_once on api_key (name) where revoked_at is null;

do $$
begin
    if exists (select from pg_roles where rolname = 'jiaofu_reader') then
        revoke select on staff_password, invitation, idempotency_key from jiaofu_reader;
    end if;
end $$;
"""


def upgrade() -> None:
    script.run(UPGRADE)


def downgrade() -> None:
    script.run("drop table api_key, invitation, staff_password, staff;")
