-- Nothing ran while the seal was taken, so it covers what is below its horizon.
with sealed as (
    select horizon_xid as horizon from seal
     where sealed_at <= '2018-06-15 00:00+00' order by sealed_at desc limit 1
), then_movement as (
    select m.* from movement m, sealed where m.recorded_xid < horizon
), then_leg as (
    select g.* from leg g join then_movement m on m.id = g.movement_id
), balance as (
    select a.id, a.special_plan_id, a.kind,
           coalesce((select sum(seats) from then_leg where to_account   = a.id), 0)
         - coalesce((select sum(seats) from then_leg where from_account = a.id), 0) as seats
      from account a
), line_version as (
    select id, special_plan_id, year, plan_kind, programme_number, state, recorded_xid,
           null as replaced_xid
      from quota_line
    union all
    select id, special_plan_id, year, plan_kind, programme_number, state, recorded_xid,
           replaced_xid
      from quota_line_version
), plan_version as (
    select id, submission_opens, recorded_xid, null as replaced_xid from special_plan
    union all
    select id, submission_opens, recorded_xid, replaced_xid from special_plan_version
), line as (
    select l.id, l.special_plan_id, l.programme_number, l.state, b.seats
      from line_version l join balance b on b.id = l.id, sealed
     where l.recorded_xid < horizon and (l.replaced_xid is null or l.replaced_xid >= horizon)
       and l.year = 2018 and l.plan_kind = 'NATIONAL' and l.state = 'PUBLISHED'
), plan as (
    select p.id, json_build_object(
               'issuedSeats',      -(select seats from balance
                                      where special_plan_id = p.id and kind = 'ISSUE'),
               'unallocatedSeats',  (select seats from balance
                                      where special_plan_id = p.id and kind = 'POOL'),
               'withdrawnSeats',    (select seats from balance
                                      where special_plan_id = p.id and kind = 'WITHDRAWN'),
               'submissionOpens',   p.submission_opens) as told
      from plan_version p, sealed
     where p.recorded_xid < horizon and (p.replaced_xid is null or p.replaced_xid >= horizon)
), moved as (
    select line.id, json_agg(json_build_object('kind', m.kind,
                                               'documentNumber', m.document_number)
                             order by m.document_number, m.kind) as list
      from line
      join then_movement m
        on exists (select from then_leg g
                    where g.movement_id = m.id and line.id in (g.from_account, g.to_account))
     group by line.id
)
select json_build_object('quotaLines', json_build_object(
           'totalCount', count(*),
           'totals',     json_build_object('seats', sum(line.seats), 'admitted', 0),
           'nodes',      json_agg(json_build_object(
               'programmeNumber', line.programme_number,
               'state',           line.state,
               'seats',           line.seats,
               'admitted',        0,
               'specialPlan',     plan.told,
               'movements',       json_build_object('nodes', moved.list))
               order by line.seats desc, line.id)))
  from line
  join plan  on plan.id  = line.special_plan_id
  join moved on moved.id = line.id
