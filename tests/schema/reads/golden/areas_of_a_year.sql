SELECT (SELECT row_to_json("o-15") AS row_to_json_1 
FROM (SELECT a14.part0 AS nodes 
FROM (SELECT coalesce(array_agg(d13.part0), '{}') AS part0 
FROM (SELECT "o-10" AS part0 
FROM (SELECT w12.kind AS kind, w12.title AS title, w12.issued_seats AS issued_seats, w12.unallocated_seats AS unallocated_seats, w12.withdrawn_seats AS withdrawn_seats, w12.id AS id, w12.key0 AS key0 
FROM (SELECT t11.kind AS kind, t11.title AS title, t11.issued_seats AS issued_seats, t11.unallocated_seats AS unallocated_seats, t11.withdrawn_seats AS withdrawn_seats, t11.id AS id, t11.id AS key0 
FROM special_plan AS t11 
WHERE (t11.state = 'PUBLISHED' OR t11.state = 'CLOSED') AND t11.year = $1::INTEGER ORDER BY t11.id ASC 
 LIMIT 501) AS w12 ORDER BY w12.key0 ASC 
 LIMIT $2::INTEGER) AS p0 LEFT OUTER JOIN LATERAL (SELECT s8.count AS "totalCount", a6.part1 AS nodes 
FROM (SELECT coalesce(array_agg(d5.part1), '{}') AS part1 
FROM (SELECT "o-2" AS part1 
FROM (SELECT w4.code AS code, w4.name_zh AS name_zh, w4.key0 AS key0, w4.key1 AS key1 
FROM (SELECT t3.code AS code, t3.name_zh AS name_zh, t3.name_order AS key0, t3.code AS key1 
FROM county AS t3 
WHERE (EXISTS (SELECT * 
FROM plan_area 
WHERE plan_area.special_plan_id = p0.id AND plan_area.county_code = t3.code)) AND true ORDER BY t3.name_order ASC, t3.code ASC 
 LIMIT 501) AS w4 ORDER BY w4.key0 ASC, w4.key1 ASC 
 LIMIT $3::INTEGER) AS p1 LEFT OUTER JOIN LATERAL (SELECT p1.code AS code, p1.name_zh AS "nameZh", (SELECT county_designation.kind 
FROM county_designation 
WHERE county_designation.county_code = p1.code AND county_designation.tier_or_kind = 'TIER' ORDER BY upper(county_designation.valid) DESC NULLS FIRST 
 LIMIT 1) AS tier) AS "o-2" ON true ORDER BY p1.key0 ASC, p1.key1 ASC) AS d5) AS a6 LEFT OUTER JOIN (SELECT CAST(count(*) AS INTEGER) AS count 
FROM county AS t7 
WHERE (EXISTS (SELECT * 
FROM plan_area 
WHERE plan_area.special_plan_id = p0.id AND plan_area.county_code = t7.code)) AND true) AS s8 ON true) AS "o-9" ON true LEFT OUTER JOIN LATERAL (SELECT p0.kind AS kind, p0.title AS title, p0.issued_seats AS "issuedSeats", (p0.issued_seats - p0.unallocated_seats) - p0.withdrawn_seats AS "allocatedSeats", "o-9" AS area) AS "o-10" ON true ORDER BY p0.key0 ASC) AS d13) AS a14) AS "o-15") AS r0
