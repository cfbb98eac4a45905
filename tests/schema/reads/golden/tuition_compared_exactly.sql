with line as (
    select l.id, l.is_sample, l.tuition,
           json_build_object('programmeNumber', l.programme_number,
                             'tuition',         l.tuition::text) as node
      from quota_line  l
      join source_plan s on s.id = l.source_plan_id and s.state = 'PUBLISHED'
)
select json_build_object(
           'dear',     json_build_object('nodes', json_agg(node order by id)
                                                  filter (where tuition > 6000)),
           'exactly',  json_build_object('totalCount', count(*) filter (where tuition = 12800.5)),
           'unstated', json_build_object('nodes', json_agg(node order by id)
                                                  filter (where not is_sample and tuition is null)),
           'stated',   json_build_object('totalCount', count(tuition) filter (where not is_sample)),
           'free',     json_build_object('totalCount', count(*) filter (where tuition = 0)))
  from line
