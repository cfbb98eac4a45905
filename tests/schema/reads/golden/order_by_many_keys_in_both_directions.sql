with list as (
    select l.id, l.plan_kind, l.seats, i.name_zh, d.name_zh as prefecture,
           row_number() over (order by l.plan_kind,
                                       convert_to(d.name_zh, 'GB18030') desc nulls last,
                                       convert_to(i.name_zh, 'GB18030'),
                                       l.seats desc,
                                       l.id) as place
      from quota_line  l
      join source_plan s  on s.id   = l.source_plan_id
      join institution i  on i.code = l.institution_code
      left join division d on d.code = i.prefecture_code
     where s.state = 'PUBLISHED'
       and l.year  = 2020
       and l.plan_kind in ('NATIONAL', 'UNIVERSITY', 'TARGETED')
       and l.seats >= 10
)
select json_build_object('quotaLines', json_build_object(
           'totalCount', count(*),
           'nodes',      json_agg(json_build_object(
                             'id',          'QuotaLine:' || id,
                             'planKind',    plan_kind,
                             'seats',       seats,
                             'institution', json_build_object(
                                 'nameZh',     name_zh,
                                 'prefecture', case when prefecture is not null
                                                    then json_build_object('nameZh', prefecture)
                                               end))
                             order by place)
                             filter (where place <= 12)))
  from list
