with open_account as (
    select a.id, a.special_plan_id, p.is_sample,
           json_build_object(
               'id',          'QuotaAccount:' || a.id,
               'kind',        a.kind,
               'line',        case when l.id is not null
                                   then json_build_object('programmeNumber', l.programme_number)
                              end,
               'specialPlan', json_build_object('year', p.year, 'kind', p.kind)) as node
      from account      a
      join special_plan p on p.id = a.special_plan_id
      left join quota_line  l on l.id = a.id
      left join source_plan s on s.id = l.source_plan_id
     where p.state in ('PUBLISHED', 'CLOSED')
       and (a.kind <> 'LINE' or s.state = 'PUBLISHED')
), open_leg as (
    select g.movement_id, g.from_account, g.to_account, g.seats, f.is_sample,
           json_build_object('seats',       g.seats,
                             'fromAccount', f.node,
                             'toAccount',   t.node) as node
      from leg          g
      join open_account f on f.id = g.from_account
      join open_account t on t.id = g.to_account
), moved as (
    select m.id, m.kind, m.reason, m.document_number, m.effective_on,
           bool_or(g.is_sample) as is_sample,
           json_build_object('totalCount', count(*),
                             'nodes',      json_agg(g.node order by g.from_account, g.to_account)) as legs,
           json_build_object('totalCount', count(*),
                             'nodes',      json_build_array(
                                 json_build_object('seats', max(g.seats)))) as largest
      from movement m
      join open_leg g on g.movement_id = m.id
     group by m.id
)
select json_build_object(
           'quotaMovements', (select json_build_object(
                                         'totalCount', count(*),
                                         'nodes',      json_agg(json_build_object(
                                             'kind',           kind,
                                             'reason',         reason,
                                             'documentNumber', document_number,
                                             'effectiveOn',    effective_on,
                                             'isSample',       is_sample,
                                             'legs',           legs) order by kind, id))
                                from moved
                               where not is_sample and kind <> 'ISSUE'),
           'sample',         (select json_build_object('nodes', json_agg(json_build_object(
                                         'documentNumber', document_number,
                                         'legs',           largest) order by id))
                                from moved
                               where is_sample))
