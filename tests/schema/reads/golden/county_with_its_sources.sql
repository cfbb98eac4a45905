with designated as (
    select county_code,
           min(kind) filter (where kind in ('NATIONAL', 'PROVINCIAL')) as tier,
           min(contiguous_area)                                        as contiguous_area,
           bool_or(kind = 'DEEP_POVERTY')                              as is_deep
      from county_designation
     where valid @> current_date
     group by county_code
), fact (county_code, field, standing, source) as (
    select code, 'code', standing, source from county
    union all
    select code, 'exitDate', 'STATED', exit_source from county where exit_source is not null
    union all
    select county_code, 'tier', standing, source
      from county_designation
     where kind in ('NATIONAL', 'PROVINCIAL') and upper_inf(valid)
    union all
    select county_code, 'contiguousArea', standing, source
      from county_designation
     where kind = 'CONTIGUOUS_AREA' and upper_inf(valid)
    union all
    select county_code, 'isDeepPoverty', standing, source
      from county_designation
     where kind = 'DEEP_POVERTY' and upper_inf(valid)
    union all
    select county_code, 'isTargetedTraining', standing, source
      from county_designation
     where kind = 'TARGETED_TRAINING' and upper_inf(valid)
)
select json_build_object(
           'county',  json_build_object(
               'id',             'County:' || c.code,
               'code',           c.code,
               'nameZh',         c.name_zh,
               'nameEn',         c.name_en,
               'tier',           d.tier,
               'contiguousArea', d.contiguous_area,
               'isDeepPoverty',  d.is_deep,
               'exitYear',       c.exit_year,
               'exitDate',       c.exit_date,
               'exitNote',       c.exit_note,
               'standing',       c.standing,
               'source',         c.source,
               'prefecture',     json_build_object(
                   'id',       'Prefecture:' || p.code,
                   'code',     p.code,
                   'nameZh',   p.name_zh,
                   'nameEn',   p.name_en,
                   'standing', p.standing),
               'sources',        (select json_agg(json_build_object('field',    field,
                                                                    'standing', standing,
                                                                    'source',   source)
                                                  order by field)
                                    from fact
                                   where county_code = c.code)),
           'unknown', null)
  from county     c
  join division   p on p.code        = c.prefecture_code
  join designated d on d.county_code = c.code
 where c.name_zh = '临县'
