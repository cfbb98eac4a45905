with designated as (
    select c.code, c.name_zh, convert_to(c.name_zh, 'GB18030') as name_order,
           max(d.kind) filter (where d.kind in ('NATIONAL', 'PROVINCIAL')) as tier,
           max(d.contiguous_area)                                          as area,
           count(*) filter (where d.kind = 'DEEP_POVERTY'
                              and current_date <@ d.valid) > 0             as is_deep
      from county c
      left join county_designation d on d.county_code = c.code
     group by c.code, c.name_zh
), first_five as (
    select * from designated order by is_deep desc, area desc nulls last, tier, code desc limit 5
)
select json_build_object(
           'deep',      (select json_build_object('nodes', json_agg(json_build_object(
                                    'code',           code,
                                    'nameZh',         name_zh,
                                    'tier',           tier,
                                    'contiguousArea', area) order by name_order, code))
                           from designated
                          where is_deep),
           'mountains', (select json_build_object(
                                    'totalCount', count(*),
                                    'nodes',      json_agg(json_build_object(
                                        'nameZh',        name_zh,
                                        'tier',          tier,
                                        'isDeepPoverty', is_deep)
                                        order by tier desc, name_order desc, code))
                           from designated
                          where area = '燕山—太行山区' and not is_deep),
           'outside',   (select json_build_object('totalCount', count(*))
                           from designated
                          where tier = 'NATIONAL' and area is null),
           'ordered',   (select json_build_object('nodes', json_agg(json_build_object(
                                    'code',           code,
                                    'isDeepPoverty',  is_deep,
                                    'contiguousArea', area,
                                    'tier',           tier)
                                    order by is_deep desc, area desc nulls last, tier, code desc))
                           from first_five))
