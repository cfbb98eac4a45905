with line as (
    select l.id, l.county_code, l.is_sample,
           json_build_object('programmeNumber', l.programme_number,
                             'county', case when l.county_code is not null
                                            then json_build_object('code', l.county_code)
                                       end) as node
      from quota_line  l
      join source_plan s on s.id = l.source_plan_id
     where s.state = 'PUBLISHED'
), lines as (
    select count(*)                      as everything,
           count(county_code)            as bound,
           json_agg(node order by id) filter (where not is_sample and county_code <> '140122')
                                         as bound_elsewhere,
           json_agg(node order by id) filter (where not is_sample
                                                and county_code is distinct from '140122')
                                         as not_bound_there
      from line
), places as (
    select count(*) filter (where prefecture_code is null and name_en is not null) as outside,
           count(*) filter (where prefecture_code is not null and county_code is null) as inside
      from institution
)
select json_build_object(
           'pool',        json_build_object('totalCount', everything - bound),
           'bound',       json_build_object('totalCount', bound),
           'notPool',     json_build_object('totalCount', bound),
           'notYangqu',   json_build_object('nodes', bound_elsewhere),
           'poolOrOther', json_build_object('nodes', not_bound_there),
           'never',       json_build_object('totalCount', 0),
           'outside',     json_build_object('totalCount', outside),
           'inside',      json_build_object('totalCount', inside))
  from lines cross join places
