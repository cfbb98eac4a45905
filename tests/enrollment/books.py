"""What must not be found: balances that are not those of the legs, plans that don't add up."""

# The balance of each line and plan beside the sum of its legs, where the two differ.
UNEVEN = """
with side as (
    select to_account as id, seats from leg union all select from_account, -seats from leg
), balance as (
    select account.id, special_plan_id, kind, coalesce(sum(seats), 0) as seats
      from account left join side using (id)
     group by account.id
)
select balance.id
  from balance join quota_line using (id)
 where balance.seats <> quota_line.seats
 union all
select balance.id
  from balance join special_plan plan on plan.id = special_plan_id
 where balance.kind <> 'LINE'
   and balance.seats <> case balance.kind when 'ISSUE' then -issued_seats
                                          when 'POOL' then unallocated_seats
                                          else withdrawn_seats end
"""
UNBALANCED = """
select plan.id
  from special_plan plan
 where issued_seats <> unallocated_seats + withdrawn_seats
                       + (select coalesce(sum(seats), 0) from quota_line
                           where special_plan_id = plan.id)
"""
