SELECT (SELECT row_to_json("o-17") AS row_to_json_1 
FROM (SELECT s16.count AS "totalCount", a11.part1 AS nodes 
FROM (SELECT coalesce(array_agg(d10.part1), '{}') AS part1 
FROM (SELECT "o-3" AS part1 
FROM (SELECT w9.plan_kind AS plan_kind, w9.institution_code AS institution_code, w9.tuition AS tuition, w9.seats AS seats, w9.key0 AS key0, w9.key1 AS key1, w9.key2 AS key2 
FROM (SELECT t4.plan_kind AS plan_kind, t4.institution_code AS institution_code, t4.tuition AS tuition, t4.seats AS seats, t5.name_order AS key0, t4.seats AS key1, t4.id AS key2 
FROM quota_line AS t4 LEFT OUTER JOIN institution AS t5 ON t5.code = t4.institution_code 
WHERE t4.state = 'PUBLISHED' AND ((EXISTS (SELECT 1 
FROM institution AS t6 
WHERE t6.code = t4.institution_code AND NOT (EXISTS (SELECT 1 
FROM division AS t7 
WHERE t7.code = t6.prefecture_code AND t7.level = 'PREFECTURE' AND true)))) OR t4.tuition IS NULL) AND NOT (EXISTS (SELECT 1 
FROM special_plan AS t8 
WHERE t8.id = t4.special_plan_id AND (t8.state = 'PUBLISHED' OR t8.state = 'CLOSED') AND t8.kind = ANY ($1::TEXT[]))) ORDER BY t5.name_order ASC, t4.seats DESC, t4.id ASC 
 LIMIT 501) AS w9 ORDER BY w9.key0 ASC, w9.key1 DESC, w9.key2 ASC 
 LIMIT $2::INTEGER) AS p0 LEFT OUTER JOIN LATERAL (SELECT t1.name_zh AS "nameZh" 
FROM institution AS t1 
WHERE t1.code = p0.institution_code) AS "o-2" ON true LEFT OUTER JOIN LATERAL (SELECT p0.plan_kind AS "planKind", "o-2" AS institution, CAST(p0.tuition AS TEXT) AS tuition, p0.seats AS seats) AS "o-3" ON true ORDER BY p0.key0 ASC, p0.key1 DESC, p0.key2 ASC) AS d10) AS a11 LEFT OUTER JOIN (SELECT CAST(count(*) AS INTEGER) AS count 
FROM quota_line AS t12 
WHERE t12.state = 'PUBLISHED' AND ((EXISTS (SELECT 1 
FROM institution AS t13 
WHERE t13.code = t12.institution_code AND NOT (EXISTS (SELECT 1 
FROM division AS t14 
WHERE t14.code = t13.prefecture_code AND t14.level = 'PREFECTURE' AND true)))) OR t12.tuition IS NULL) AND NOT (EXISTS (SELECT 1 
FROM special_plan AS t15 
WHERE t15.id = t12.special_plan_id AND (t15.state = 'PUBLISHED' OR t15.state = 'CLOSED') AND t15.kind = ANY ($1::TEXT[])))) AS s16 ON true) AS "o-17") AS r0
