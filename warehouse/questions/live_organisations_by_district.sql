-- Live organisations in each district, and per 10,000 people
-- One row is one district, empty ones included. Placed by registered office, which may be an accountant's address and is
-- not where an organisation trades. in_cuk are those Co-operatives UK lists as co-operatives. Small counts: a rate of a
-- small district moves much with one organisation.
WITH counted AS (
    SELECT
        district_code,
        count(*) AS live,
        count(*) FILTER (WHERE in_cuk) AS live_in_cuk,
        count(*) FILTER (WHERE form_group = 'credit_union') AS live_credit_unions
    FROM register.organisation
    WHERE status = 'live' AND district_code IS NOT NULL
    GROUP BY district_code
)

SELECT
    district.nation,
    district.region_name,
    district.district_code,
    district.district_name,
    coalesce(counted.live, 0) AS live,
    coalesce(counted.live_in_cuk, 0) AS live_in_cuk,
    coalesce(counted.live_credit_unions, 0) AS live_credit_unions,
    district.population,
    round(10000 * coalesce(counted.live, 0) / nullif(district.population, 0), 2) AS live_per_10000_people
FROM register.district AS district
LEFT JOIN counted USING (district_code)
ORDER BY district.nation, district.district_name;
