with line as (
    select l.campus, l.tuition, l.admitted, l.seats
      from quota_line  l
      join source_plan s on s.id = l.source_plan_id
     where s.state = 'PUBLISHED'
), counted as (
    select count(*)                                                             as everything,
           count(*) filter (where tuition < 5000)                               as cheap,
           count(*) filter (where campus like '%校区%')                          as on_campus,
           count(*) filter (where round(admitted::numeric / nullif(seats, 0), 4) >= 0.9) as filled,
           count(*) filter (where campus = '新校区' and tuition > 5000)            as new_and_dear
      from line
)
select json_build_object(
           'all',       json_build_object('totalCount', everything),
           'cheap',     json_build_object('totalCount', cheap),
           'notCheap',  json_build_object('totalCount', everything - cheap),
           'on',        json_build_object('totalCount', on_campus),
           'notOn',     json_build_object('totalCount', everything - on_campus),
           'filled',    json_build_object('totalCount', filled),
           'notFilled', json_build_object('totalCount', everything - filled),
           'fields',    json_build_object('totalCount', everything - new_and_dear))
  from counted
