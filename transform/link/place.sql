-- One row is one postcode that some organisation or outlet has, with the active district it lies in.
WITH wanted AS (
    SELECT postcode FROM work.observation WHERE postcode IS NOT NULL
    UNION
    SELECT postcode FROM staged.coops_uk_outlets WHERE postcode IS NOT NULL
)
SELECT p.postcode, d.district_code, d.district_name, d.region_code, d.region_name, d.nation
FROM wanted
JOIN staged.ons_postcodes AS p USING (postcode)
JOIN staged.lad_lookup AS l ON l.district_code = p.district_code
JOIN register.district AS d ON d.district_code = l.active_code
ORDER BY ALL
