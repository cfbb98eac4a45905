with line as (
    select l.*
      from quota_line  l
      join source_plan s on s.id = l.source_plan_id
     where s.state = 'PUBLISHED'
), part (name, id, requested_seats, seats, admitted, enrolled) as (
    select 'real', id, requested_seats, seats, admitted, enrolled from line where year = 2017
    union all
    select 'sample', id, requested_seats, seats, admitted, enrolled
      from line
     where year = 2019 and track = '理工'
    union all
    select 'empty', id, requested_seats, seats, admitted, enrolled
      from line
     where year = 2017 and seats = 0
), summed as (
    select name, count(*) as lines, min(id) as first_id,
           json_build_object('lines',          count(*),
                             'requestedSeats', sum(requested_seats),
                             'seats',          sum(seats),
                             'admitted',       sum(admitted),
                             'enrolled',       sum(enrolled),
                             'fillRate',       round(sum(admitted)::numeric
                                                     / nullif(sum(seats), 0), 4)) as totals
      from part
     group by name
)
select json_build_object(
           'real2017',   (select json_build_object(
                                     'totalCount', lines,
                                     'totals',     totals,
                                     'nodes',      json_build_array(json_build_object(
                                         'id', 'QuotaLine:' || first_id)))
                            from summed
                           where name = 'real'),
           'sample2019', (select json_build_object('totals', totals)
                            from summed
                           where name = 'sample'),
           'empty',      (select json_build_object('totals', totals)
                            from summed
                           where name = 'empty'))
