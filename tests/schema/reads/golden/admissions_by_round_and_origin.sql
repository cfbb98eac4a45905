with line as (
    select l.*
      from quota_line  l
      join source_plan s on s.id = l.source_plan_id
     where s.state = 'PUBLISHED' and l.year = 2017
), part as (
    select a.*, c.name_zh
      from admission a
      left join county c on c.code = a.origin_county_code
), total as (
    select a.*, row_number() over (partition by quota_line_id
                                   order by lowest_score desc nulls last, id) as place
      from admission a
     where origin_county_code is null
), summed as (
    select quota_line_id, sum(admitted) as admitted, sum(enrolled) as enrolled,
           json_build_object('totalCount', count(*),
                             'nodes',      json_agg(json_build_object(
                                 'round', round, 'lowestScore', lowest_score::text))
                                 filter (where place = 1),
                             'pageInfo',   json_build_object('hasNextPage', count(*) > 1)) as best
      from total
     group by quota_line_id
), listed as (
    select p.quota_line_id,
           json_build_object('totalCount', count(*), 'nodes', json_agg(json_build_object(
               'id',           'Admission:' || p.id,
               'round',        p.round,
               'originCounty', case when p.origin_county_code is not null
                                    then json_build_object('code',   p.origin_county_code,
                                                           'nameZh', p.name_zh) end,
               'applied',      p.applied,
               'filed',        p.filed,
               'admitted',     p.admitted,
               'enrolled',     p.enrolled,
               'withdrawn',    p.withdrawn,
               'lowestScore',  p.lowest_score::text,
               'lowestRank',   p.lowest_rank)
               order by p.round desc, convert_to(p.name_zh, 'GB18030') nulls last, p.id)) as list,
           json_build_object('nodes', coalesce(json_agg(json_build_object(
               'admitted', p.admitted,
               'line',     json_build_object('programmeNumber', l.programme_number)) order by p.id)
               filter (where p.origin_county_code = '140215'), '[]')) as from_yunzhou
      from part p
      join line l on l.id = p.quota_line_id
     group by p.quota_line_id
)
select json_build_object('quotaLines', json_build_object('nodes', json_agg(json_build_object(
           'programmeNumber', line.programme_number,
           'admitted',        summed.admitted,
           'enrolled',        summed.enrolled,
           'admissions',      listed.list,
           'fromYunzhou',     listed.from_yunzhou,
           'best',            summed.best)
           order by summed.admitted desc, line.id)))
  from line
  join summed on summed.quota_line_id = line.id
  join listed on listed.quota_line_id = line.id
 where summed.admitted > 8
