SELECT (SELECT row_to_json("o-5") AS row_to_json_1 
FROM (SELECT t0.code AS code, t0.name_zh AS "nameZh", t0.name_en AS "nameEn", (SELECT county_designation.kind 
FROM county_designation 
WHERE county_designation.county_code = t0.code AND county_designation.tier_or_kind = 'TIER' ORDER BY upper(county_designation.valid) DESC NULLS FIRST 
 LIMIT 1) AS tier, (SELECT county_designation.contiguous_area 
FROM county_designation 
WHERE county_designation.county_code = t0.code AND county_designation.tier_or_kind = 'CONTIGUOUS_AREA' ORDER BY upper(county_designation.valid) DESC NULLS FIRST 
 LIMIT 1) AS "contiguousArea", EXISTS (SELECT * 
FROM county_designation 
WHERE county_designation.county_code = t0.code AND county_designation.kind = 'DEEP_POVERTY' AND (county_designation.valid @> current_date)) AS "isDeepPoverty", t0.exit_date AS "exitDate", "o-2" AS prefecture, (SELECT coalesce(array_agg("o-4"), '{}') AS coalesce_1 
FROM (SELECT t3.field AS field, t3.standing AS standing, t3.source AS source 
FROM county_source AS t3 
WHERE t3.county_code = t0.code ORDER BY t3.field) AS "o-4") AS sources 
FROM county AS t0 LEFT OUTER JOIN LATERAL (SELECT t1.name_zh AS "nameZh" 
FROM division AS t1 
WHERE t1.code = t0.prefecture_code AND t1.level = 'PREFECTURE') AS "o-2" ON true 
WHERE t0.code = coalesce((SELECT county.code 
FROM county 
WHERE county.code = $1::VARCHAR), (SELECT county_alias.county_code 
FROM county_alias 
WHERE county_alias.code = $1::VARCHAR ORDER BY upper(county_alias.valid) DESC NULLS FIRST 
 LIMIT 1))) AS "o-5") AS r0
