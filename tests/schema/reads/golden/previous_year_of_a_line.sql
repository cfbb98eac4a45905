-- The same plan kind, institution, programme, level, batch and track by name, and county.
with line as (
    select l.*
      from quota_line  l
      join source_plan s on s.id = l.source_plan_id
     where s.state = 'PUBLISHED'
), pair as (
    select now.id, before.id as before_id, before.year, before.seats, before.admitted,
           (select min(lowest_score) from admission where quota_line_id = before.id) as score,
           (select max(lowest_rank)  from admission where quota_line_id = before.id) as rank
      from line now
      join line before on before.year             = now.year - 1
                      and before.plan_kind        = now.plan_kind
                      and before.institution_code = now.institution_code
                      and before.programme_code   = now.programme_code
                      and before.level            = now.level
                      and before.batch            = now.batch
                      and before.track            = now.track
                      and before.is_sample        = now.is_sample
                      and coalesce(before.county_code, '-') = coalesce(now.county_code, '-')
), summed as (
    select id, json_build_object('year',        max(year),
                                 'lines',       count(*),
                                 'seats',       sum(seats),
                                 'admitted',    sum(admitted),
                                 'lowestScore', min(score)::text,
                                 'lowestRank',  max(rank)) as before
      from pair
     group by id
)
select json_build_object(
           'quotaLines', (select json_build_object('nodes', json_agg(json_build_object(
                                     'programmeNumber', programme_number,
                                     'previousYear',    before) order by id))
                            from line
                            left join summed using (id)
                           where year = 2018),
           'first',      (select json_build_object('totalCount', count(*))
                            from pair
                            join line using (id)
                           where line.year = 2017))
