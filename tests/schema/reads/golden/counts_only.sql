SELECT (SELECT row_to_json("o-2") AS row_to_json_1 
FROM (SELECT s1.count AS "totalCount" 
FROM (SELECT CAST(count(*) AS INTEGER) AS count 
FROM county AS t0 
WHERE true) AS s1) AS "o-2") AS r0, (SELECT row_to_json("o-5") AS row_to_json_2 
FROM (SELECT s4.count AS "totalCount" 
FROM (SELECT CAST(count(*) AS INTEGER) AS count 
FROM county AS t3 
WHERE (SELECT county_designation.kind 
FROM county_designation 
WHERE county_designation.county_code = t3.code AND county_designation.tier_or_kind = 'TIER' ORDER BY upper(county_designation.valid) DESC NULLS FIRST 
 LIMIT 1) = $1::VARCHAR) AS s4) AS "o-5") AS r1, (SELECT row_to_json("o-9") AS row_to_json_3 
FROM (SELECT "o-8" AS totals 
FROM (SELECT CAST(count(*) AS INTEGER) AS lines, CAST(coalesce(sum(t6.seats), 0) AS INTEGER) AS seats, round(CAST(sum(t6.admitted) AS NUMERIC) / CAST(nullif(sum(t6.seats), 0) AS NUMERIC), 4) AS "fillRate", CAST(count(*) AS INTEGER) AS count 
FROM quota_line AS t6 
WHERE t6.state = 'PUBLISHED' AND true) AS s7 LEFT OUTER JOIN LATERAL (SELECT s7."lines" AS lines, s7."seats" AS seats, CAST(CASE WHEN (s7."fillRate" = trunc(s7."fillRate")) THEN CAST(trunc(s7."fillRate") AS TEXT) || '.0' ELSE CAST(trim_scale(s7."fillRate") AS TEXT) END AS JSON) AS "fillRate") AS "o-8" ON true) AS "o-9") AS r2
