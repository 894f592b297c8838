-- One row is one class of one organisation in one scheme as one source gives it; the line is the newest that says so.
WITH given AS (
    UNPIVOT (
        SELECT organisation_id, source, edition, edition_date, file_sha256, source_line,
            sic_code AS sic_2007, sector AS cuk_sector, ownership_class AS cuk_ownership,
            reporting_classification AS fca_reporting, legal_form
        FROM work.listing
    )
    ON sic_2007, cuk_sector, cuk_ownership, fca_reporting, legal_form
    INTO NAME scheme VALUE value
)
SELECT
    organisation_id, scheme, value, min(edition_date) AS first_seen, max(edition_date) AS last_seen, source,
    arg_max(edition, (edition_date, -source_line)) AS edition,
    arg_max(file_sha256, (edition_date, -source_line)) AS file_sha256,
    arg_max(source_line, (edition_date, -source_line)) AS source_line
FROM given
GROUP BY organisation_id, scheme, value, source
ORDER BY ALL
