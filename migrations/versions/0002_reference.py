"""Divisions, counties and what they are designated as, institutions, programmes, yearly codes.

Every row says where it comes from (`source`) and how firmly it stands (`standing`).
"""

from migrations import script

revision = "0002"
down_revision = "0001"

STANDING = "('STATED', 'DERIVED', 'RECALLED', 'PLACEHOLDER', 'SAMPLE')"

# Code tables of the national admission system: (table, its name in the record).
YEARLY_CODES = ("level", "batch", "track", "plan_nature", "plan_category")


UPGRADE = f"""
create table division (
    code        text primary key
                constraint division_code_is_six_digits check (code ~ '^[0-9]{{6}}$'),
    level       text not null
                constraint division_level_known
                check (level in ('PROVINCE', 'PREFECTURE', 'COUNTY')),
    parent_code text constraint division_has_a_known_parent references division,
    name_zh     text not null,
    name_en     text,
    name_order  bytea generated always as (pinyin_order(name_zh)) stored,
    source      text not null,
    standing    text not null
                constraint division_standing_known check (standing in {STANDING}),
    constraint division_name_of_code unique (code, name_zh),
    constraint division_level_of_code unique (code, level)
);

create table county (
    code            text primary key,
    name_zh         text not null,
    name_en         text not null,
    name_order      bytea generated always as (pinyin_order(name_zh)) stored,
    prefecture_code text not null,
    prefecture_level text not null generated always as ('PREFECTURE') stored,
    exit_year       int,
    exit_date       text constraint county_exit_date_is_iso_8601
                    check (exit_date ~ '^[0-9]{{4}}(-[0-9]{{2}}(-[0-9]{{2}})?)?$'),
    exit_note       text,
    exit_source     text,
    source          text not null,
    standing        text not null
                    constraint county_standing_known check (standing in {STANDING}),
    constraint county_is_a_division foreign key (code, name_zh)
        references division (code, name_zh) on update cascade,
    constraint county_lies_in_a_prefecture foreign key (prefecture_code, prefecture_level)
        references division (code, level)
);

create table county_alias (
    code        text,
    name_zh     text not null,
    county_code text not null constraint county_alias_of_a_county references county,
    valid       daterange not null,
    source      text not null,
    standing    text not null
                constraint county_alias_standing_known check (standing in {STANDING}),
    constraint county_alias_no_overlap primary key (code, valid without overlaps)
);

create table county_designation (
    id              bigint generated always as identity primary key,
    county_code     text not null
                    constraint county_designation_of_a_county references county,
    kind            text not null
                    constraint county_designation_kind_known
                    check (kind in ('NATIONAL', 'PROVINCIAL', 'DEEP_POVERTY',
                                    'CONTIGUOUS_AREA', 'TARGETED_TRAINING')),
    contiguous_area text
                    constraint county_designation_names_its_area
                    check ((kind = 'CONTIGUOUS_AREA') = (contiguous_area is not null)),
    valid           daterange not null
                    constraint county_designation_valid_is_not_empty
                    check (not isempty(valid)),
    document        text,
    source          text not null,
    standing        text not null
                    constraint county_designation_standing_known
                    check (standing in {STANDING}),
    tier_or_kind    text generated always as (
                        case when kind in ('NATIONAL', 'PROVINCIAL')
                             then 'TIER' else kind end) stored,
    constraint county_designation_no_overlap
        unique (county_code, tier_or_kind, valid without overlaps)
);

create view county_source as
    select code as county_code, 'code' as field, standing, source from county
    union all
    select county_code,
           case kind when 'DEEP_POVERTY'      then 'isDeepPoverty'
                     when 'CONTIGUOUS_AREA'   then 'contiguousArea'
                     when 'TARGETED_TRAINING' then 'isTargetedTraining'
                     else 'tier' end,
           standing, source
      from county_designation
     where upper_inf(valid)
    union all
    select code, 'exitDate', 'STATED', exit_source from county
     where exit_source is not null;

create table institution (
    code          text primary key
                  constraint institution_code_is_plain check (code ~ '^[0-9A-Z]+$'),
    ministry_code text constraint institution_ministry_code_unique unique
                  constraint institution_ministry_code_is_five_digits
                  check (ministry_code ~ '^[0-9]{{5}}$'),
    identifier    text constraint institution_identifier_unique unique
                  constraint institution_identifier_is_ten_digits
                  check (identifier ~ '^[0-9]{{10}}$'),
    name_zh       text not null,
    name_en       text,
    name_order    bytea generated always as (pinyin_order(name_zh)) stored,
    kind          text not null
                  constraint institution_kind_known
                  check (kind in ('UNIVERSITY', 'HIGHER_VOCATIONAL_COLLEGE',
                                  'SECONDARY_VOCATIONAL_SCHOOL',
                                  'COUNTY_VOCATIONAL_CENTRE', 'HIGH_SCHOOL', 'SCHOOL',
                                  'KINDERGARTEN')),
    level         text,
    ownership     text,
    supervisor_zh text,
    place_zh      text,
    prefecture_code text,
    prefecture_level text not null generated always as ('PREFECTURE') stored,
    county_code   text constraint institution_has_a_known_county references county,
    source        text not null,
    standing      text not null
                  constraint institution_standing_known check (standing in {STANDING}),
    constraint institution_lies_in_a_prefecture
        foreign key (prefecture_code, prefecture_level) references division (code, level),
    constraint institution_centre_names_its_county
        check (kind <> 'COUNTY_VOCATIONAL_CENTRE' or county_code is not null)
);
create index institution_by_prefecture on institution (prefecture_code);
create unique index institution_one_centre_in_a_county
    on institution (county_code) where kind = 'COUNTY_VOCATIONAL_CENTRE';

create table institution_designation (
    id               bigint generated always as identity primary key,
    institution_code text not null
                     constraint institution_designation_of_an_institution
                     references institution,
    kind             text not null
                     constraint institution_designation_kind_known
                     check (kind in ('KEY_VOCATIONAL', 'ASSISTING_UNIVERSITY')),
    valid            daterange not null
                     constraint institution_designation_valid_is_not_empty
                     check (not isempty(valid)),
    document         text,
    source           text not null,
    standing         text not null
                     constraint institution_designation_standing_known
                     check (standing in {STANDING}),
    constraint institution_designation_no_overlap
        unique (institution_code, kind, valid without overlaps)
);

create table programme (
    code        text primary key
                constraint programme_code_is_plain check (code ~ '^[0-9A-Z]{{2,10}}$'),
    name_zh     text not null,
    name_order  bytea generated always as (pinyin_order(name_zh)) stored,
    level       text,
    discipline  text,
    class_zh    text,
    years       numeric(3, 1),
    source      text not null,
    standing    text not null
                constraint programme_standing_known check (standing in {STANDING})
);
"""


def upgrade() -> None:
    script.run(UPGRADE)
    for code in YEARLY_CODES:
        script.run(
            f"""
            create table {code} (
                year    int,
                code    text,
                name_zh text not null,
                constraint {code}_code_in_its_year primary key (year, code),
                constraint {code}_name_of_code unique (year, code, name_zh)
            );
            """
        )


def downgrade() -> None:
    script.run(f"drop table {', '.join(YEARLY_CODES)}")
    script.run(
        """
        drop view county_source;
        drop table programme, institution_designation, institution, county_designation,
                   county_alias, county, division;
        """
    )
