"""Made quota lines, written by SQL: what a line is follows from its number, so runs compare.

The steps are run in one session, in order, each with `LINES`, `FIRST_YEAR` and `LAST_YEAR` filled
in. Institutions are the registered universities; programmes are topped up with made ones, whose
names say 示例, as the register has few.
"""

INSTITUTIONS = 1_200
PROGRAMMES = 700

# hashint8extended gives the same number for a number and a salt on any machine.
PREPARED = """
create function pg_temp.chance(number bigint, salt bigint) returns float8 immutable
    return (hashint8extended(number, salt) & 4294967295) / 4294967296.0::float8;

create temporary table drawn_institution as
select row_number() over (order by code) as place, code
  from institution
 where kind = 'UNIVERSITY' and level = '本科' and standing <> 'SAMPLE'
 order by code
 limit {INSTITUTIONS};

insert into programme (code, name_zh, level, years, source, standing)
select 'B' || lpad(number::text, 4, '0'), '示例专业' || lpad(number::text, 4, '0'),
       '本科', 4, 'made for the benchmark', 'SAMPLE'
  from generate_series(1, {PROGRAMMES} - (select count(*) from programme)) number;

create temporary table drawn_programme as
select row_number() over (order by code) as place, code from programme;

create temporary table terms (kind text, area text[], batch_code text, batch text,
                              nature_code text, nature text, category_code text, category text);
insert into terms values
('NATIONAL', '{{NATIONAL}}',
 'S1', '本科一批', 'S1', '国家专项计划', 'S11', '国家专项'),
('LOCAL', '{{PROVINCIAL}}',
 'S2', '本科二批', 'S2', '地方专项计划', 'S12', '地方专项'),
('UNIVERSITY', '{{NATIONAL,PROVINCIAL}}',
 'S0', '本科提前批', 'S3', '高校专项计划', 'S13', '高校专项'),
('TARGETED', '{{TARGETED_TRAINING}}',
 'S0', '本科提前批', 'S4', '定向计划', 'S14', '免费定向培养');

insert into level (year, code, name_zh)
select year, 'S1', '本科' from generate_series({FIRST_YEAR}, {LAST_YEAR}) year;
insert into track (year, code, name_zh)
select year, code, name_zh
  from generate_series({FIRST_YEAR}, {LAST_YEAR}) year,
       (values ('S1', '文史'), ('S5', '理工')) known (code, name_zh);
insert into batch (year, code, name_zh)
select distinct year, batch_code, batch
  from generate_series({FIRST_YEAR}, {LAST_YEAR}) year, terms;
insert into plan_nature (year, code, name_zh)
select year, nature_code, nature from generate_series({FIRST_YEAR}, {LAST_YEAR}) year, terms;
insert into plan_category (year, code, name_zh)
select year, category_code, category from generate_series({FIRST_YEAR}, {LAST_YEAR}) year, terms;
"""

# Targeted training had its first county in the last year.
PLANS = """
insert into special_plan (id, year, kind, is_sample, title, state) overriding system value
select row_number() over (order by year, kind), year, kind, true,
       year || '年' || nature || '(示例)', 'PUBLISHED'
  from generate_series({FIRST_YEAR}, {LAST_YEAR}) year, terms
 where kind <> 'TARGETED' or year = {LAST_YEAR};

insert into plan_area (special_plan_id, county_code)
select distinct plan.id, designation.county_code
  from special_plan plan
  join terms using (kind)
  join county_designation designation on designation.kind = any(terms.area)
                                     and designation.valid @> make_date(plan.year, 1, 1);

create temporary table drawn_county as
select special_plan_id, county_code,
       row_number() over (partition by special_plan_id order by county_code) as place
  from plan_area;

create temporary table drawn_plan as
select plan.id, plan.year, terms.*,
       (select count(*) from plan_area where special_plan_id = plan.id) as counties
  from special_plan plan join terms using (kind);

insert into source_plan (id, special_plan_id, plan_state, institution_code, state)
       overriding system value
select (plan.id - 1) * {INSTITUTIONS} + institution.place, plan.id, 'PUBLISHED',
       institution.code, 'PUBLISHED'
  from special_plan plan, drawn_institution institution
 order by 1;
analyze drawn_institution, drawn_programme, drawn_county, drawn_plan;
"""

