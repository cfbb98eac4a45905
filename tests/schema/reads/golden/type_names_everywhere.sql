with first_county as (
    select c.code, json_agg(json_build_object('__typename', 'CountySource', 'field', f.field)
                            order by f.field) as sources
      from county c
      join county_source f on f.county_code = c.code
     where c.code = (select min(code) from county)
     group by c.code
), fifty as (
    select now.id
      from quota_line  now
      join quota_line  before on before.year             = now.year - 1
                             and before.plan_kind        = now.plan_kind
                             and before.institution_code = now.institution_code
                             and before.programme_code   = now.programme_code
                             and before.track            = now.track
                             and before.batch            = now.batch
                             and before.level            = now.level
                             and before.is_sample        = now.is_sample
                             and before.county_code is not distinct from now.county_code
     where now.state    = 'PUBLISHED'
       and before.state = 'PUBLISHED'
     group by now.id
    having sum(before.seats) = 50
     order by now.id
     limit 1
)
select json_build_object(
           '__typename', 'Query',
           'counties',   json_build_object(
               '__typename', 'CountyConnection',
               'edges',      json_build_array(json_build_object(
                   '__typename', 'CountyEdge',
                   'node',       json_build_object(
                       '__typename', 'County',
                       'prefecture', json_build_object('__typename', 'Prefecture'),
                       'sources',    (select sources from first_county)))),
               'pageInfo',   json_build_object('__typename', 'PageInfo', 'hasNextPage', true)),
           'quotaLines', json_build_object(
               'totals', json_build_object('__typename', 'QuotaLineTotals'),
               'nodes',  (select json_agg(json_build_object(
                                     '__typename',   'QuotaLine',
                                     'kind',         'QuotaLine',
                                     'previousYear', json_build_object('__typename', 'PreviousYear',
                                                                       'lines',      2),
                                     'legs',         json_build_object(
                                         '__typename', 'QuotaLegConnection',
                                         'nodes',      json_build_array(json_build_object(
                                             '__typename', 'QuotaLeg',
                                             'toAccount',  json_build_object(
                                                 '__typename', 'QuotaAccount',
                                                 'kind',       'LINE')))),
                                     'admissions',   json_build_object('nodes', (
                                         select coalesce(json_agg(json_build_object(
                                                    '__typename', 'Admission')), '[]')
                                           from admission
                                          where quota_line_id = fifty.id))))
                            from fifty)),
           'viewer',     json_build_object('__typename', 'Viewer', 'role', 'PUBLIC'))
