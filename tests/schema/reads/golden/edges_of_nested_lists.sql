with line as (
    select l.special_plan_id, l.programme_number, l.seats,
           row_number() over (partition by l.special_plan_id order by l.seats, l.id) as place,
           count(*)     over (partition by l.special_plan_id)                        as size
      from quota_line  l
      join source_plan s on s.id = l.source_plan_id
     where s.state = 'PUBLISHED'
), lines as (
    select special_plan_id,
           json_build_object(
               'totalCount', max(size),
               'pageInfo',   json_build_object('hasPreviousPage', max(size) > 2,
                                               'hasNextPage',     false),
               'edges',      json_agg(json_build_object('node', json_build_object(
                                 'programmeNumber', programme_number,
                                 'seats',           seats)) order by place)
                                 filter (where place > size - 2)) as list
      from line
     group by special_plan_id
), plan as (
    select id, year, kind, count(*) over () as size, row_number() over (order by id) as place
      from special_plan
     where state in ('PUBLISHED', 'CLOSED') and not is_sample
)
select json_build_object('specialPlans', json_build_object(
           'pageInfo', json_build_object('hasPreviousPage', max(plan.size) > 2,
                                         'hasNextPage',     false),
           'edges',    json_agg(json_build_object('node', json_build_object(
                           'year',       plan.year,
                           'kind',       plan.kind,
                           'quotaLines', lines.list)) order by plan.id)
                           filter (where plan.place > plan.size - 2)))
  from plan
  join lines on lines.special_plan_id = plan.id
