with source as (
    select s.special_plan_id, s.institution_code, count(l.id) as lines, sum(l.seats) as seats,
           sum(l.requested_seats) as requested
      from source_plan s
      join quota_line  l on l.source_plan_id = s.id
     where s.state = 'PUBLISHED'
     group by s.special_plan_id, s.institution_code
), allocated as (
    select a.special_plan_id,
           sum(case when g.to_account = a.id then g.seats else -g.seats end) as seats
      from account a
      join leg     g on a.id in (g.from_account, g.to_account)
     where a.kind = 'LINE'
     group by a.special_plan_id
)
select json_build_object(
           'published', (select json_build_object(
                                    'id',             'SpecialPlan:' || p.id,
                                    'title',          p.title,
                                    'state',          p.state,
                                    'isSample',       p.is_sample,
                                    'sourcePlans',    json_build_object(
                                        'totalCount', count(*),
                                        'nodes',      json_agg(json_build_object(
                                            'institution', json_build_object(
                                                'code', source.institution_code),
                                            'seats',       source.seats)
                                            order by source.institution_code)),
                                    'quotaLines',     json_build_object(
                                        'totalCount', sum(source.lines),
                                        'totals',     json_build_object(
                                            'seats',          sum(source.seats),
                                            'requestedSeats', sum(source.requested))),
                                    'allocatedSeats', max(allocated.seats))
                           from special_plan p
                           join source    on source.special_plan_id    = p.id
                           join allocated on allocated.special_plan_id = p.id
                          where p.year = 2018 and p.kind = 'NATIONAL' and not p.is_sample
                          group by p.id),
           'closed',    (select json_build_object(
                                    'state',      p.state,
                                    'quotaLines', json_build_object('nodes', json_agg(
                                        json_build_object('programmeNumber', l.programme_number,
                                                          'remarks',         l.remarks))),
                                    'area',       json_build_object('nodes', (
                                        select json_agg(json_build_object('nameZh', c.name_zh)
                                                        order by c.code)
                                          from plan_area a
                                          join county    c on c.code = a.county_code
                                         where a.special_plan_id = p.id
                                           and c.prefecture_code = '140100')))
                           from special_plan p
                           join source_plan  s on s.special_plan_id = p.id
                           join quota_line   l on l.source_plan_id  = s.id
                          where p.year  = 2017
                            and p.kind  = 'LOCAL'
                            and p.state = 'CLOSED'
                            and s.state = 'PUBLISHED'
                          group by p.id),
           'draft',     null,
           'none',      null)
