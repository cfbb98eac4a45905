with sums as (
    select p.id, p.year, p.kind, s.institution_code,
           coalesce(sum(l.seats), 0)           as seats,
           coalesce(sum(l.requested_seats), 0) as requested
      from special_plan p
      left join source_plan s on s.special_plan_id = p.id and s.state = 'PUBLISHED'
      left join quota_line  l on l.source_plan_id  = s.id
     where p.state in ('PUBLISHED', 'CLOSED')
     group by p.id, p.year, p.kind, s.institution_code
), plan as (
    select id, json_build_object('year', year, 'kind', kind) as node,
           max(seats)     as largest,
           max(requested) as most,
           count(*) filter (where institution_code = '10119') as of_the_one, kind
      from sums
     group by id, year, kind
)
select json_build_object(
           'some',   json_build_object('nodes', json_agg(node order by id)
                                                filter (where largest >= 40)),
           'every',  json_build_object('nodes', json_agg(node order by id)
                                                filter (where most <= 24)),
           'none',   json_build_object('nodes', json_agg(node order by id)
                                                filter (where of_the_one = 0
                                                          and kind = 'NATIONAL')),
           'hidden', json_build_object('totalCount', 0))
  from plan
