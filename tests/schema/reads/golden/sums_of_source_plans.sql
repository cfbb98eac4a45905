with its as (
    select s.id, p.year, p.kind, p.is_sample, i.name_zh, s.state,
           sum(l.requested_seats) as requested, sum(l.seats) as seats, count(*) as lines
      from source_plan  s
      join special_plan p on p.id             = s.special_plan_id
      join institution  i on i.code           = s.institution_code
      join quota_line   l on l.source_plan_id = s.id
     where s.state = 'PUBLISHED'
     group by s.id, p.id, i.code
), line as (
    select l.id, l.programme_number, l.seats, its.seats as its_seats, its.requested
      from quota_line l
      join its on its.id = l.source_plan_id
     where l.year < 2019 and its.seats < 40 and its.requested >= 9
     order by its.seats desc, l.seats, l.id
     limit 4
)
select json_build_object(
           'sourcePlans', (select json_build_object(
                                      'totalCount', count(*),
                                      'nodes',      json_agg(json_build_object(
                                          'specialPlan',    json_build_object('year', year,
                                                                              'kind', kind),
                                          'institution',    json_build_object('nameZh', name_zh),
                                          'state',          state,
                                          'requestedSeats', requested,
                                          'seats',          seats,
                                          'lines',          json_build_object('totalCount', lines))
                                          order by requested desc, pinyin_order(name_zh), id))
                             from its
                            where not is_sample and seats > 5),
           'moved',       (select json_build_object('nodes', json_agg(json_build_object(
                                      'programmeNumber', programme_number,
                                      'seats',           seats,
                                      'sourcePlan',      json_build_object(
                                          'seats', its_seats, 'requestedSeats', requested))
                                      order by its_seats desc, seats, id))
                             from line))
