select json_build_object(
           'below',   json_build_object('totalCount', sum(case when l.seats < 9 then 1 else 0 end)),
           'upTo',    json_build_object('totalCount', sum(case when l.seats > 9 then 0 else 1 end)),
           'on',      json_build_object('totalCount', sum(case l.seats when 9 then 1 else 0 end)),
           'off',     json_build_object('totalCount', sum(case l.seats when 9 then 0 else 1 end)),
           'from',    json_build_object('totalCount', sum(case when l.seats < 9 then 0 else 1 end)),
           'above',   json_build_object('totalCount', sum(case when l.seats > 9 then 1 else 0 end)),
           'between', json_build_object('totalCount', sum(case when l.seats in (4, 6, 7, 8)
                                                               then 1 else 0 end)))
  from quota_line  l
  join source_plan s on s.id = l.source_plan_id
 where s.state = 'PUBLISHED'
   and l.year  = 2019
