with counted as (
    select i.code, i.name_zh, i.kind, i.prefecture_code,
           count(l.id)                              as lines,
           count(l.id) filter (where l.year = 2018) as lines_of_2018
      from institution i
      left join source_plan s on s.institution_code = i.code and s.state = 'PUBLISHED'
      left join quota_line  l on l.source_plan_id = s.id
     group by i.code, i.name_zh, i.kind, i.prefecture_code
), own as (
    select code
      from counted
     where kind = 'UNIVERSITY' and prefecture_code is not null and lines_of_2018 = 0
), last_three as (
    select code from own order by code desc limit 3
)
select json_build_object(
           'never',      (select json_build_object(
                                     'totalCount', count(*),
                                     'nodes',      json_agg(json_build_object(
                                         'code', counted.code, 'nameZh', counted.name_zh)
                                         order by counted.code))
                            from counted
                            join division on division.code = counted.prefecture_code
                           where division.name_zh = '阳泉市' and counted.lines = 0),
           'notIn2018',  json_build_object(
                             'totalCount', (select count(*) from own),
                             'nodes',      (select json_agg(json_build_object('code', code)
                                                            order by code desc)
                                              from last_three)),
           'onlyDrafts', (select json_build_object('nodes', json_agg(json_build_object(
                                     'code', code, 'nameZh', name_zh)))
                            from counted
                           where code = '99999' and lines = 0))
