-- One row is one name of one organisation as one source writes it; the line is the newest that says so.
WITH written AS (
    SELECT organisation_id, name, 'registered' AS kind, NULL::DATE AS valid_to, source, edition, edition_date, file_sha256, source_line FROM work.listing
    UNION ALL
    SELECT organisation_id, trading_name, 'trading', NULL, source, edition, edition_date, file_sha256, source_line FROM work.listing WHERE trading_name IS NOT NULL
    UNION ALL
    SELECT organisation_id, former.name, 'previous', former.changed_on, source, edition, edition_date, file_sha256, source_line
    FROM (
        SELECT *, unnest(from_json(previous_names, '[{"name":"VARCHAR","changed_on":"DATE"}]')) AS former
        FROM work.listing WHERE previous_names IS NOT NULL
    )
)
SELECT
    organisation_id, name, kind, NULL::DATE AS valid_from, max(valid_to) AS valid_to,
    min(edition_date) AS first_seen, max(edition_date) AS last_seen, source,
    arg_max(edition, (edition_date, -source_line)) AS edition,
    arg_max(file_sha256, (edition_date, -source_line)) AS file_sha256,
    arg_max(source_line, (edition_date, -source_line)) AS source_line
FROM written
GROUP BY organisation_id, name, kind, source
ORDER BY ALL
