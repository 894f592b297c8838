-- One row is one nation, among live organisations.
SELECT
    nation, count(*) AS organisations, count(postcode) AS with_postcode, count(district_code) AS with_district,
    count(*) FILTER (nation_basis = 'stated') AS nation_stated_only,
    round(count(district_code) / count(*), 6) AS coverage_count,
    (SELECT max(edition) FROM register.source WHERE source = 'ons_postcodes') AS postcode_edition
FROM register.organisation
WHERE status = 'live'
GROUP BY nation
ORDER BY ALL
