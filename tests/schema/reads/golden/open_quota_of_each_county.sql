with asked as (
    select c.code, c.name_zh
      from county   c
      join division d on d.code = c.prefecture_code
     where d.name_zh = '大同市' or c.code = '140122'
), line as (
    select l.*
      from quota_line  l
      join source_plan s on s.id = l.source_plan_id and s.state = 'PUBLISHED'
), open_line as (
    select asked.code, l.seats, l.admitted,
           json_build_object(
               'programmeNumber', l.programme_number,
               'seats',           l.seats,
               'county',          case when l.county_code is not null
                                       then json_build_object('code', l.county_code) end) as node,
           row_number() over (partition by asked.code order by l.seats desc, l.id) as place
      from asked
      join plan_area a on a.county_code     = asked.code
      join line      l on l.special_plan_id = a.special_plan_id
     where l.year  = 2018
       and l.seats > 2
       and (l.county_code = asked.code or l.county_code is null)
), open_sum as (
    select code,
           json_build_object(
               'totalCount', count(*),
               'totals',     json_build_object(
                   'lines',    count(*),
                   'seats',    sum(seats),
                   'fillRate', round(sum(admitted)::numeric / sum(seats), 4)),
               'nodes',      json_agg(node order by place) filter (where place <= 2)) as list
      from open_line
     group by code
), bound as (
    select asked.code,
           json_build_object('totals', json_build_object(
               'lines', count(line.id), 'seats', coalesce(sum(line.seats), 0))) as list
      from asked
      left join line on line.county_code = asked.code and line.year >= 2018
     group by asked.code
), plans as (
    select a.county_code as code,
           json_build_object('nodes', json_agg(json_build_object('year', p.year, 'kind', p.kind)
                                               order by p.kind, p.id)) as list
      from plan_area    a
      join special_plan p on p.id = a.special_plan_id
     where p.year  in (2018, 2021)
       and p.state in ('PUBLISHED', 'CLOSED')
     group by a.county_code
)
select json_build_object('counties', json_build_object('nodes', json_agg(json_build_object(
           'code',         code,
           'nameZh',       name_zh,
           'openQuota',    open_sum.list,
           'quotaLines',   bound.list,
           'specialPlans', plans.list)
           order by convert_to(name_zh, 'GB18030'), code)))
  from asked
  join open_sum using (code)
  join bound    using (code)
  join plans    using (code)