ACCOUNTS = """
insert into account (id, special_plan_id, kind) overriding system value
select id, special_plan_id, 'LINE' from quota_line;

insert into account (id, special_plan_id, kind) overriding system value
select {LINES} + row_number() over (order by plan.id, held), plan.id, held
  from special_plan plan, unnest(array['ISSUE', 'POOL', 'WITHDRAWN']) held;

update special_plan set issued_seats = total.seats
  from (select special_plan_id, sum(seats) as seats from quota_line group by 1) total
 where total.special_plan_id = special_plan.id;
"""

# One line in twelve and a half is bound to a county; few lines have many seats.
QUOTA_LINES = """
insert into quota_line (
       id, special_plan_id, year, plan_kind, is_sample, source_plan_id, institution_code, state,
       programme_code, level_code, level, batch_code, batch, track_code, track,
       plan_nature_code, plan_nature, plan_category_code, plan_category, county_code,
       programme_number, years, tuition, requested_seats, seats, admitted, enrolled)
select number, plan.id, plan.year, plan.kind, true,
       (plan.id - 1) * {INSTITUTIONS} + institution.place, institution.code, 'PUBLISHED',
       programme.code, 'S1', '本科', plan.batch_code, plan.batch,
       case when arts then 'S1' else 'S5' end, case when arts then '文史' else '理工' end,
       plan.nature_code, plan.nature, plan.category_code, plan.category, county.county_code,
       number::text, 4, 4000 + 500 * (number % 5), seats, seats, admitted,
       admitted - floor(admitted * pg_temp.chance(number, 8) / 5)::int
  from (select number,
               {FIRST_YEAR}
               + ((number - 1) * ({LAST_YEAR} - {FIRST_YEAR} + 1) / {LINES})::int as year,
               pg_temp.chance(number, 1) as kind_drawn,
               1 + floor(pg_temp.chance(number, 2) * {INSTITUTIONS})::int as institution_place,
               1 + floor(pg_temp.chance(number, 3) * {PROGRAMMES})::int as programme_place,
               pg_temp.chance(number, 4) < 0.4 as arts,
               pg_temp.chance(number, 5) < 0.08 as is_bound,
               1 + floor(power(pg_temp.chance(number, 6), 3) * 60)::int as seats
          from generate_series(1, {LINES}::bigint) number) line
 cross join lateral (
       select ceil(seats * (0.6 + 0.4 * pg_temp.chance(number, 7)))::int as admitted,
              case when kind_drawn < 0.36 then 'NATIONAL'
                   when kind_drawn < 0.56 then 'LOCAL'
                   when kind_drawn < 0.99 or year < {LAST_YEAR} then 'UNIVERSITY'
                   else 'TARGETED' end as plan_kind) more
  join drawn_plan plan on plan.year = line.year and plan.kind = more.plan_kind
  join drawn_institution institution on institution.place = institution_place
  join drawn_programme programme on programme.place = programme_place
  left join drawn_county county
    on (is_bound or plan_kind = 'TARGETED')
   and county.special_plan_id = plan.id
   and county.place = 1 + floor(pg_temp.chance(number, 9) * plan.counties)::int;
"""

# A tenth of the lines filled a quarter of what they filled in a second round.
ADMISSIONS = """
insert into admission (id, quota_line_id, round, applied, filed, admitted, enrolled,
                       lowest_score, lowest_rank) overriding system value
select case round when 1 then id else {LINES} + id / 10 end, id, round,
       part + floor(part * 2 * pg_temp.chance(id, 10 + round))::int,
       part, part, part_enrolled, score, 1 + (700 - score) * 300
  from quota_line
 cross join lateral (
       select case when id % 10 = 0 then admitted / 4 else 0 end as later,
              case when id % 10 = 0 then enrolled / 4 else 0 end as later_enrolled) two
 cross join lateral (
       values (1, admitted - later, enrolled - later_enrolled), (2, later, later_enrolled)
       ) one (round, part, part_enrolled)
 cross join lateral (
       select (400 + floor(pg_temp.chance(id, 20 + round) * 300))::int as score) marks
 where round = 1 or id % 10 = 0;
"""

SEQUENCES = """
select setval(pg_get_serial_sequence(name, 'id'), 2 * {LINES} + 100000)
  from unnest(array['account', 'admission', 'source_plan', 'special_plan']) name;
"""

STEPS = (PREPARED, PLANS, QUOTA_LINES, ACCOUNTS, ADMISSIONS, SEQUENCES)
