-- Published lines of plans whose area holds the county, bound to no county or to this one.
with open_line as (
    select l.*,
           row_number() over (order by l.seats desc, l.plan_kind desc, l.id) as place
      from plan_area    a
      join special_plan p on p.id = a.special_plan_id
      join source_plan  s on s.special_plan_id = p.id
      join quota_line   l on l.source_plan_id  = s.id
     where a.county_code = '141124'
       and p.year  = 2020
       and s.state = 'PUBLISHED'
       and coalesce(l.county_code, '141124') = '141124'
)
select json_build_object('openQuota', json_build_object(
           'totalCount', count(*),
           'totals',     json_build_object('lines', count(*), 'seats', sum(o.seats)),
           'pageInfo',   json_build_object('hasPreviousPage', false, 'hasNextPage', count(*) > 5),
           'nodes',      json_agg(json_build_object(
                             'id',          'QuotaLine:' || o.id,
                             'planKind',    o.plan_kind,
                             'institution', json_build_object('nameZh', i.name_zh),
                             'programme',   json_build_object('nameZh', p.name_zh),
                             'county',      case when c.code is not null
                                                 then json_build_object('nameZh', c.name_zh) end,
                             'batch',       o.batch,
                             'track',       o.track,
                             'seats',       o.seats,
                             'isSample',    o.is_sample) order by o.place)
                             filter (where o.place <= 5)))
  from open_line   o
  join institution i on i.code = o.institution_code
  join programme   p on p.code = o.programme_code
  left join county c on c.code = o.county_code
