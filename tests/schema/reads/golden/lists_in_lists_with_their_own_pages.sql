with source as (
    select s.id, s.special_plan_id, s.institution_code, sum(l.seats) as seats
      from source_plan s
      join quota_line  l on l.source_plan_id = s.id
     where s.state = 'PUBLISHED'
     group by s.id
), ranked_line as (
    select source_plan_id, programme_number, seats, admitted,
           row_number() over (partition by source_plan_id order by seats desc, id) as place
      from quota_line
     where tuition is not null
), lines as (
    select source_plan_id,
           json_build_object(
               'totalCount', count(*),
               'totals',     json_build_object(
                   'seats',    sum(seats),
                   'admitted', sum(admitted),
                   'fillRate', round(sum(admitted)::numeric / nullif(sum(seats), 0), 4)),
               'nodes',      json_agg(json_build_object('programmeNumber', programme_number,
                                                        'seats',           seats))
                                 filter (where place = 1),
               'pageInfo',   json_build_object('hasNextPage', count(*) > 1)) as list
      from ranked_line
     group by source_plan_id
), ranked_source as (
    select source.special_plan_id,
           json_build_object(
               'institution', json_build_object('code', source.institution_code),
               'lines',       coalesce(lines.list, json_build_object(
                   'totalCount', 0,
                   'totals',     json_build_object('seats', 0, 'admitted', 0, 'fillRate', null),
                   'nodes',      '[]'::json,
                   'pageInfo',   json_build_object('hasNextPage', false)))) as node,
           row_number() over (partition by source.special_plan_id
                              order by source.seats desc, source.id) as place
      from source
      left join lines on lines.source_plan_id = source.id
), plan as (
    select p.id, p.year, p.kind, count(r.place) as sources,
           json_agg(r.node order by r.place) filter (where r.place <= 2) as nodes
      from special_plan p
      left join ranked_source r on r.special_plan_id = p.id
     where p.state in ('PUBLISHED', 'CLOSED') and not p.is_sample
     group by p.id
)
select json_build_object('specialPlans', json_build_object('nodes', json_agg(json_build_object(
           'year',        year,
           'kind',        kind,
           'sourcePlans', json_build_object('totalCount', sources,
                                            'nodes',      coalesce(nodes, '[]')))
           order by year, kind desc, id)))
  from plan
