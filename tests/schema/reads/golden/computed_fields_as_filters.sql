with line as (
    select l.id, l.programme_number, l.year, l.is_sample, l.seats, l.admitted,
           l.seats - l.admitted as seats_left,
           case when l.seats > 0 then round(l.admitted::numeric / l.seats, 4) end as fill_rate
      from quota_line  l
      join source_plan s on s.id = l.source_plan_id
     where s.state = 'PUBLISHED'
)
select json_build_object(
           'full',    json_build_object('nodes', json_agg(json_build_object(
                          'programmeNumber', programme_number,
                          'seats',           seats,
                          'admitted',        admitted,
                          'seatsLeft',       seats_left,
                          'fillRate',        fill_rate) order by id)
                          filter (where not is_sample and seats > 0 and admitted = seats)),
           'noRate',  json_build_object('nodes', json_agg(json_build_object(
                          'programmeNumber', programme_number,
                          'seats',           seats,
                          'fillRate',        fill_rate) order by id)
                          filter (where seats = 0)),
           'notFull', json_build_object('nodes', json_agg(json_build_object(
                          'programmeNumber', programme_number,
                          'fillRate',        fill_rate) order by id)
                          filter (where not is_sample and (seats = 0 or admitted < seats))),
           'rates',   json_build_object('totalCount', count(*) filter (
                          where year = 2019 and (fill_rate = 0.75 or fill_rate = 0.8333))),
           'few',     json_build_object('nodes', json_agg(json_build_object(
                          'programmeNumber', programme_number,
                          'seatsLeft',       seats_left) order by id)
                          filter (where year < 2019 and seats_left between 1 and 6)),
           'many',    json_build_object('totalCount', count(*) filter (
                          where year = 2019 and (seats_left > 3 or seats_left < 0))))
  from line
