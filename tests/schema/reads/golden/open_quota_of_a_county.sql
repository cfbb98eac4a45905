SELECT CASE WHEN (EXISTS (SELECT * 
FROM county 
WHERE county.code = coalesce((SELECT county.code 
FROM county 
WHERE county.code = $1::VARCHAR), (SELECT county_alias.county_code 
FROM county_alias 
WHERE county_alias.code = $1::VARCHAR ORDER BY upper(county_alias.valid) DESC NULLS FIRST 
 LIMIT 1)))) THEN (SELECT row_to_json("o-15") AS row_to_json_1 
FROM (SELECT s12.count AS "totalCount", "o-13" AS totals, "o-14" AS "pageInfo", a10.part3 AS nodes 
FROM (SELECT coalesce(array_agg(d9.part3) FILTER (WHERE d9.place <= $2::INTEGER), '{}') AS part3, count(*) > $2::INTEGER AS has_more, max(d9.cursor) FILTER (WHERE d9.place = 1 AND d9.place <= least(d9.size, $2::INTEGER)) AS first_cursor, max(d9.cursor) FILTER (WHERE d9.place = least(d9.size, $2::INTEGER)) AS last_cursor 
FROM (SELECT "o-7" AS part3, translate(encode(convert_to(CAST(json_build_array('QuotaLine seats- key+', CAST(p0.key0 AS TEXT), CAST(p0.key1 AS TEXT)) AS TEXT), 'UTF8'), 'base64'), '+/=
', '-_') AS cursor, row_number() OVER (ORDER BY p0.key0 DESC, p0.key1 ASC) AS place, count(*) OVER () AS size 
FROM (SELECT t8.plan_kind AS plan_kind, t8.institution_code AS institution_code, t8.programme_code AS programme_code, t8.county_code AS county_code, t8.batch AS batch, t8.track AS track, t8.seats AS seats, t8.is_sample AS is_sample, t8.seats AS key0, t8.id AS key1 
FROM quota_line AS t8 
WHERE t8.state = 'PUBLISHED' AND t8.year = $3::INTEGER AND (t8.county_code = coalesce((SELECT county.code 
FROM county 
WHERE county.code = $1::VARCHAR), (SELECT county_alias.county_code 
FROM county_alias 
WHERE county_alias.code = $1::VARCHAR ORDER BY upper(county_alias.valid) DESC NULLS FIRST 
 LIMIT 1)) OR t8.county_code IS NULL AND (EXISTS (SELECT * 
FROM plan_area 
WHERE plan_area.special_plan_id = t8.special_plan_id AND plan_area.county_code = coalesce((SELECT county.code 
FROM county 
WHERE county.code = $1::VARCHAR), (SELECT county_alias.county_code 
FROM county_alias 
WHERE county_alias.code = $1::VARCHAR ORDER BY upper(county_alias.valid) DESC NULLS FIRST 
 LIMIT 1))))) AND t8.state = 'PUBLISHED' AND true ORDER BY t8.seats DESC, t8.id ASC 
 LIMIT $2::INTEGER + 1) AS p0 LEFT OUTER JOIN LATERAL (SELECT t1.name_zh AS "nameZh" 
FROM institution AS t1 
WHERE t1.code = p0.institution_code) AS "o-2" ON true LEFT OUTER JOIN LATERAL (SELECT t3.name_zh AS "nameZh" 
FROM programme AS t3 
WHERE t3.code = p0.programme_code) AS "o-4" ON true LEFT OUTER JOIN LATERAL (SELECT t5.name_zh AS "nameZh" 
FROM county AS t5 
WHERE t5.code = p0.county_code) AS "o-6" ON true LEFT OUTER JOIN LATERAL (SELECT p0.plan_kind AS "planKind", "o-2" AS institution, "o-4" AS programme, "o-6" AS county, p0.batch AS batch, p0.track AS track, p0.seats AS seats, p0.is_sample AS "isSample") AS "o-7" ON true ORDER BY p0.key0 DESC, p0.key1 ASC) AS d9) AS a10 LEFT OUTER JOIN (SELECT CAST(count(*) AS INTEGER) AS lines, CAST(coalesce(sum(t11.seats), 0) AS INTEGER) AS seats, CAST(count(*) AS INTEGER) AS count 
FROM quota_line AS t11 
WHERE t11.state = 'PUBLISHED' AND t11.year = $3::INTEGER AND (t11.county_code = coalesce((SELECT county.code 
FROM county 
WHERE county.code = $1::VARCHAR), (SELECT county_alias.county_code 
FROM county_alias 
WHERE county_alias.code = $1::VARCHAR ORDER BY upper(county_alias.valid) DESC NULLS FIRST 
 LIMIT 1)) OR t11.county_code IS NULL AND (EXISTS (SELECT * 
FROM plan_area 
WHERE plan_area.special_plan_id = t11.special_plan_id AND plan_area.county_code = coalesce((SELECT county.code 
FROM county 
WHERE county.code = $1::VARCHAR), (SELECT county_alias.county_code 
FROM county_alias 
WHERE county_alias.code = $1::VARCHAR ORDER BY upper(county_alias.valid) DESC NULLS FIRST 
 LIMIT 1))))) AND t11.state = 'PUBLISHED' AND true) AS s12 ON true LEFT OUTER JOIN LATERAL (SELECT s12."lines" AS lines, s12."seats" AS seats) AS "o-13" ON true LEFT OUTER JOIN LATERAL (SELECT a10.has_more AS "hasNextPage", a10.last_cursor AS "endCursor") AS "o-14" ON true) AS "o-15") END AS r0
