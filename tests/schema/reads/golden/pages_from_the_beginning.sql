with numbered as (
    select json_build_object('id', 'QuotaLine:' || l.id, 'campus', l.campus, 'seats', l.seats)
               as node,
           row_number() over (order by l.campus is null, l.campus, l.seats desc, l.id) as place,
           count(*)     over ()                                                        as size
      from quota_line  l
      join source_plan s on s.id = l.source_plan_id
     where s.state = 'PUBLISHED' and l.year = 2018
), paged as (
    select (place - 1) / 3 as page, min(size) as size,
           json_agg(node order by place)                            as nodes,
           json_agg(json_build_object('node', node) order by place) as edges,
           json_build_object('hasPreviousPage', min(place) > 1,
                             'hasNextPage',     max(place) < min(size)) as info
      from numbered
     group by (place - 1) / 3
)
select json_build_object(
           'beginning', (select json_build_object('totalCount', size, 'nodes', nodes,
                                                  'pageInfo', info) from paged where page = 0),
           'middle',    (select json_build_object('totalCount', size, 'edges', edges,
                                                  'pageInfo', info) from paged where page = 1),
           'end',       (select json_build_object('totalCount', size, 'nodes', nodes,
                                                  'pageInfo', info) from paged where page = 2))
