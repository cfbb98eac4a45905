with open_account as (
    select a.id, a.kind, null as county_code, null as programme_number
      from account      a
      join special_plan p on p.id = a.special_plan_id
     where a.kind <> 'LINE' and p.state in ('PUBLISHED', 'CLOSED')
    union all
    select l.id, 'LINE', l.county_code, l.programme_number
      from quota_line  l
      join source_plan s on s.id = l.source_plan_id
     where s.state = 'PUBLISHED'
), open_leg as (
    select g.movement_id, g.seats, t.kind, t.county_code, t.programme_number
      from leg          g
      join open_account f on f.id = g.from_account
      join open_account t on t.id = g.to_account
), moved as (
    select m.id, json_build_object('kind', m.kind, 'reason', m.reason) as node,
           count(*) filter (where g.county_code = '140215')   as to_yunzhou,
           count(*) filter (where g.kind <> 'LINE')           as not_to_lines,
           max(g.seats)                                       as largest,
           count(*) filter (where g.programme_number = '206') as to_hidden
      from movement m
      join open_leg g on g.movement_id = m.id
     group by m.id
)
select json_build_object(
           'toYunzhou', json_build_object('nodes', json_agg(node order by id)
                                                   filter (where to_yunzhou > 0)),
           'toLines',   json_build_object('nodes', json_agg(node order by id)
                                                   filter (where not_to_lines = 0)),
           'notLarge',  json_build_object('nodes', json_agg(node order by id)
                                                   filter (where largest < 15)),
           'toHidden',  json_build_object('totalCount', count(*) filter (where to_hidden > 0)))
  from moved
