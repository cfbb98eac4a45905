with plan as (
    select * from special_plan where state in ('PUBLISHED', 'CLOSED')
), covered as (
    select p.id, p.year, p.kind, p.title, c.code, c.name_zh, d.kind as tier,
           row_number() over (partition by p.id
                              order by convert_to(c.name_zh, 'GB18030'), c.code) as place
      from plan      p
      join plan_area a on a.special_plan_id = p.id
      join county    c on c.code = a.county_code
      join county_designation d on d.county_code = c.code
                               and d.kind in ('NATIONAL', 'PROVINCIAL')
), summed as (
    select id, year, kind, title, count(*) as counties,
           count(*) filter (where name_zh = '阳曲县')   as yangqu,
           count(*) filter (where tier <> 'NATIONAL') as not_national,
           json_agg(json_build_object('code', code, 'nameZh', name_zh, 'tier', tier) order by place)
               filter (where place <= 2)              as beginning
      from covered
     group by id, year, kind, title
)
select json_build_object(
           'specialPlans', json_build_object('nodes', json_agg(json_build_object(
                               'kind',  kind,
                               'title', title,
                               'area',  json_build_object('totalCount', counties,
                                                          'nodes',      beginning))
                               order by kind, id) filter (where year = 2020)),
           'over',         json_build_object('nodes', json_agg(json_build_object(
                               'year', year, 'kind', kind) order by id) filter (where yangqu > 0)),
           'national',     json_build_object('nodes', json_agg(json_build_object(
                               'year', year, 'kind', kind) order by id)
                               filter (where not_national = 0)))
  from summed
