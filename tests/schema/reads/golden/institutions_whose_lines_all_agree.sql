with its as (
    select i.code, i.name_zh,
           count(l.id)                               as lines,
           count(l.id) filter (where l.seats < 6)    as small,
           count(l.id) filter (where l.year <> 2018) as of_other_years,
           count(l.id) filter (where l.is_sample)    as samples
      from institution i
      left join (source_plan s join quota_line l on l.source_plan_id = s.id
                                                and s.state = 'PUBLISHED')
             on s.institution_code = i.code
     group by i.code, i.name_zh
)
select json_build_object(
           'large',     (select json_build_object(
                                    'totalCount', count(*),
                                    'nodes',      json_agg(json_build_object(
                                        'code',       code,
                                        'nameZh',     name_zh,
                                        'quotaLines', json_build_object('totalCount', lines))
                                        order by code))
                           from its
                          where code in ('10108', '10112', '10113', '10118', '11630', '99999')
                            and small = 0),
           'of2018',    (select json_build_object('nodes', json_agg(json_build_object(
                                    'code', code) order by code))
                           from its
                          where code like '9999%' and of_other_years = 0),
           'withLines', (select json_build_object('nodes', json_agg(json_build_object(
                                    'code', code, 'nameZh', name_zh) order by code))
                           from its
                          where lines > 0 and samples = 0),
           'notAll',    (select json_build_object('nodes', json_agg(json_build_object(
                                    'code', code) order by code))
                           from its
                          where code in ('10108', '99998', '99999') and small > 0))
