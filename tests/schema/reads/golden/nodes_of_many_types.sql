with line as (
    select l.*
      from quota_line  l
      join source_plan s on s.id = l.source_plan_id
     where s.state = 'PUBLISHED'
), node (asked, content) as (
    select 'QuotaLine:' || l.id,
           json_build_object('__typename', 'QuotaLine', 'id', 'QuotaLine:' || l.id,
                             'year', l.year, 'seats', l.seats,
                             'county', json_build_object('nameZh', c.name_zh))
      from line   l
      join county c on c.code = l.county_code
    union all
    select 'County:' || a.code,
           json_build_object('__typename', 'County', 'id', 'County:' || c.code,
                             'nameZh', c.name_zh, 'tier', d.kind)
      from county_alias a
      join county c on c.code = a.county_code
      join county_designation d on d.county_code = c.code
                               and d.kind in ('NATIONAL', 'PROVINCIAL')
    union all
    select 'Institution:' || code,
           json_build_object('__typename', 'Institution', 'id', 'Institution:' || code,
                             'nameZh', name_zh, 'level', level, 'ownership', ownership)
      from institution
    union all
    select 'Programme:' || code,
           json_build_object('__typename', 'Programme', 'id', 'Programme:' || code)
      from programme
    union all
    select 'Prefecture:' || code,
           json_build_object('__typename', 'Prefecture', 'id', 'Prefecture:' || code,
                             'nameZh', name_zh, 'nameEn', name_en)
      from division
     where level = 'PREFECTURE'
    union all
    select 'QuotaMovement:' || m.id,
           json_build_object('__typename', 'QuotaMovement', 'id', 'QuotaMovement:' || m.id,
                             'kind', m.kind, 'legs', json_build_object('nodes', json_agg(
                                 json_build_object('seats', g.seats) order by g.number)))
      from movement m
      join leg      g on g.movement_id = m.id
      join line     f on f.id = g.from_account
      join line     t on t.id = g.to_account
     group by m.id
), asked (place, id) as (
    values (1, 'QuotaLine:445'), (2, 'County:140227'), (3, 'Institution:10108'),
           (4, 'County:999999'), (5, 'Programme:010101'), (6, 'Prefecture:140100'),
           (7, 'Prefecture:140122'), (8, 'QuotaMovement:8'), (9, 'County:140227'),
           (10, 'Something:1')
)
select json_build_object(
           'nodes',   (select json_agg(node.content order by asked.place)
                         from asked
                         left join node on node.asked = asked.id),
           'known',   (select json_build_object('id', 'Admission:' || a.id, 'round', a.round,
                                                'admitted', a.admitted,
                                                'line', json_build_object(
                                                            'id', 'QuotaLine:' || l.id))
                         from admission a
                         join line      l on l.id = a.quota_line_id
                        where a.id = 204),
           'unknown', null)
