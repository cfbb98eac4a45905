with county_list as (
    select c.name_zh, d.name_zh as prefecture,
           row_number() over (order by convert_to(d.name_zh, 'GB18030') desc,
                                       convert_to(c.name_zh, 'GB18030'), c.code) as place
      from county   c
      join division d on d.code = c.prefecture_code
), centre as (
    select name_zh, name_en,
           row_number() over (order by convert_to(name_zh, 'GB18030'), code) as place,
           count(*)     over ()                                              as size
      from institution
     where kind = 'COUNTY_VOCATIONAL_CENTRE'
), programme_list as (
    select code, name_zh, row_number() over (order by convert_to(name_zh, 'GB18030'), code) as place
      from programme
)
select json_build_object(
           'counties',     (select json_build_object('nodes', json_agg(json_build_object(
                                       'nameZh',     name_zh,
                                       'prefecture', json_build_object('nameZh', prefecture))
                                       order by place))
                              from county_list
                             where place <= 6),
           'institutions', (select json_build_object('nodes', json_agg(json_build_object(
                                       'nameZh', name_zh, 'nameEn', name_en) order by place))
                              from centre
                             where place > size - 5),
           'programmes',   (select json_build_object(
                                       'totalCount', count(*),
                                       'nodes',      json_agg(json_build_object(
                                           'code', code, 'nameZh', name_zh) order by place)
                                           filter (where place <= 7))
                              from programme_list))
