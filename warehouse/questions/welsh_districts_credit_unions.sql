-- The 22 Welsh districts and the registered offices of live credit unions in each
-- One row is one district of Wales, fewest registered offices first. A credit union is a body registered as one
-- (form_group = 'credit_union'), never one that only has the words in its name; federations and service bodies of credit
-- unions are none.
-- A registered office is not a service area: a credit union may serve districts in which it has no office, and people of
-- this district may belong to one registered elsewhere. 'No registered office' says nothing about who is served.
-- listed_in says which editions the credit unions' status comes from: the answer is as old as they are, whatever as_of says.
-- The last two columns are of all Wales: live credit unions there, and how many of them could not be placed in a district.
WITH credit_unions AS (
    SELECT organisation_id, district_code, status_source || ' ' || status_edition AS edition
    FROM register.organisation
    WHERE form_group = 'credit_union' AND status = 'live' AND nation = 'Wales'
),

counted AS (
    SELECT district_code, count(*) AS registered_offices
    FROM credit_unions
    GROUP BY district_code
)

SELECT
    district.district_code,
    district.district_name,
    coalesce(counted.registered_offices, 0) AS registered_offices,
    CASE coalesce(counted.registered_offices, 0)
        WHEN 0 THEN 'no registered office of a live credit union'
        WHEN 1 THEN '1 registered office of a live credit union'
        ELSE counted.registered_offices || ' registered offices of live credit unions'
    END AS wording,
    release.as_of,
    (SELECT string_agg(DISTINCT edition, ', ' ORDER BY edition) FROM credit_unions) AS listed_in,
    (SELECT count(*) FROM credit_unions) AS live_credit_unions_in_wales,
    (SELECT count(*) FROM credit_unions WHERE district_code IS NULL) AS of_these_without_a_district
FROM register.district AS district
LEFT JOIN counted USING (district_code)
CROSS JOIN register.release AS release
WHERE district.nation = 'Wales'
ORDER BY registered_offices, district.district_name;
