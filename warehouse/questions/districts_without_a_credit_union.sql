-- Districts of the United Kingdom without a registered office of a live credit union
-- One row is one district in which no live credit union has its registered office.
-- A registered office is not a service area: many credit unions serve whole nations, trades or several districts, so no
-- district in this list may be called unserved. A credit union is a body registered as one, never one by its name.
-- listed_in says which editions the credit unions' status comes from: the answer is as old as they are, whatever as_of says.
-- The last two columns are of the district's nation: live credit unions there, and how many could not be placed.
WITH credit_unions AS (
    SELECT organisation_id, district_code, nation, status_source || ' ' || status_edition AS edition
    FROM register.organisation
    WHERE form_group = 'credit_union' AND status = 'live'
),

by_nation AS (
    SELECT
        nation,
        count(*) AS live_credit_unions_in_nation,
        count(*) FILTER (WHERE district_code IS NULL) AS of_these_without_a_district
    FROM credit_unions
    GROUP BY nation
)

SELECT
    district.nation,
    district.region_name,
    district.district_code,
    district.district_name,
    'no registered office of a live credit union' AS wording,
    district.population,
    release.as_of,
    (SELECT string_agg(DISTINCT edition, ', ' ORDER BY edition) FROM credit_unions) AS listed_in,
    coalesce(by_nation.live_credit_unions_in_nation, 0) AS live_credit_unions_in_nation,
    coalesce(by_nation.of_these_without_a_district, 0) AS of_these_without_a_district
FROM register.district AS district
ANTI JOIN credit_unions USING (district_code)
LEFT JOIN by_nation USING (nation)
CROSS JOIN register.release AS release
ORDER BY district.nation, district.district_name;
