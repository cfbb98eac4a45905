SELECT (SELECT row_to_json("o-12") AS row_to_json_1 
FROM (SELECT t0.name_zh AS "nameZh", "o-11" AS "quotaLines" 
FROM institution AS t0 LEFT OUTER JOIN LATERAL (SELECT "o-10" AS totals, a7.part1 AS nodes 
FROM (SELECT coalesce(array_agg(d6.part1), '{}') AS part1 
FROM (SELECT "o-4" AS part1 
FROM (SELECT t5.programme_code AS programme_code, t5.seats AS seats, t5.admitted AS admitted, round(CAST(t5.admitted AS NUMERIC) / CAST(nullif(t5.seats, 0) AS NUMERIC), 4) AS key0, t5.id AS key1 
FROM quota_line AS t5 
WHERE t5.institution_code = t0.code AND t5.state = 'PUBLISHED' AND t5.year = $1::INTEGER ORDER BY round(CAST(t5.admitted AS NUMERIC) / CAST(nullif(t5.seats, 0) AS NUMERIC), 4) ASC NULLS LAST, t5.id ASC 
 LIMIT $2::INTEGER) AS p1 LEFT OUTER JOIN LATERAL (SELECT t2.name_zh AS "nameZh" 
FROM programme AS t2 
WHERE t2.code = p1.programme_code) AS "o-3" ON true LEFT OUTER JOIN LATERAL (SELECT "o-3" AS programme, p1.seats AS seats, p1.admitted AS admitted, p1.seats - p1.admitted AS "seatsLeft", CAST(CASE WHEN (round(CAST(p1.admitted AS NUMERIC) / CAST(nullif(p1.seats, 0) AS NUMERIC), 4) = trunc(round(CAST(p1.admitted AS NUMERIC) / CAST(nullif(p1.seats, 0) AS NUMERIC), 4))) THEN CAST(trunc(round(CAST(p1.admitted AS NUMERIC) / CAST(nullif(p1.seats, 0) AS NUMERIC), 4)) AS TEXT) || '.0' ELSE CAST(trim_scale(round(CAST(p1.admitted AS NUMERIC) / CAST(nullif(p1.seats, 0) AS NUMERIC), 4)) AS TEXT) END AS JSON) AS "fillRate") AS "o-4" ON true ORDER BY p1.key0 ASC NULLS LAST, p1.key1 ASC) AS d6) AS a7 LEFT OUTER JOIN (SELECT CAST(count(*) AS INTEGER) AS lines, CAST(coalesce(sum(t8.seats), 0) AS INTEGER) AS seats, CAST(coalesce(sum(t8.admitted), 0) AS INTEGER) AS admitted, round(CAST(sum(t8.admitted) AS NUMERIC) / CAST(nullif(sum(t8.seats), 0) AS NUMERIC), 4) AS "fillRate", CAST(count(*) AS INTEGER) AS count 
FROM quota_line AS t8 
WHERE t8.institution_code = t0.code AND t8.state = 'PUBLISHED' AND t8.year = $1::INTEGER) AS s9 ON true LEFT OUTER JOIN LATERAL (SELECT s9."lines" AS lines, s9."seats" AS seats, s9."admitted" AS admitted, CAST(CASE WHEN (s9."fillRate" = trunc(s9."fillRate")) THEN CAST(trunc(s9."fillRate") AS TEXT) || '.0' ELSE CAST(trim_scale(s9."fillRate") AS TEXT) END AS JSON) AS "fillRate") AS "o-10" ON true) AS "o-11" ON true 
WHERE t0.code = $3::VARCHAR) AS "o-12") AS r0
