SELECT (SELECT row_to_json("o-8") AS row_to_json_1 
FROM (SELECT a6.part0 AS edges, "o-7" AS "pageInfo" 
FROM (SELECT coalesce(array_agg(d5.part0) FILTER (WHERE d5.place <= $1::INTEGER), '{}') AS part0, count(*) > $1::INTEGER AS has_more, max(d5.cursor) FILTER (WHERE d5.place = 1 AND d5.place <= least(d5.count, $1::INTEGER)) AS near_cursor, max(d5.cursor) FILTER (WHERE d5.place = least(d5.count, $1::INTEGER)) AS far_cursor 
FROM (SELECT "o-2" AS part0, translate(encode(convert_to(CAST(json_build_array('QuotaLine campus- seats+ #id+', CAST(p0.key0 AS TEXT), CAST(p0.key1 AS TEXT), CAST(p0.key2 AS TEXT)) AS TEXT), 'UTF8'), 'base64'), '+/=
', '-_') AS cursor, row_number() OVER (ORDER BY p0.key0 DESC NULLS LAST, p0.key1 ASC, p0.key2 ASC) AS place, count(*) OVER () AS count 
FROM (SELECT w4.id AS id, w4.campus AS campus, w4.seats AS seats, w4.key0 AS key0, w4.key1 AS key1, w4.key2 AS key2 
FROM (SELECT t3.id AS id, t3.campus AS campus, t3.seats AS seats, t3.campus AS key0, t3.seats AS key1, t3.id AS key2 
FROM quota_line AS t3 
WHERE t3.state = 'PUBLISHED' AND t3.year = $2::INTEGER ORDER BY t3.campus DESC NULLS LAST, t3.seats ASC, t3.id ASC 
 LIMIT 501) AS w4 ORDER BY w4.key0 DESC NULLS LAST, w4.key1 ASC, w4.key2 ASC 
 LIMIT $1::INTEGER + 1) AS p0 LEFT OUTER JOIN LATERAL (SELECT CAST('QuotaLine:' || CAST(p0.id AS TEXT) AS TEXT) AS id, p0.campus AS campus, p0.seats AS seats) AS "o-1" ON true LEFT OUTER JOIN LATERAL (SELECT translate(encode(convert_to(CAST(json_build_array('QuotaLine campus- seats+ #id+', CAST(p0.key0 AS TEXT), CAST(p0.key1 AS TEXT), CAST(p0.key2 AS TEXT)) AS TEXT), 'UTF8'), 'base64'), '+/=
', '-_') AS cursor, "o-1" AS node) AS "o-2" ON true ORDER BY p0.key0 DESC NULLS LAST, p0.key1 ASC, p0.key2 ASC) AS d5) AS a6 LEFT OUTER JOIN LATERAL (SELECT a6.has_more OR false AS "hasNextPage", false AS "hasPreviousPage", a6.near_cursor AS "startCursor", a6.far_cursor AS "endCursor") AS "o-7" ON true) AS "o-8") AS r0
