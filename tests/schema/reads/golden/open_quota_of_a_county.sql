SELECT CASE WHEN (EXISTS (SELECT * 
FROM county 
WHERE county.code = coalesce((SELECT county.code 
FROM county 
WHERE county.code = $1::VARCHAR), (SELECT county_alias.county_code 
FROM county_alias 
WHERE county_alias.code = $1::VARCHAR ORDER BY upper(county_alias.valid) DESC NULLS FIRST 
 LIMIT 1)))) THEN (SELECT row_to_json("o-16") AS row_to_json_1 
FROM (SELECT s13.count AS "totalCount", "o-14" AS totals, "o-15" AS "pageInfo", a11.part3 AS nodes 
FROM (SELECT coalesce(array_agg(d10.part3) FILTER (WHERE d10.place <= $2::INTEGER), '{}') AS part3, count(*) > $2::INTEGER AS has_more, max(d10.cursor) FILTER (WHERE d10.place = 1 AND d10.place <= least(d10.count, $2::INTEGER)) AS near_cursor, max(d10.cursor) FILTER (WHERE d10.place = least(d10.count, $2::INTEGER)) AS far_cursor 
FROM (SELECT "o-7" AS part3, translate(encode(convert_to(CAST(json_build_array('QuotaLine seats- #id+', CAST(p0.key0 AS TEXT), CAST(p0.key1 AS TEXT)) AS TEXT), 'UTF8'), 'base64'), '+/=
', '-_') AS cursor, row_number() OVER (ORDER BY p0.key0 DESC, p0.key1 ASC) AS place, count(*) OVER () AS count 
FROM (SELECT w9.plan_kind AS plan_kind, w9.institution_code AS institution_code, w9.programme_code AS programme_code, w9.county_code AS county_code, w9.batch AS batch, w9.track AS track, w9.seats AS seats, w9.is_sample AS is_sample, w9.key0 AS key0, w9.key1 AS key1 
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
 LIMIT 501) AS w9 ORDER BY w9.key0 DESC, w9.key1 ASC 
 LIMIT $2::INTEGER + 1) AS p0 LEFT OUTER JOIN LATERAL (SELECT t1.name_zh AS "nameZh" 
FROM institution AS t1 
WHERE t1.code = p0.institution_code) AS "o-2" ON true LEFT OUTER JOIN LATERAL (SELECT t3.name_zh AS "nameZh" 
FROM programme AS t3 
WHERE t3.code = p0.programme_code) AS "o-4" ON true LEFT OUTER JOIN LATERAL (SELECT t5.name_zh AS "nameZh" 
FROM county AS t5 
WHERE t5.code = p0.county_code) AS "o-6" ON true LEFT OUTER JOIN LATERAL (SELECT p0.plan_kind AS "planKind", "o-2" AS institution, "o-4" AS programme, "o-6" AS county, p0.batch AS batch, p0.track AS track, p0.seats AS seats, p0.is_sample AS "isSample") AS "o-7" ON true ORDER BY p0.key0 DESC, p0.key1 ASC) AS d10) AS a11 LEFT OUTER JOIN (SELECT CAST(count(*) AS INTEGER) AS lines, CAST(coalesce(sum(t12.seats), 0) AS INTEGER) AS seats, CAST(count(*) AS INTEGER) AS count 
FROM quota_line AS t12 
WHERE t12.state = 'PUBLISHED' AND t12.year = $3::INTEGER AND (t12.county_code = coalesce((SELECT county.code 
FROM county 
WHERE county.code = $1::VARCHAR), (SELECT county_alias.county_code 
FROM county_alias 
WHERE county_alias.code = $1::VARCHAR ORDER BY upper(county_alias.valid) DESC NULLS FIRST 
 LIMIT 1)) OR t12.county_code IS NULL AND (EXISTS (SELECT * 
FROM plan_area 
WHERE plan_area.special_plan_id = t12.special_plan_id AND plan_area.county_code = coalesce((SELECT county.code 
FROM county 
WHERE county.code = $1::VARCHAR), (SELECT county_alias.county_code 
FROM county_alias 
WHERE county_alias.code = $1::VARCHAR ORDER BY upper(county_alias.valid) DESC NULLS FIRST 
 LIMIT 1))))) AND t12.state = 'PUBLISHED' AND true) AS s13 ON true LEFT OUTER JOIN LATERAL (SELECT s13."lines" AS lines, s13."seats" AS seats) AS "o-14" ON true LEFT OUTER JOIN LATERAL (SELECT a11.has_more OR false AS "hasNextPage", a11.far_cursor AS "endCursor") AS "o-15" ON true) AS "o-16") END AS r0
