-- One row is one line of Co-operatives UK's figures or outlets, and the node it speaks of: the body of that id in the list
-- nearest in time (an id may have been used again).
WITH line AS (
    SELECT 'coops_uk_economic' AS source, edition, file_sha256, source_line, 'figures' AS record_kind, unit_id AS record_id, reference_year
    FROM staged.coops_uk_economic WHERE row_kind = 'organisation'
    UNION ALL
    SELECT 'coops_uk_outlets', edition, file_sha256, source_line, 'outlet', cuk_id, NULL
    FROM staged.coops_uk_outlets
),
wanted AS (SELECT DISTINCT l.source, l.edition, l.record_id, e.edition_date FROM line AS l JOIN work.edition AS e USING (source, edition)),
nearest AS (
    SELECT w.source, w.edition, w.record_id, r.value, r.edition AS listing_edition, r.source AS listing_source,
        row_number() OVER (
            PARTITION BY w.source, w.edition, w.record_id
            ORDER BY abs(r.edition_date - w.edition_date), r.edition_date, r.source, r.source_line
        ) AS place
    FROM wanted AS w
    JOIN work.record AS r ON r.scheme = 'XI-CUK' AND r.own_id = w.record_id
)
SELECT l.*, m.organisation_id, n.value AS node_value, n.listing_source, n.listing_edition
FROM line AS l
JOIN nearest AS n ON n.place = 1 AND n.source = l.source AND n.edition = l.edition AND n.record_id = l.record_id
JOIN work.member AS m ON m.scheme = 'XI-CUK' AND m.value = n.value
ORDER BY l.source, l.edition, l.source_line
