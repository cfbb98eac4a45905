-- A movement is public if a leg of it is; a leg is if both its accounts are. A line's account is
-- public with its source plan, the others with their special plan.
with plan as (
    select * from special_plan where state in ('PUBLISHED', 'CLOSED')
), open_account as (
    select a.id
      from account     a
      join quota_line  l on l.id = a.id
      join source_plan s on s.id = l.source_plan_id
     where s.state = 'PUBLISHED'
    union
    select a.id
      from account a
      join plan    p on p.id = a.special_plan_id
     where a.kind <> 'LINE'
), open_movement as (
    select distinct m.id, m.kind, m.document_number, m.effective_on
      from movement     m
      join leg          g on g.movement_id = m.id
      join open_account f on f.id = g.from_account
      join open_account t on t.id = g.to_account
)
select json_build_object(
           'july',       (select json_build_object('nodes', json_agg(json_build_object(
                                     'kind', kind, 'effectiveOn', effective_on) order by id))
                            from open_movement
                           where effective_on > date '2020-06-30'),
           'june',       (select json_build_object('nodes', json_agg(json_build_object(
                                     'kind',           kind,
                                     'documentNumber', document_number,
                                     'effectiveOn',    effective_on) order by id))
                            from open_movement
                           where effective_on between date '2019-06-02' and date '2020-06-30'),
           'opened',     (select json_build_object('nodes', json_agg(json_build_object(
                                     'year',             year,
                                     'kind',             kind,
                                     'submissionOpens',  to_char(
                                         submission_opens at time zone 'UTC',
                                         'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'),
                                     'submissionCloses', to_char(
                                         submission_closes at time zone 'UTC',
                                         'YYYY-MM-DD"T"HH24:MI:SS.US"+00:00"'))
                                     order by id))
                            from plan
                           where submission_opens <= timestamptz '2018-03-01 00:00 Asia/Shanghai'),
           'notYet',     (select json_build_object('totalCount', count(*))
                            from plan
                           where submission_opens < timestamptz '2018-03-01 00:00 Asia/Shanghai'),
           'closesThen', (select json_build_object('totalCount', count(*))
                            from plan
                           where submission_closes = timestamptz '2018-04-15 04:30 UTC'),
           'otherwise',  (select json_build_object('totalCount', count(*))
                            from plan
                           where submission_closes is null
                              or submission_closes <> timestamptz '2018-04-15 04:30 UTC'))
