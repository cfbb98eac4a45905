with line as (
    select l.id, l.direction, l.remarks
      from quota_line  l
      join source_plan s on s.id = l.source_plan_id
     where s.state = 'PUBLISHED'
)
select json_build_object(
           'percent',    (select json_build_object('nodes', json_agg(json_build_object(
                                     'remarks', remarks) order by id))
                            from line
                           where remarks ilike '%100!%%' escape '!'),
           'underscore', (select json_build_object('nodes', json_agg(json_build_object(
                                     'remarks', remarks) order by id))
                            from line
                           where remarks ilike '%a!_b%' escape '!'),
           'anyLetter',  (select json_build_object('nodes', json_agg(json_build_object(
                                     'remarks', remarks) order by id))
                            from line
                           where remarks ilike 'a!_%' escape '!'),
           'anything',   (select json_build_object('totalCount', count(*))
                            from line
                           where left(remarks, 1) = '%'),
           'both',       (select json_build_object('nodes', json_agg(json_build_object(
                                     'direction', direction) order by id))
                            from line
                           where direction ilike '%!_science 50!%%' escape '!'),
           'backslash',  (select json_build_object('totalCount', count(*))
                            from line
                           where remarks ilike '%a\\!_b%' escape '!'))
