-- A national plan's hidden line is allocated to as well: a plan's own balances are public with it.
with posting as (
    select to_account as account_id, seats from leg
    union all
    select from_account, -seats from leg
), balance as (
    select p.id, p.year, p.kind, p.is_sample,
           sum(case when a.kind = 'ISSUE'     then -g.seats else 0 end) as issued,
           sum(case when a.kind = 'LINE'      then  g.seats else 0 end) as allocated,
           sum(case when a.kind = 'POOL'      then  g.seats else 0 end) as unallocated,
           sum(case when a.kind = 'WITHDRAWN' then  g.seats else 0 end) as withdrawn
      from special_plan p
      join account      a on a.special_plan_id = p.id
      join posting      g on g.account_id      = a.id
     where p.state in ('PUBLISHED', 'CLOSED')
     group by p.id
)
select json_build_object(
           'specialPlans', json_build_object('nodes', json_agg(json_build_object(
                               'year',             year,
                               'kind',             kind,
                               'issuedSeats',      issued,
                               'allocatedSeats',   allocated,
                               'unallocatedSeats', unallocated,
                               'withdrawnSeats',   withdrawn)
                               order by allocated desc, year desc, id)
                               filter (where not is_sample)),
           'large',        json_build_object('nodes', json_agg(json_build_object(
                               'year', year, 'kind', kind, 'allocatedSeats', allocated) order by id)
                               filter (where allocated >= 100 and issued <> 116)))
  from balance
