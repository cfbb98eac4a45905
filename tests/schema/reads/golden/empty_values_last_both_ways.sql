with line as (
    select l.id, l.programme_number, l.remarks, l.tuition, l.years, c.name_zh as county
      from quota_line  l
      join source_plan s on s.id = l.source_plan_id
      left join county c on c.code = l.county_code
     where s.state = 'PUBLISHED' and not l.is_sample
)
select json_build_object(
           'up',             json_build_object('nodes', json_agg(json_build_object(
                                 'programmeNumber', programme_number, 'remarks', remarks)
                                 order by case when remarks is null then 2 else 1 end,
                                          remarks collate "C", id)),
           'down',           json_build_object('nodes', json_agg(json_build_object(
                                 'programmeNumber', programme_number, 'remarks', remarks)
                                 order by case when remarks is null then 2 else 1 end,
                                          remarks collate "C" desc, id)),
           'throughNothing', json_build_object('nodes', json_agg(json_build_object(
                                 'programmeNumber', programme_number,
                                 'county',          case when county is not null
                                                         then json_build_object('nameZh', county)
                                                    end,
                                 'tuition',         tuition::text,
                                 'years',           years)
                                 order by case when county  is null then 2 else 1 end,
                                          convert_to(county, 'GB18030') desc,
                                          case when tuition is null then 2 else 1 end,
                                          tuition desc,
                                          case when years   is null then 2 else 1 end,
                                          years,
                                          programme_number desc, id)))
  from line
