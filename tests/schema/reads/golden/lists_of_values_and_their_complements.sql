with line as (
    select l.*
      from quota_line  l
      join source_plan s on s.id = l.source_plan_id
     where s.state = 'PUBLISHED'
), real_line as (
    select id, remarks,
           json_build_object('programmeNumber', programme_number, 'remarks', remarks) as node
      from line
     where not is_sample
), other as (
    select id, node from real_line where remarks is null
    union all
    select id, node from real_line where remarks <> 'A_B' and remarks <> 'AxB'
)
select json_build_object(
           'among',      (select json_build_object('nodes', json_agg(node order by id))
                            from real_line
                           where remarks = 'A_B' or remarks = 'AxB'),
           'others',     (select json_build_object('totalCount', count(*),
                                                   'nodes',      json_agg(node order by id))
                            from other),
           'nothing',    json_build_object('totalCount', 0, 'nodes', '[]'::json),
           'everything', (select json_build_object('totalCount', count(*)) from line))
