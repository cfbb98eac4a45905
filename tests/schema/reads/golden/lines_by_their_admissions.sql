with line as (
    select l.id, l.year, l.programme_number
      from quota_line  l
      join source_plan s on s.id = l.source_plan_id
     where s.state = 'PUBLISHED' and not l.is_sample
), summed as (
    select l.id, l.year, l.programme_number,
           count(a.id)                                             as admissions,
           count(a.id) filter (where a.round = 2)                  as second,
           count(a.origin_county_code)                             as parts,
           count(*) filter (where a.origin_county_code = '141124') as from_lin,
           min(a.lowest_score)                                     as lowest,
           count(a.id) - count(a.lowest_score)                     as unscored
      from line l
      left join admission a on a.quota_line_id = l.id
     group by l.id, l.year, l.programme_number
)
select json_build_object(
           'second',     json_build_object('nodes', json_agg(json_build_object(
                             'programmeNumber', programme_number) order by id)
                             filter (where second > 0)),
           'onlyTotals', json_build_object('nodes', json_agg(json_build_object(
                             'programmeNumber', programme_number,
                             'admissions', json_build_object('totalCount', admissions)) order by id)
                             filter (where parts = 0)),
           'nobody',     json_build_object('nodes', json_agg(json_build_object(
                             'programmeNumber', programme_number) order by id)
                             filter (where year = 2017 and from_lin = 0)),
           'score',      json_build_object('nodes', json_agg(json_build_object(
                             'programmeNumber', programme_number) order by id)
                             filter (where lowest < 500)),
           'noScore',    json_build_object('nodes', json_agg(json_build_object(
                             'programmeNumber', programme_number) order by id)
                             filter (where unscored > 0)))
  from summed
