SELECT (SELECT row_to_json("o-16") AS row_to_json_1 
FROM (SELECT s15.count AS "totalCount", a10.part1 AS nodes 
FROM (SELECT coalesce(array_agg(d9.part1), '{}') AS part1 
FROM (SELECT "o-3" AS part1 
FROM (SELECT t4.plan_kind AS plan_kind, t4.institution_code AS institution_code, t4.tuition AS tuition, t4.seats AS seats, t5.name_order AS key0, t4.seats AS key1, t4.id AS key2 
FROM quota_line AS t4 LEFT OUTER JOIN institution AS t5 ON t5.code = t4.institution_code 
WHERE t4.state = 'PUBLISHED' AND ((EXISTS (SELECT 1 
FROM institution AS t6 
WHERE t6.code = t4.institution_code AND NOT (EXISTS (SELECT 1 
FROM division AS t7 
WHERE t7.code = t6.prefecture_code AND t7.level = 'PREFECTURE' AND true)))) OR t4.tuition IS NULL) AND NOT (EXISTS (SELECT 1 
FROM special_plan AS t8 
WHERE t8.id = t4.special_plan_id AND (t8.state = 'PUBLISHED' OR t8.state = 'CLOSED') AND t8.kind = ANY ($1::TEXT[]))) ORDER BY t5.name_order ASC NULLS LAST, t4.seats DESC, t4.id ASC 
 LIMIT $2::INTEGER) AS p0 LEFT OUTER JOIN LATERAL (SELECT t1.name_zh AS "nameZh" 
FROM institution AS t1 
WHERE t1.code = p0.institution_code) AS "o-2" ON true LEFT OUTER JOIN LATERAL (SELECT p0.plan_kind AS "planKind", "o-2" AS institution, CAST(p0.tuition AS TEXT) AS tuition, p0.seats AS seats) AS "o-3" ON true ORDER BY p0.key0 ASC NULLS LAST, p0.key1 DESC, p0.key2 ASC) AS d9) AS a10 LEFT OUTER JOIN (SELECT CAST(count(*) AS INTEGER) AS count 
FROM quota_line AS t11 
WHERE t11.state = 'PUBLISHED' AND ((EXISTS (SELECT 1 
FROM institution AS t12 
WHERE t12.code = t11.institution_code AND NOT (EXISTS (SELECT 1 
FROM division AS t13 
WHERE t13.code = t12.prefecture_code AND t13.level = 'PREFECTURE' AND true)))) OR t11.tuition IS NULL) AND NOT (EXISTS (SELECT 1 
FROM special_plan AS t14 
WHERE t14.id = t11.special_plan_id AND (t14.state = 'PUBLISHED' OR t14.state = 'CLOSED') AND t14.kind = ANY ($1::TEXT[])))) AS s15 ON true) AS "o-16") AS r0
