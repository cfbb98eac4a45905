with found as (
    select i.code, i.name_zh, count(*) as lines, sum(l.seats) as seats
      from institution i
      join source_plan s on s.institution_code = i.code
      join quota_line  l on l.source_plan_id   = s.id
     where s.state = 'PUBLISHED'
       and l.year  = 2018
       and l.seats >= 10
     group by i.code, i.name_zh
)
select json_build_object('institutions', json_build_object(
           'totalCount', count(*),
           'nodes',      json_agg(json_build_object(
                             'code',       code,
                             'nameZh',     name_zh,
                             'quotaLines', json_build_object(
                                 'totalCount', lines,
                                 'totals',     json_build_object('seats', seats)))
                             order by code)))
  from found
