with open_account as (
    select a.id, a.kind
      from account      a
      join special_plan p on p.id = a.special_plan_id
     where a.kind <> 'LINE' and p.state in ('PUBLISHED', 'CLOSED')
    union all
    select l.id, 'LINE'
      from quota_line  l
      join source_plan s on s.id = l.source_plan_id
     where s.state = 'PUBLISHED'
), open_leg as (
    select m.id, m.kind, m.reason, g.number, g.seats, g.from_account, g.to_account,
           f.kind as from_kind, t.kind as to_kind
      from leg          g
      join movement     m on m.id = g.movement_id
      join open_account f on f.id = g.from_account
      join open_account t on t.id = g.to_account
), line as (
    select l.id, l.programme_number, l.requested_seats, l.seats
      from quota_line   l
      join open_account a on a.id = l.id
     where l.year = 2018
       and l.plan_kind = 'NATIONAL'
       and l.institution_code in ('10108', '10112')
), line_leg as (
    select line.id as line_id, open_leg.*
      from line
      join open_leg on line.id in (open_leg.from_account, open_leg.to_account)
), legs as (
    select line_id,
           json_build_object('totalCount', count(*), 'nodes', json_agg(json_build_object(
               'seats',       seats,
               'movement',    json_build_object('kind', kind),
               'fromAccount', json_build_object('kind', from_kind),
               'toAccount',   json_build_object('kind', to_kind))
               order by kind, seats desc, id, number)) as list
      from line_leg
     group by line_id
), line_movement as (
    select distinct line_id, id, kind, reason from line_leg
), movements as (
    select line_id,
           json_build_object('totalCount', count(*), 'nodes', json_agg(json_build_object(
               'kind', kind, 'reason', reason) order by id)) as list,
           count(*)  filter (where kind not in ('ISSUE', 'ALLOCATE')) as others,
           max(kind) filter (where kind not in ('ISSUE', 'ALLOCATE')) as last_kind
      from line_movement
     group by line_id
)
select json_build_object('quotaLines', json_build_object('nodes', json_agg(json_build_object(
           'programmeNumber', line.programme_number,
           'requestedSeats',  line.requested_seats,
           'seats',           line.seats,
           'movements',       movements.list,
           'legs',            legs.list,
           'ordered',         json_build_object(
               'totalCount', movements.others,
               'nodes',      case when movements.others > 0
                                  then json_build_array(json_build_object('kind',
                                                                          movements.last_kind))
                                  else '[]'::json end))
           order by line.id)))
  from line
  join legs      on legs.line_id      = line.id
  join movements on movements.line_id = line.id
