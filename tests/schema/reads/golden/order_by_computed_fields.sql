with line as (
    select l.id, l.year, l.programme_number, l.is_sample, l.seats - l.admitted as seats_left,
           round(l.admitted / nullif(l.seats, 0)::numeric, 4) as fill_rate
      from quota_line  l
      join source_plan s on s.id = l.source_plan_id
     where s.state = 'PUBLISHED'
), real_line as (
    select *, json_build_object('programmeNumber', programme_number, 'fillRate', fill_rate) as node
      from line
     where not is_sample
), most_left as (
    select * from line where year = 2019 order by seats_left desc, fill_rate desc, id limit 6
)
select json_build_object(
           'up',   (select json_build_object('nodes',
                               json_agg(node order by fill_rate is null, fill_rate, id))
                      from real_line),
           'down', (select json_build_object('nodes',
                               json_agg(node order by fill_rate is null, fill_rate desc, id))
                      from real_line),
           'left', (select json_build_object('nodes', json_agg(json_build_object(
                               'id',        'QuotaLine:' || id,
                               'seatsLeft', seats_left,
                               'fillRate',  fill_rate)
                               order by seats_left desc, fill_rate desc, id))
                      from most_left))
