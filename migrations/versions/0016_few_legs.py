"""Balances posted by plans that are kept, where a movement has few legs.

A movement by hand has one leg or some dozens, and its statements were planned at each run, which
took most of its time (1.5 of 1.9 ms). A kept plan is made for few legs, and only they use it: a
great movement would read every line for each of its legs by it, and is planned for itself.
"""

from migrations import script

revision = "0016"
down_revision = "0015"

FEW = 100
LINES = """
        with change as (
            select account_id, sum(seats) as seats
              from (select to_account as account_id, seats from posted
                    union all
                    select from_account, -seats from posted) each_side
             group by account_id
        )
        update quota_line
           set seats = quota_line.seats + change.seats
          from change
         where quota_line.id = change.account_id
"""
PLANS = """
        with change as (
            select account.special_plan_id,
                   sum(seats) filter (where account.kind = 'ISSUE')     as issue,
                   sum(seats) filter (where account.kind = 'POOL')      as pool,
                   sum(seats) filter (where account.kind = 'WITHDRAWN') as withdrawn
              from (select to_account as account_id, seats from posted
                    union all
                    select from_account, -seats from posted) each_side
              join account on account.id = each_side.account_id
                          and account.kind <> 'LINE'
             group by account.special_plan_id
        )
        update special_plan
           set issued_seats      = issued_seats      - coalesce(change.issue, 0),
               unallocated_seats = unallocated_seats + coalesce(change.pool, 0),
               withdrawn_seats   = withdrawn_seats   + coalesce(change.withdrawn, 0)
          from change
         where special_plan.id = change.special_plan_id
"""
PLANNED = f"execute $post${LINES}    $post$;\n    execute $post${PLANS}    $post$;"
KEPT = f"""if (select count(*) from (select from posted limit {FEW + 1}) counted) <= {FEW} then
        {LINES.strip()};
        {PLANS.strip()};
    else
        {PLANNED}
    end if;"""
FUNCTION = """
create or replace function post_legs() returns trigger language plpgsql as $$
begin
    if exists (select from (select distinct movement_id from posted) legs
                 join movement on movement.id = legs.movement_id
                where movement.recorded_xid <> pg_current_xact_id()::text::bigint)
    then
        raise exception 'a leg is recorded with its movement, not later'
            using errcode = 'integrity_constraint_violation',
                  table = 'leg', constraint = 'leg_recorded_with_its_movement';
    end if;
    {posting}
    return null;
end $$;
"""


def upgrade() -> None:
    script.run(FUNCTION.format(posting=KEPT))


def downgrade() -> None:
    script.run(FUNCTION.format(posting=PLANNED))
