-- Without a tuition a line is not known to be dear.
with chosen as (
    select l.*
      from quota_line  l
      join source_plan s on s.id = l.source_plan_id
     where s.state = 'PUBLISHED'
       and (   (l.track <> '理工' and (l.tuition is null or l.tuition < 5000))
            or (l.plan_kind = 'LOCAL' and l.track = '理工'))
       and (l.year <> 2019 or l.seats > 5)
), page as (
    select * from chosen order by seats desc, id limit 4
)
select json_build_object('quotaLines', json_build_object(
           'totalCount', (select count(*) from chosen),
           'nodes',      (select json_agg(json_build_object('year',     year,
                                                            'planKind', plan_kind,
                                                            'track',    track,
                                                            'tuition',  tuition::text,
                                                            'seats',    seats)
                                          order by seats desc, id)
                            from page)))
