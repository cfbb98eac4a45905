with line as (
    select l.*,
           row_number() over (partition by l.programme_code
                              order by l.year, l.seats desc, l.id) as place
      from quota_line  l
      join source_plan s on s.id = l.source_plan_id
     where s.state = 'PUBLISHED'
), counted as (
    select p.code, p.name_zh, p.discipline, p.class_zh, p.years, p.standing,
           convert_to(p.name_zh, 'GB18030') as name_order,
           count(l.id) as lines, coalesce(sum(l.seats), 0) as seats,
           json_agg(json_build_object('year', l.year, 'seats', l.seats))
               filter (where l.place = 1) as first_line
      from programme p
      left join line l on l.programme_code = p.code
     group by p.code
)
select json_build_object(
           'programmes', (select json_build_object(
                                     'totalCount', count(*),
                                     'nodes',      json_agg(json_build_object(
                                         'code',       code,
                                         'nameZh',     name_zh,
                                         'discipline', discipline,
                                         'classZh',    class_zh,
                                         'years',      years,
                                         'standing',   standing,
                                         'quotaLines', json_build_object(
                                             'totalCount', lines,
                                             'nodes',      coalesce(first_line, '[]'),
                                             'totals',     json_build_object('seats', seats)))
                                         order by discipline nulls last, years desc nulls last,
                                                  name_order, code))
                            from counted
                           where discipline is null or years is null or years <> 4),
           'unknown',    (select json_build_object('nodes', json_agg(json_build_object('code', code)
                                                                     order by code))
                            from counted
                           where years is null
                             and (discipline is null
                                  or not (discipline = '工学' or discipline = '文学'))))
