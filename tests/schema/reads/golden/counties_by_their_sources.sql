-- A county's code and name, each designation that is still valid, and its exit have a source.
with fact as (
    select code as county_code, 'code' as field, standing, source from county
    union all
    select county_code,
           case kind when 'NATIONAL'        then 'tier'
                     when 'PROVINCIAL'      then 'tier'
                     when 'CONTIGUOUS_AREA' then 'contiguousArea'
                     when 'DEEP_POVERTY'    then 'isDeepPoverty'
                     else 'isTargetedTraining' end,
           standing, source
      from county_designation
     where upper(valid) is null
    union all
    select code, 'exitDate', 'STATED', exit_source from county where exit_source is not null
), county_facts as (
    select c.code, c.name_zh,
           count(*) filter (where f.standing = 'RECALLED'
                              and f.field <> 'contiguousArea')              as recalled,
           count(*) filter (where f.standing <> 'STATED')                   as not_stated,
           count(*) filter (where f.standing not in ('STATED', 'DERIVED'))  as weaker,
           count(*) filter (where f.field = 'isDeepPoverty')                as deep,
           count(*) filter (where f.source ilike '%xinhua%')                as quoted,
           json_agg(json_build_object('field', f.field, 'standing', f.standing)
                    order by f.field)                                       as facts
      from county c
      join fact   f on f.county_code = c.code
     group by c.code, c.name_zh
)
select json_build_object(
           'recalled', json_build_object('nodes', coalesce(json_agg(json_build_object(
                           'code', code, 'nameZh', name_zh, 'sources', facts) order by code)
                           filter (where recalled > 0), '[]')),
           'stated',   json_build_object('totalCount', count(*) filter (where not_stated = 0)),
           'derived',  json_build_object('totalCount', count(*) filter (where weaker = 0)),
           'shallow',  json_build_object('totalCount', count(*) filter (where deep = 0)),
           'quoted',   json_build_object('totalCount', count(*) filter (where quoted > 0)))
  from county_facts
