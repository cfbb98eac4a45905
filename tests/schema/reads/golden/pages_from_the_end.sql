with numbered as (
    select json_build_object('id', 'QuotaLine:' || l.id, 'campus', l.campus, 'seats', l.seats)
               as node,
           row_number() over (order by l.campus nulls last, l.seats desc, l.id) as place,
           count(*)     over ()                                                 as size
      from quota_line  l
      join source_plan s on s.id = l.source_plan_id
     where s.state = 'PUBLISHED' and l.year = 2018
), paged as (
    select (size - place) / 3 as from_end,
           json_build_object(
               'nodes',    json_agg(node order by place),
               'pageInfo', json_build_object('hasPreviousPage', min(place) > 1,
                                             'hasNextPage',     max(place) < min(size))) as page
      from numbered
     group by (size - place) / 3
)
select json_build_object('end',       (select page from paged where from_end = 0),
                         'middle',    (select page from paged where from_end = 1),
                         'beginning', (select page from paged where from_end = 2))
