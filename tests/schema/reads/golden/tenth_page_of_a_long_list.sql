with list as (
    select l.id, l.year, i.name_zh as institution, p.name_zh as programme,
           convert_to(i.name_zh, 'GB18030') as institution_order,
           convert_to(p.name_zh, 'GB18030') as programme_order
      from quota_line  l
      join source_plan s on s.id   = l.source_plan_id
      join institution i on i.code = l.institution_code
      join programme   p on p.code = l.programme_code
     where s.state = 'PUBLISHED' and l.is_sample
), page as (
    select * from list order by institution_order, programme_order desc, id limit 20 offset 180
)
select json_build_object('quotaLines', json_build_object(
           'totalCount', (select count(*) from list),
           'nodes',      (select json_agg(json_build_object(
                                     'id',          'QuotaLine:' || id,
                                     'year',        year,
                                     'institution', json_build_object('nameZh', institution),
                                     'programme',   json_build_object('nameZh', programme))
                                     order by institution_order, programme_order desc, id)
                            from page),
           'pageInfo',   json_build_object('hasPreviousPage', true,
                                           'hasNextPage', (select count(*) > 200 from list))))
