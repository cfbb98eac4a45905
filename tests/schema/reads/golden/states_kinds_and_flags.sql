select json_build_object(
           'closed',  json_build_object('nodes', json_agg(json_build_object(
                          'year', year, 'kind', kind, 'isSample', is_sample) order by id)
                          filter (where state = 'CLOSED')),
           'rest',    json_build_object('nodes', json_agg(json_build_object(
                          'year', year, 'kind', kind) order by id)
                          filter (where state = 'PUBLISHED' and not is_sample)),
           'two',     json_build_object('nodes', json_agg(json_build_object(
                          'year', year, 'kind', kind) order by id)
                          filter (where is_sample and (kind = 'LOCAL' or kind = 'TARGETED'))),
           'neither', json_build_object('nodes', json_agg(json_build_object(
                          'year', year, 'kind', kind) order by id)
                          filter (where kind = 'NATIONAL')),
           'hidden',  json_build_object('totalCount', 0))
  from special_plan
 where state in ('PUBLISHED', 'CLOSED')
