SELECT (SELECT coalesce(to_json(array_agg(n10.thing ORDER BY g0.place)), '[]'::json) AS coalesce_1 
FROM generate_series(0, $1::INTEGER - 1) AS g0(place) LEFT OUTER JOIN (SELECT u1.place AS place, row_to_json("o-3") AS thing 
FROM unnest($2::TEXT[], $3::INTEGER[]) AS u1(key, place) LEFT OUTER JOIN LATERAL (SELECT CAST('County:' || CAST(t2.code AS TEXT) AS TEXT) AS id, t2.name_zh AS "nameZh", (SELECT county_designation.kind 
FROM county_designation 
WHERE county_designation.county_code = t2.code AND county_designation.tier_or_kind = 'TIER' ORDER BY upper(county_designation.valid) DESC NULLS FIRST 
 LIMIT 1) AS tier 
FROM county AS t2 
WHERE t2.code = coalesce((SELECT county.code 
FROM county 
WHERE county.code = u1.key), (SELECT county_alias.county_code 
FROM county_alias 
WHERE county_alias.code = u1.key ORDER BY upper(county_alias.valid) DESC NULLS FIRST 
 LIMIT 1))) AS "o-3" ON true UNION ALL SELECT u4.place AS place, row_to_json("o-6") AS thing 
FROM unnest($4::TEXT[], $5::INTEGER[]) AS u4(key, place) LEFT OUTER JOIN LATERAL (SELECT CAST('Institution:' || CAST(t5.code AS TEXT) AS TEXT) AS id, t5.name_zh AS "nameZh", t5.level AS level, t5.ownership AS ownership 
FROM institution AS t5 
WHERE t5.code = u4.key) AS "o-6" ON true UNION ALL SELECT u7.place AS place, row_to_json("o-9") AS thing 
FROM unnest($6::TEXT[], $7::INTEGER[]) AS u7(key, place) LEFT OUTER JOIN LATERAL (SELECT CAST('Programme:' || CAST(t8.code AS TEXT) AS TEXT) AS id 
FROM programme AS t8 
WHERE t8.code = u7.key) AS "o-9" ON true) AS n10 ON g0.place = n10.place) AS r0
