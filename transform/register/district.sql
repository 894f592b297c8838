-- One row is one active district. People of a retired authority are not moved: only current, lowest-tier authorities count.
WITH people AS (
    SELECT l.active_code AS district_code, sum(p.population) AS population, max(p.edition) AS population_edition
    FROM staged.lad_population AS p
    JOIN staged.lad_lookup AS l USING (district_code)
    WHERE p.is_lowest_tier AND p.is_current
    GROUP BY ALL
)
SELECT
    l.active_code AS district_code,
    min(l.active_name) AS district_name,
    min(l.region_code) AS region_code,
    coalesce(min(l.region_name), min(l.nation)) AS region_name,
    min(l.nation) AS nation,
    min(people.population)::BIGINT AS population,
    CASE WHEN min(people.population) IS NOT NULL THEN min(people.population_edition) END AS population_edition,
    min(l.edition) AS code_edition
FROM staged.lad_lookup AS l
LEFT JOIN people ON people.district_code = l.active_code
WHERE l.is_active
GROUP BY l.active_code
ORDER BY ALL
