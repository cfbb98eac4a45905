with line as (
    select l.*
      from quota_line  l
      join source_plan s on s.id = l.source_plan_id
     where s.state = 'PUBLISHED' and not l.is_sample
), compared as (
    select now.id, now.programme_number, count(*) as lines, sum(before.seats) as seats
      from line now
      join line before on before.year             = now.year - 1
                      and before.plan_kind        = now.plan_kind
                      and before.institution_code = now.institution_code
                      and before.programme_code   = now.programme_code
                      and before.level            = now.level
                      and before.batch            = now.batch
                      and before.track            = now.track
                      and before.county_code is not distinct from now.county_code
     group by now.id, now.programme_number
    having count(*) > 1
)
select json_build_object('quotaLines', json_build_object(
           'totalCount', count(*),
           'nodes',      json_agg(json_build_object(
                             'programmeNumber', programme_number,
                             'previousYear',    json_build_object('lines', lines, 'seats', seats))
                             order by id)))
  from compared
