with line as (
    select l.*
      from quota_line  l
      join source_plan s on s.id = l.source_plan_id
     where s.state = 'PUBLISHED'
), scored as (
    select line.id, min(admission.lowest_score) as score
      from line
      left join admission on admission.quota_line_id = line.id
     group by line.id
), compared as (
    select now.id, now.year, now.is_sample, now.programme_number,
           count(before.id) as lines, min(scored.score) as score, sum(before.seats) as seats
      from line now
      left join line before on before.year      = now.year - 1
                           and before.is_sample = now.is_sample
                           and (before.plan_kind, before.institution_code, before.programme_code,
                                before.level, before.batch, before.track)
                             = (now.plan_kind, now.institution_code, now.programme_code,
                                now.level, now.batch, now.track)
                           and (   before.county_code = now.county_code
                                or (before.county_code is null and now.county_code is null))
      left join scored on scored.id = before.id
     group by now.id, now.year, now.is_sample, now.programme_number
)
select json_build_object(
           'none',       json_build_object('nodes', json_agg(json_build_object(
                             'programmeNumber', programme_number) order by id)
                             filter (where year = 2018 and lines = 0)),
           'large',      json_build_object('nodes', json_agg(json_build_object(
                             'programmeNumber', programme_number) order by id)
                             filter (where not is_sample and seats > 40)),
           'lowScore',   json_build_object('nodes', json_agg(json_build_object(
                             'programmeNumber', programme_number) order by id)
                             filter (where not is_sample and score < 490)),
           'notLow',     json_build_object('nodes', json_agg(json_build_object(
                             'programmeNumber', programme_number) order by id)
                             filter (where year = 2018 and (score is null or score >= 490))),
           'unscored',   json_build_object('nodes', json_agg(json_build_object(
                             'programmeNumber', programme_number) order by id)
                             filter (where year = 2018 and lines > 0 and score is null)),
           'sample',     json_build_object('totalCount', count(*) filter (
                             where year = 2020 and seats >= 1)),
           'sampleNone', json_build_object('totalCount', count(*) filter (
                             where year = 2020 and lines = 0)))
  from compared
