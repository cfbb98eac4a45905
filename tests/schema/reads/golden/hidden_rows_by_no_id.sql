with plan as (
    select id from special_plan where state in ('PUBLISHED', 'CLOSED')
), source as (
    select id from source_plan where state = 'PUBLISHED'
), line as (
    select l.id from quota_line l join source on source.id = l.source_plan_id
), open_account as (
    select a.id from account a join line on line.id = a.id
    union all
    select a.id from account a join plan on plan.id = a.special_plan_id where a.kind <> 'LINE'
), public (type, id) as (
    select 'SpecialPlan', id from plan
    union all
    select 'SourcePlan', id from source
    union all
    select 'QuotaLine', id from line
    union all
    select 'Admission', a.id from admission a join line on line.id = a.quota_line_id
    union all
    select 'QuotaAccount', id from open_account
    union all
    select distinct 'QuotaMovement', g.movement_id
      from leg g
      join open_account f on f.id = g.from_account
      join open_account t on t.id = g.to_account
), asked (place, type, id) as (
    values ( 1, 'SpecialPlan',    13), ( 2, 'SpecialPlan',     9),
           ( 3, 'SourcePlan',    395), ( 4, 'SourcePlan',    400),
           ( 5, 'QuotaLine',     435), ( 6, 'QuotaLine',     447),
           ( 7, 'QuotaLine',     448), ( 8, 'QuotaLine',     436),
           ( 9, 'Admission',     208), (10, 'Admission',     209),
           (11, 'QuotaMovement',  10), (12, 'QuotaMovement',  11),
           (13, 'QuotaMovement',   4), (14, 'QuotaMovement',   3),
           (15, 'QuotaAccount',  454), (16, 'QuotaAccount',  427),
           (17, 'QuotaAccount',  446), (18, 'QuotaAccount',  447)
)
select json_build_object(
           'nodes',       (select json_agg(case when public.id is not null
                                                then json_build_object(
                                                         '__typename', asked.type,
                                                         'id', asked.type || ':' || asked.id) end
                                           order by asked.place)
                             from asked
                             left join public on public.type = asked.type and public.id = asked.id),
           'byNumber',    null,
           'plan',        null,
           'institution', (select json_build_object(
                                      'nameZh',     name_zh,
                                      'quotaLines', json_build_object('totalCount', 0,
                                                                      'nodes',      '[]'::json))
                             from institution
                            where code = '99999'))
