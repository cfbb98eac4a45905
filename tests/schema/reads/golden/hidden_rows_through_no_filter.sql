with line as (
    select l.*
      from quota_line  l
      join source_plan s on s.id = l.source_plan_id
     where s.state = 'PUBLISHED'
), open_leg as (
    select m.id, m.document_number, g.seats
      from movement m
      join leg      g on g.movement_id = m.id
     where not exists (select 1
                         from account      a
                         join special_plan p on p.id = a.special_plan_id
                         left join line    l on l.id = a.id
                        where a.id in (g.from_account, g.to_account)
                          and (p.state in ('DRAFT', 'OPEN') or (a.kind = 'LINE' and l.id is null)))
)
select json_build_object(
           'drafted',        (select json_build_object('totalCount',
                                                       count(distinct institution_code))
                                from line
                               where year = 2021),
           'unpublished',    json_build_object('totalCount', 0),
           'large',          (select json_build_object('totalCount',
                                                       count(distinct special_plan_id))
                                from line
                               where programme_number in ('206', 'd1', '107')),
           'inArea',         (select json_build_object('totalCount', count(distinct a.county_code))
                                from plan_area    a
                                join special_plan p on p.id = a.special_plan_id
                               where p.year = 2021 and p.state in ('PUBLISHED', 'CLOSED')),
           'bound',          (select json_build_object('totalCount', count(distinct county_code))
                                from line
                               where seats >= 26),
           'moved',          json_build_object('totalCount', 0),
           'onlyPublicLegs', (select json_build_object('nodes', json_agg(
                                         json_build_object('documentNumber', document_number)
                                         order by id))
                                from (select distinct id, document_number
                                        from open_leg
                                       where seats = 11) eleven),
           'latest',         (select json_build_object('nodes', json_build_array(
                                         json_build_object('year', year, 'seats', max(seats))))
                                from line
                               where year = (select max(year) from line)
                               group by year),
           'programmes',     (select json_build_object('totalCount', count(*)) from programme),
           'before',         (select json_build_object('totalCount', count(*))
                                from line now
                                join line before on before.year             = now.year - 1
                                                and before.institution_code = now.institution_code
                                                and before.programme_code   = now.programme_code
                               where now.programme_number = '207'))
