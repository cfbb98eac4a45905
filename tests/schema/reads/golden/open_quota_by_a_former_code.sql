with today as (
    select code, name_zh
      from county
     where name_zh = '云州区'
       and code in (select county_code from county_alias where code = '140227')
), open_line as (
    select l.id, l.year, l.programme_number, l.seats, l.admitted, l.county_code,
           json_build_object(
               'programmeNumber', l.programme_number,
               'seats',           l.seats,
               'county',          case when l.county_code is not null
                                       then json_build_object('code',   today.code,
                                                              'nameZh', today.name_zh) end) as node
      from today
      join plan_area    a on a.county_code = today.code
      join special_plan p on p.id = a.special_plan_id and p.state in ('PUBLISHED', 'CLOSED')
      join source_plan  s on s.special_plan_id = p.id and s.state = 'PUBLISHED'
      join quota_line   l on l.source_plan_id  = s.id
     where l.county_code is null or l.county_code = today.code
)
select json_build_object(
           'old',    (select json_build_object(
                                 'totalCount', count(*),
                                 'totals',     json_build_object('seats',    sum(seats),
                                                                 'admitted', sum(admitted)),
                                 'nodes',      json_agg(node order by seats, id))
                        from open_line
                       where year = 2018),
           'now',    (select json_build_object('totalCount', count(*),
                                               'nodes',      json_agg(node order by id))
                        from open_line
                       where year = 2018 and county_code is not null),
           'drafts', (select json_build_object(
                                 'totalCount', count(*),
                                 'totals',     json_build_object('lines', count(*),
                                                                 'seats', coalesce(sum(seats), 0)))
                        from open_line
                       where year = 2021),
           'county', (select json_build_object('id', 'County:' || code, 'code', code,
                                               'nameZh', name_zh)
                        from today))
