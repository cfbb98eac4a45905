-- The cursors are those of the lines 445, 449, 446 and 444: the first, second, fifth and sixth.
with numbered as (
    select json_build_object('id', 'QuotaLine:' || l.id) as node,
           row_number() over (order by l.campus nulls last, l.seats desc, l.id) as place
      from quota_line  l
      join source_plan s on s.id = l.source_plan_id
     where s.state = 'PUBLISHED' and l.year = 2018
), asked (name, from_place, to_place) as (
    values ('firstBefore', 1, 2), ('allBefore', 1, 4), ('lastAfter', 6, 7), ('between', 2, 5),
           ('firstBetween', 2, 3), ('lastBetween', 4, 5)
), page as (
    select a.name,
           json_agg(n.node order by n.place) as nodes,
           json_build_object('hasPreviousPage', min(n.place) > 1,
                             'hasNextPage', max(n.place) < (select count(*) from numbered)) as info
      from asked    a
      join numbered n on n.place between a.from_place and a.to_place
     group by a.name
)
select json_build_object(
           'firstBefore',  (select json_build_object(
                                       'totalCount', (select count(*) from numbered),
                                       'nodes', nodes, 'pageInfo', info)
                              from page where name = 'firstBefore'),
           'allBefore',    (select json_build_object('nodes', nodes, 'pageInfo', info)
                              from page where name = 'allBefore'),
           'lastAfter',    (select json_build_object('nodes', nodes, 'pageInfo', info)
                              from page where name = 'lastAfter'),
           'between',      (select json_build_object('nodes', nodes, 'pageInfo', info)
                              from page where name = 'between'),
           'firstBetween', (select json_build_object('nodes', nodes, 'pageInfo', info)
                              from page where name = 'firstBetween'),
           'lastBetween',  (select json_build_object('nodes', nodes, 'pageInfo', info)
                              from page where name = 'lastBetween'))
