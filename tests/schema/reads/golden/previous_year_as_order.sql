with line as (
    select l.*
      from quota_line  l
      join source_plan s on s.id = l.source_plan_id
     where s.state = 'PUBLISHED' and not l.is_sample
), ranked as (
    select line.*, (select max(lowest_rank) from admission where quota_line_id = line.id) as rank
      from line
     where year = 2017
), compared as (
    select now.id, now.programme_number, now.seats,
           count(before.id) as lines, sum(before.seats) as before_seats, max(before.rank) as rank
      from line now
      left join ranked before on before.plan_kind        = now.plan_kind
                             and before.institution_code = now.institution_code
                             and before.programme_code   = now.programme_code
                             and before.level            = now.level
                             and before.batch            = now.batch
                             and before.track            = now.track
                             and concat(before.county_code) = concat(now.county_code)
     where now.year = 2018
     group by now.id, now.programme_number, now.seats
)
select json_build_object('quotaLines', json_build_object('nodes', json_agg(json_build_object(
           'programmeNumber', programme_number,
           'seats',           seats,
           'previousYear',    case when lines > 0
                                   then json_build_object('seats',      before_seats,
                                                          'lowestRank', rank) end)
           order by rank desc nulls last, before_seats nulls last, seats desc, id)))
  from compared
