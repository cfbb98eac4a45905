with line as (
    select l.id, l.seats, l.programme_number, l.track, i.code, i.name_zh
      from quota_line  l
      join source_plan s on s.id   = l.source_plan_id
      join institution i on i.code = s.institution_code
     where s.state = 'PUBLISHED' and l.year = 2018
)
select json_build_object(
           'small', (select json_build_object(
                                'totalCount', count(*),
                                'totals',     json_build_object('sum',   sum(seats),
                                                                'lines', count(*)),
                                'nodes',      json_agg(json_build_object(
                                    'places',      seats,
                                    'institution', json_build_object('name', name_zh),
                                    'track',       track) order by id))
                       from line
                      where seats < 10),
           'large', (select json_build_object(
                                'nodes',      json_agg(json_build_object(
                                    'number',      programme_number,
                                    'places',      seats,
                                    'institution', json_build_object('name', name_zh, 'code', code),
                                    'track',       track) order by id),
                                'totalCount', count(*),
                                'totals',     json_build_object('sum',   sum(seats),
                                                                'lines', count(*)))
                       from line
                      where seats >= 20))
