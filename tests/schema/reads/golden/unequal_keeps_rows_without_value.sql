select json_build_object('quotaLines', json_build_object(
           'totalCount', count(*),
           'nodes',      json_agg(json_build_object('programmeNumber', l.programme_number,
                                                    'campus',          l.campus)
                                  order by l.id)))
  from quota_line  l
  join source_plan s on s.id = l.source_plan_id
 where s.state = 'PUBLISHED'
   and l.year  = 2018
   and (l.campus <> '主校区' or l.campus is null)
