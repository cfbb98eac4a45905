select json_build_object(
           'quotaLine',     json_build_object(
               'id',               'QuotaLine:' || l.id,
               'year',             p.year,
               'planKind',         p.kind,
               'level',            l.level,
               'levelCode',        l.level_code,
               'batch',            l.batch,
               'batchCode',        l.batch_code,
               'track',            l.track,
               'trackCode',        l.track_code,
               'planNature',       l.plan_nature,
               'planNatureCode',   l.plan_nature_code,
               'planCategory',     l.plan_category,
               'planCategoryCode', l.plan_category_code,
               'requestedSeats',   l.requested_seats,
               'seats',            l.seats,
               'seatsLeft',        l.seats - l.admitted,
               'admitted',         l.admitted,
               'enrolled',         l.enrolled,
               'fillRate',         round(l.admitted::numeric / l.seats, 4),
               'tuition',          l.tuition::text,
               'years',            l.years,
               'campus',           l.campus,
               'remarks',          l.remarks,
               'programmeNumber',  l.programme_number,
               'recordId',         l.record_id,
               'state',            s.state,
               'isSample',         p.is_sample,
               'institution',      json_build_object(
                   'id',           'Institution:' || i.code,
                   'code',         i.code,
                   'nameZh',       i.name_zh,
                   'kind',         i.kind,
                   'level',        i.level,
                   'ministryCode', i.ministry_code,
                   'identifier',   i.identifier,
                   'ownership',    i.ownership,
                   'standing',     i.standing,
                   'source',       i.source),
               'programme',        json_build_object(
                   'id',       'Programme:' || m.code,
                   'code',     m.code,
                   'nameZh',   m.name_zh,
                   'level',    m.level,
                   'years',    m.years,
                   'standing', m.standing),
               'county',           null,
               'specialPlan',      json_build_object('id',    'SpecialPlan:' || p.id,
                                                     'title', p.title,
                                                     'state', p.state),
               'sourcePlan',       json_build_object('id',    'SourcePlan:' || s.id,
                                                     'state', s.state,
                                                     'seats', (select sum(seats)
                                                                 from quota_line
                                                                where source_plan_id = s.id)),
               'previousYear',     null),
           'hidden',        null,
           'ofAnotherType', null)
  from quota_line   l
  join source_plan  s on s.id   = l.source_plan_id
  join special_plan p on p.id   = s.special_plan_id
  join institution  i on i.code = s.institution_code
  join programme    m on m.code = l.programme_code
 where l.id = 450
   and s.state = 'PUBLISHED'
