select json_build_object('quotaLines', json_build_object(
           'totals', json_build_object('seats', sum(l.seats)),
           'nodes',  json_agg(json_build_object('programmeNumber', l.programme_number,
                                                'seats',           l.seats) order by l.id)))
  from quota_line  l
  join source_plan s on s.id = l.source_plan_id
 where s.state = 'PUBLISHED'
   and l.year  = 2018
   and l.seats >= 20
