with open_account as (
    select a.id
      from account      a
      join special_plan p on p.id = a.special_plan_id
      left join quota_line  l on l.id = a.id
      left join source_plan s on s.id = l.source_plan_id
     where p.state in ('PUBLISHED', 'CLOSED')
       and (a.kind <> 'LINE' or s.state = 'PUBLISHED')
), open_movement as (
    select *
      from movement
     where id in (select movement_id
                    from leg
                   where from_account in (select id from open_account)
                     and to_account   in (select id from open_account))
), linked as (
    select m.id, m.kind, m.reason,
           b.id as reversed_id, b.kind as reversed_kind, b.reason as reversed_reason,
           a.id as by_id, a.reason as by_reason, a.effective_on as by_effective_on
      from open_movement m
      left join open_movement b on b.id = m.reverses_id
      left join open_movement a on a.reverses_id = m.id
)
select json_build_object(
           'reversals', json_build_object('nodes', json_agg(json_build_object(
                            'id',         'QuotaMovement:' || id,
                            'reason',     reason,
                            'reverses',   json_build_object(
                                'id',         'QuotaMovement:' || reversed_id,
                                'kind',       reversed_kind,
                                'reason',     reversed_reason,
                                'reversedBy', json_build_object('id', 'QuotaMovement:' || id)),
                            'reversedBy', null) order by id) filter (where kind = 'REVERSE')),
           'reversed',  json_build_object('nodes', json_agg(json_build_object(
                            'id',         'QuotaMovement:' || id,
                            'reason',     reason,
                            'reversedBy', json_build_object(
                                'id',          'QuotaMovement:' || by_id,
                                'reason',      by_reason,
                                'effectiveOn', by_effective_on),
                            'reverses',   null) order by id)
                            filter (where by_reason like '%冲销%')),
           'standing',  json_build_object('nodes', json_agg(json_build_object(
                            'id', 'QuotaMovement:' || id, 'reason', reason) order by id)
                            filter (where kind = 'TRANSFER' and by_id is null)),
           'others',    json_build_object('nodes', json_agg(json_build_object(
                            'kind', kind) order by id)
                            filter (where kind not in ('ISSUE', 'TRANSFER')
                                      and reversed_id is null)))
  from linked
