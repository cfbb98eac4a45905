select json_build_object(
           'none',       json_build_object(
                             'totalCount', (select count(*) from county),
                             'nodes',      '[]'::json,
                             'pageInfo',   json_build_object('hasPreviousPage', false,
                                                             'hasNextPage',     true)),
           'pastTheEnd', (select json_build_object(
                                     'totalCount', count(*),
                                     'nodes',      '[]'::json,
                                     'pageInfo',   json_build_object(
                                         'hasPreviousPage', count(*) > 0,
                                         'hasNextPage',     false,
                                         'startCursor',     null,
                                         'endCursor',       null))
                            from quota_line  l
                            join source_plan s on s.id = l.source_plan_id
                           where s.state = 'PUBLISHED' and l.year = 2018),
           'empty',      (select json_build_object(
                                     'totalCount', count(*),
                                     'totals',     json_build_object(
                                         'lines',    count(*),
                                         'seats',    coalesce(sum(seats), 0),
                                         'fillRate', sum(admitted)::numeric
                                                     / nullif(sum(seats), 0)),
                                     'edges',      '[]'::json,
                                     'pageInfo',   json_build_object('hasPreviousPage', false,
                                                                     'hasNextPage',     false,
                                                                     'startCursor',     null,
                                                                     'endCursor',       null))
                            from quota_line
                           where year = 2001))
