with bound as (
    select l.county_code, l.year, l.campus
      from quota_line  l
      join source_plan s on s.id = l.source_plan_id
     where s.state = 'PUBLISHED'
       and l.county_code is not null
)
select json_build_object(
           'allReal',  (select json_build_object('nodes', json_agg(json_build_object(
                                   'code',       county_code,
                                   'quotaLines', json_build_object('totalCount', lines))
                                   order by county_code))
                          from (select county_code, count(*) as lines
                                  from bound
                                 group by county_code
                                having max(year) < 2019) only_real),
           'none2020', (select json_build_object('totalCount', count(*))
                          from county
                         where code not in (select county_code from bound where year = 2020)),
           'notNone',  (select json_build_object('nodes', json_agg(json_build_object(
                                   'code', code, 'nameZh', name_zh) order by code))
                          from county
                         where code in (select county_code from bound where campus is not null)))
