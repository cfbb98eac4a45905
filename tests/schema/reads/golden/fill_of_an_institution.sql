with line as (
    select l.*, s.id as its_source_plan, p.id as plan_id, p.kind, m.name_zh as programme
      from source_plan  s
      join special_plan p on p.id = s.special_plan_id
      join quota_line   l on l.source_plan_id = s.id
      join programme    m on m.code = l.programme_code
     where s.institution_code = '10112'
       and s.state = 'PUBLISHED'
), source as (
    select its_source_plan as id, year, kind, sum(seats) as seats,
           count(*)               filter (where admitted > 0)      as lines,
           coalesce(sum(seats)    filter (where admitted > 0), 0)  as filled_seats,
           coalesce(sum(admitted) filter (where admitted > 0), 0)  as admitted
      from line
     group by its_source_plan, year, kind
)
select json_build_object('institution', json_build_object(
           'nameZh',      (select name_zh from institution where code = '10112'),
           'lines2019',   (select json_build_object(
                                      'totals', json_build_object(
                                          'lines',    count(*),
                                          'seats',    sum(seats),
                                          'admitted', sum(admitted),
                                          'fillRate', round(sum(admitted)::numeric
                                                            / sum(seats), 4)),
                                      'nodes',  json_agg(json_build_object(
                                          'programme', json_build_object('nameZh', programme),
                                          'seats',     seats,
                                          'admitted',  admitted,
                                          'seatsLeft', seats - admitted,
                                          'fillRate',  round(admitted::numeric / seats, 4))
                                          order by round(admitted::numeric / seats, 4),
                                                   seats desc, id))
                             from line
                            where year = 2019),
           'sourcePlans', (select json_build_object('nodes', json_agg(json_build_object(
                                      'specialPlan', json_build_object('year', year, 'kind', kind),
                                      'seats',       seats,
                                      'lines',       json_build_object('totals', json_build_object(
                                          'lines',    lines,
                                          'seats',    filled_seats,
                                          'admitted', admitted,
                                          'fillRate', round(admitted::numeric
                                                            / nullif(filled_seats, 0), 4))))
                                      order by year desc, kind, id))
                             from source)))
