with line as (
    select l.id, l.year, l.programme_number, d.code as prefecture_code,
           json_build_object(
               'programmeNumber', l.programme_number,
               'institution',     json_build_object(
                   'nameZh',     i.name_zh,
                   'prefecture', case when d.code is not null
                                      then json_build_object('nameZh', d.name_zh) end)) as node,
           c.name_zh as county, e.code as county_prefecture_code, e.name_zh as county_prefecture,
           e.name_en as county_prefecture_en, t.kind as tier
      from quota_line  l
      join source_plan s on s.id = l.source_plan_id and s.state = 'PUBLISHED'
      join institution i on i.code = l.institution_code
      left join division d on d.code = i.prefecture_code
      left join county   c on c.code = l.county_code
      left join division e on e.code = c.prefecture_code
      left join county_designation t on t.county_code = c.code
                                    and t.kind in ('NATIONAL', 'PROVINCIAL')
)
select json_build_object(
           'taiyuan',   json_build_object('nodes', json_agg(node order by id)
                            filter (where year = 2018 and prefecture_code = '140100')),
           'elsewhere', json_build_object('nodes', json_agg(node order by id)
                            filter (where year = 2018
                                      and prefecture_code is distinct from '140100')),
           'datong',    json_build_object('nodes', json_agg(json_build_object(
                            'year',            year,
                            'programmeNumber', programme_number,
                            'county',          json_build_object(
                                'nameZh',     county,
                                'prefecture', json_build_object('nameZh', county_prefecture,
                                                                'nameEn', county_prefecture_en)))
                            order by id)
                            filter (where county_prefecture_code = '140200' and tier = 'NATIONAL')))
  from line
