with plan as (
    select * from special_plan where state in ('PUBLISHED', 'CLOSED')
), source as (
    select s.id, s.institution_code, p.year, p.kind, p.is_sample,
           (select sum(seats) from quota_line where source_plan_id = s.id) as seats
      from source_plan s
      join plan        p on p.id = s.special_plan_id
     where s.state = 'PUBLISHED'
), line as (
    select l.*
      from quota_line l
      join source     s on s.id = l.source_plan_id
)
select json_build_object(
           'specialPlans', (select json_build_object('totalCount', count(*)) from plan),
           'sourcePlans',  (select json_build_object(
                                       'totalCount', count(*),
                                       'nodes',      json_agg(json_build_object(
                                           'institution', json_build_object('code',
                                                                            institution_code),
                                           'specialPlan', json_build_object('year', year,
                                                                            'kind', kind))
                                           order by id))
                              from source
                             where year in (2017, 2018, 2021)),
           'quotaLines',   (select json_build_object(
                                       'totalCount', count(*),
                                       'totals',     json_build_object(
                                           'lines',          count(*),
                                           'seats',          sum(seats),
                                           'requestedSeats', sum(requested_seats),
                                           'admitted',       sum(admitted),
                                           'enrolled',       sum(enrolled),
                                           'fillRate',       round(sum(admitted)::numeric
                                                                   / sum(seats), 4)))
                              from line
                             where year in (2017, 2018, 2021)),
           'institution',  (select json_build_object(
                                       'nameZh',      i.name_zh,
                                       'sourcePlans', json_build_object(
                                           'totalCount', count(*),
                                           'nodes',      json_agg(json_build_object(
                                               'specialPlan', json_build_object('year', s.year),
                                               'seats',       s.seats) order by s.id)),
                                       'quotaLines',  (select json_build_object('totals',
                                                                  json_build_object(
                                                                      'lines', count(*),
                                                                      'seats', sum(seats)))
                                                         from line
                                                        where institution_code = i.code
                                                          and not is_sample))
                              from institution i
                              join source      s on s.institution_code = i.code
                             where i.code = '10119' and not s.is_sample
                             group by i.code),
           'county',       (select json_build_object('quotaLines', json_build_object(
                                       'totalCount', count(*),
                                       'totals',     json_build_object('seats', sum(seats))))
                              from line
                             where county_code = '140122'),
           'programmes',   (select json_build_object('nodes', json_agg(json_build_object(
                                       'code',       programme_code,
                                       'quotaLines', json_build_object('totalCount', lines))
                                       order by programme_code))
                              from (select programme_code, count(*) as lines
                                      from line
                                     where not is_sample
                                     group by programme_code) used))
