SELECT (SELECT row_to_json("o-7") AS row_to_json_1 
FROM (SELECT a5.part0 AS edges, "o-6" AS "pageInfo" 
FROM (SELECT coalesce(array_agg(d4.part0) FILTER (WHERE d4.place <= $1::INTEGER), '{}') AS part0, count(*) > $1::INTEGER AS has_more, max(d4.cursor) FILTER (WHERE d4.place = 1 AND d4.place <= least(d4.size, $1::INTEGER)) AS first_cursor, max(d4.cursor) FILTER (WHERE d4.place = least(d4.size, $1::INTEGER)) AS last_cursor 
FROM (SELECT "o-2" AS part0, translate(encode(convert_to(CAST(json_build_array('QuotaLine campus- seats+ key+', CAST(p0.key0 AS TEXT), CAST(p0.key1 AS TEXT), CAST(p0.key2 AS TEXT)) AS TEXT), 'UTF8'), 'base64'), '+/=
', '-_') AS cursor, row_number() OVER (ORDER BY p0.key0 DESC NULLS LAST, p0.key1 ASC, p0.key2 ASC) AS place, count(*) OVER () AS size 
FROM (SELECT t3.id AS id, t3.campus AS campus, t3.seats AS seats, t3.campus AS key0, t3.seats AS key1, t3.id AS key2 
FROM quota_line AS t3 
WHERE t3.state = 'PUBLISHED' AND t3.year = $2::INTEGER ORDER BY t3.campus DESC NULLS LAST, t3.seats ASC, t3.id ASC 
 LIMIT $1::INTEGER + 1) AS p0 LEFT OUTER JOIN LATERAL (SELECT CAST('QuotaLine:' || CAST(p0.id AS TEXT) AS TEXT) AS id, p0.campus AS campus, p0.seats AS seats) AS "o-1" ON true LEFT OUTER JOIN LATERAL (SELECT translate(encode(convert_to(CAST(json_build_array('QuotaLine campus- seats+ key+', CAST(p0.key0 AS TEXT), CAST(p0.key1 AS TEXT), CAST(p0.key2 AS TEXT)) AS TEXT), 'UTF8'), 'base64'), '+/=
', '-_') AS cursor, "o-1" AS node) AS "o-2" ON true ORDER BY p0.key0 DESC NULLS LAST, p0.key1 ASC, p0.key2 ASC) AS d4) AS a5 LEFT OUTER JOIN LATERAL (SELECT a5.has_more AS "hasNextPage", false AS "hasPreviousPage", a5.first_cursor AS "startCursor", a5.last_cursor AS "endCursor") AS "o-6" ON true) AS "o-7") AS r0
