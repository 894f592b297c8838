-- One row is one landed file of one edition that this build read, with its receipt and counts.
SELECT
    source, edition, edition_date, part, file_sha256, file, title, publisher, page, url, licence, licence_url, attribution,
    role, completeness, nature, door, fetched_at, bytes, records_read, staged, rejected_rows, rejected_values, out_of_scope,
    rows_low, rows_high, age_days, stale_after_days, is_newest, warnings
FROM work.edition
ORDER BY source, edition_date, edition, part
