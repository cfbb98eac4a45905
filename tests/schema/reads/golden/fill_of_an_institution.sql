SELECT (SELECT row_to_json("o-13") AS row_to_json_1 
FROM (SELECT t0.name_zh AS "nameZh", "o-12" AS "quotaLines" 
FROM institution AS t0 LEFT OUTER JOIN LATERAL (SELECT "o-11" AS totals, a8.part1 AS nodes 
FROM (SELECT coalesce(array_agg(d7.part1), '{}') AS part1 
FROM (SELECT "o-4" AS part1 
FROM (SELECT w6.programme_code AS programme_code, w6.seats AS seats, w6.admitted AS admitted, w6.key0 AS key0, w6.key1 AS key1 
FROM (SELECT t5.programme_code AS programme_code, t5.seats AS seats, t5.admitted AS admitted, round(CAST(t5.admitted AS NUMERIC) / CAST(nullif(t5.seats, 0) AS NUMERIC), 4) AS key0, t5.id AS key1 
FROM quota_line AS t5 
WHERE t5.institution_code = t0.code AND t5.state = 'PUBLISHED' AND t5.year = $1::INTEGER ORDER BY round(CAST(t5.admitted AS NUMERIC) / CAST(nullif(t5.seats, 0) AS NUMERIC), 4) ASC, t5.id ASC 
 LIMIT 501) AS w6 ORDER BY w6.key0 ASC, w6.key1 ASC 
 LIMIT $2::INTEGER) AS p1 LEFT OUTER JOIN LATERAL (SELECT t2.name_zh AS "nameZh" 
FROM programme AS t2 
WHERE t2.code = p1.programme_code) AS "o-3" ON true LEFT OUTER JOIN LATERAL (SELECT "o-3" AS programme, p1.seats AS seats, p1.admitted AS admitted, p1.seats - p1.admitted AS "seatsLeft", CAST(CASE WHEN (round(CAST(p1.admitted AS NUMERIC) / CAST(nullif(p1.seats, 0) AS NUMERIC), 4) = trunc(round(CAST(p1.admitted AS NUMERIC) / CAST(nullif(p1.seats, 0) AS NUMERIC), 4))) THEN CAST(trunc(round(CAST(p1.admitted AS NUMERIC) / CAST(nullif(p1.seats, 0) AS NUMERIC), 4)) AS TEXT) || '.0' ELSE CAST(trim_scale(round(CAST(p1.admitted AS NUMERIC) / CAST(nullif(p1.seats, 0) AS NUMERIC), 4)) AS TEXT) END AS JSON) AS "fillRate") AS "o-4" ON true ORDER BY p1.key0 ASC, p1.key1 ASC) AS d7) AS a8 LEFT OUTER JOIN (SELECT CAST(count(*) AS INTEGER) AS lines, CAST(coalesce(sum(t9.seats), 0) AS INTEGER) AS seats, CAST(coalesce(sum(t9.admitted), 0) AS INTEGER) AS admitted, round(CAST(sum(t9.admitted) AS NUMERIC) / CAST(nullif(sum(t9.seats), 0) AS NUMERIC), 4) AS "fillRate", CAST(count(*) AS INTEGER) AS count 
FROM quota_line AS t9 
WHERE t9.institution_code = t0.code AND t9.state = 'PUBLISHED' AND t9.year = $1::INTEGER) AS s10 ON true LEFT OUTER JOIN LATERAL (SELECT s10."lines" AS lines, s10."seats" AS seats, s10."admitted" AS admitted, CAST(CASE WHEN (s10."fillRate" = trunc(s10."fillRate")) THEN CAST(trunc(s10."fillRate") AS TEXT) || '.0' ELSE CAST(trim_scale(s10."fillRate") AS TEXT) END AS JSON) AS "fillRate") AS "o-11" ON true) AS "o-12" ON true 
WHERE t0.code = $3::VARCHAR) AS "o-13") AS r0
