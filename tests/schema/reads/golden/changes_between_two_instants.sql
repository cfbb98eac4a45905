-- Line 206 is published at both instants, so who sees it sees what was moved to it.
with horizon as (
    select (select horizon_xid from seal where sealed_at = '2018-06-01 00:00+00') as before,
           (select horizon_xid from seal where sealed_at = '2018-07-01 00:00+00') as after
), side as (
    select g.movement_id, m.reason, m.document_number, m.recorded_xid, account_id, change,
           g.seats, f.kind as from_kind, t.kind as to_kind
      from leg g
      join movement m on m.id = g.movement_id
      join account  f on f.id = g.from_account
      join account  t on t.id = g.to_account
     cross join lateral (values (g.to_account, g.seats), (g.from_account, -g.seats))
                as one (account_id, change)
), balance as (
    select l.id, l.programme_number,
           sum(change) filter (where side.recorded_xid < horizon.before) as before,
           sum(change) filter (where side.recorded_xid < horizon.after)  as after
      from quota_line l
      join side on side.account_id = l.id, horizon
     where l.year = 2018
     group by l.id, l.programme_number
), between_them as (
    select side.* from side, horizon where recorded_xid >= before and recorded_xid < after
), changed as (
    select b.*,
           (select json_agg(json_build_object('reason', reason,
                                              'documentNumber', document_number, 'actor', null)
                            order by reason, movement_id)
              from (select distinct movement_id, reason, document_number
                      from between_them where account_id = b.id) one) as movements,
           (select json_agg(json_build_object('seats', seats,
                                              'fromAccount', json_build_object('kind', from_kind),
                                              'toAccount',   json_build_object('kind', to_kind))
                            order by seats)
              from between_them where account_id = b.id) as legs
      from balance b
     where b.before <> b.after
)
select json_build_object('quotaChanges', json_build_object(
           'totalCount', count(*),
           'nodes',      json_agg(json_build_object(
               'line',        json_build_object('programmeNumber', programme_number,
                                                'seats', after),
               'seatsBefore', before,
               'seatsAfter',  after,
               'difference',  after - before,
               'movements',   json_build_object('nodes', movements),
               'legs',        json_build_object('nodes', legs))
               order by after - before, id)))
  from changed
