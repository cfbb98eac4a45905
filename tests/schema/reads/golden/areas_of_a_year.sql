SELECT (SELECT row_to_json("o-13") AS row_to_json_1 
FROM (SELECT a12.part0 AS nodes 
FROM (SELECT coalesce(array_agg(d11.part0), '{}') AS part0 
FROM (SELECT "o-9" AS part0 
FROM (SELECT t10.kind AS kind, t10.title AS title, t10.issued_seats AS issued_seats, t10.unallocated_seats AS unallocated_seats, t10.withdrawn_seats AS withdrawn_seats, t10.id AS id, t10.id AS key0 
FROM special_plan AS t10 
WHERE (t10.state = 'PUBLISHED' OR t10.state = 'CLOSED') AND t10.year = $1::INTEGER ORDER BY t10.id ASC 
 LIMIT $2::INTEGER) AS p0 LEFT OUTER JOIN LATERAL (SELECT s7.count AS "totalCount", a5.part1 AS nodes 
FROM (SELECT coalesce(array_agg(d4.part1), '{}') AS part1 
FROM (SELECT "o-2" AS part1 
FROM (SELECT t3.code AS code, t3.name_zh AS name_zh, t3.name_order AS key0, t3.code AS key1 
FROM county AS t3 
WHERE (EXISTS (SELECT * 
FROM plan_area 
WHERE plan_area.special_plan_id = p0.id AND plan_area.county_code = t3.code)) AND true ORDER BY t3.name_order ASC, t3.code ASC 
 LIMIT $3::INTEGER) AS p1 LEFT OUTER JOIN LATERAL (SELECT p1.code AS code, p1.name_zh AS "nameZh", (SELECT county_designation.kind 
FROM county_designation 
WHERE county_designation.county_code = p1.code AND county_designation.tier_or_kind = 'TIER' ORDER BY upper(county_designation.valid) DESC NULLS FIRST 
 LIMIT 1) AS tier) AS "o-2" ON true ORDER BY p1.key0 ASC, p1.key1 ASC) AS d4) AS a5 LEFT OUTER JOIN (SELECT CAST(count(*) AS INTEGER) AS count 
FROM county AS t6 
WHERE (EXISTS (SELECT * 
FROM plan_area 
WHERE plan_area.special_plan_id = p0.id AND plan_area.county_code = t6.code)) AND true) AS s7 ON true) AS "o-8" ON true LEFT OUTER JOIN LATERAL (SELECT p0.kind AS kind, p0.title AS title, p0.issued_seats AS "issuedSeats", (p0.issued_seats - p0.unallocated_seats) - p0.withdrawn_seats AS "allocatedSeats", "o-8" AS area) AS "o-9" ON true ORDER BY p0.key0 ASC) AS d11) AS a12) AS "o-13") AS r0
