-- One row is one address of one organisation as one source writes it; the line is the newest that says so.
WITH written AS (
    SELECT organisation_id, 'registered_office' AS kind, '' AS outlet_name, coalesce(address, '') AS address, postcode, district_code,
        source, edition, edition_date, file_sha256, source_line
    FROM work.listing
    WHERE address IS NOT NULL OR postcode IS NOT NULL
    UNION ALL
    SELECT f.organisation_id, 'outlet', coalesce(o.outlet_name, ''), coalesce(o.address, ''), o.postcode, p.district_code,
        'coops_uk_outlets', o.edition, e.edition_date, o.file_sha256, o.source_line
    FROM staged.coops_uk_outlets AS o
    JOIN work.figure AS f ON f.source = 'coops_uk_outlets' AND f.edition = o.edition AND f.source_line = o.source_line
    JOIN work.edition AS e ON e.source = 'coops_uk_outlets' AND e.edition = o.edition
    LEFT JOIN work.place AS p ON p.postcode = o.postcode
)
SELECT
    organisation_id, kind, outlet_name, address,
    arg_max(postcode, (edition_date, -source_line)) AS postcode,
    arg_max(district_code, (edition_date, -source_line)) AS district_code,
    min(edition_date) AS first_seen, max(edition_date) AS last_seen, source,
    arg_max(edition, (edition_date, -source_line)) AS edition,
    arg_max(file_sha256, (edition_date, -source_line)) AS file_sha256,
    arg_max(source_line, (edition_date, -source_line)) AS source_line
FROM written
GROUP BY organisation_id, kind, outlet_name, address, source
ORDER BY ALL
