with line as (
    select l.*
      from quota_line  l
      join source_plan s on s.id = l.source_plan_id
     where s.state = 'PUBLISHED'
)
select json_build_object(
           'english', (select json_build_object('nodes', json_agg(json_build_object(
                                  'programmeNumber', programme_number,
                                  'remarks',         remarks) order by id))
                         from line
                        where remarks ~* 'english'),
           'data',    (select json_build_object('nodes', json_agg(json_build_object(
                                  'programmeNumber', programme_number,
                                  'direction',       direction) order by id))
                         from line
                        where direction ~* '^data'),
           'within',  (select json_build_object('totalCount', count(*))
                         from line
                        where direction ~* '^science'),
           'exact',   (select json_build_object('totalCount', count(*))
                         from line
                        where direction = 'Data Science'))
